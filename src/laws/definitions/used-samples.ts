import { compare } from '../compare.ts';
import { Unlawful } from '../law.ts';
import { kernelOf, steppedRow, type OnePixelEach } from './one-pixel-each.ts';

const rounding = { absolute: 1e-5 };

/**
 * Reads off the weights which samples an epoch of SGD has used.
 *
 * @param rows - the weights afterwards: row i sees sample i alone.
 * @throws {Unlawful} unless every training sample was used once, in batches of the size that was asked for
 *   and one of the rest.
 */
export function usedEachOnce(given: OnePixelEach, rows: readonly number[][]): void {
  const { train, batchSize } = given;
  const rest = train.length % batchSize;
  const inLast: number[] = [];
  for (const i of train) {
    const sizes = usesOf(given, i, rows[i]);
    const [size] = sizes;
    if (sizes.length === 1 && (size === batchSize || size === rest)) {
      if (size !== batchSize) inLast.push(i);
      continue;
    }
    throw new Unlawful(describeUse(i, sizes, given), { 'batches that used it, by size': sizes });
  }
  const wanted = train.length < batchSize ? train.length : rest;
  if (inLast.length === wanted) return;
  throw new Unlawful(
    `with batches of ${batchSize}, ${wanted} of ${train.length} samples are in the last one; ` +
      `${inLast.length} were averaged over a batch of that size`,
  );
}

/** The samples besides `train` whose row has moved. */
export function usedBesides(given: OnePixelEach, rows: readonly number[][]): number[] {
  const before = kernelOf(given);
  return given.validation.filter((i) => compare(rows[i], before[i], rounding));
}

/** The sizes of the batches that must have used sample i to bring its row here; [NaN] when none do. */
function usesOf(given: OnePixelEach, i: number, row: number[]): number[] {
  const { batchSize, train } = given;
  const rest = train.length % batchSize;
  const once = (sizes: number[]) =>
    sizes.reduce((current, size) => steppedRow(given, i, current, size), kernelOf(given)[i]);
  const sizes = [batchSize, ...(rest === 0 ? [] : [rest]), 1, train.length];
  const guesses = [[], ...sizes.map((size) => [size]), ...sizes.map((size) => [size, size])];
  return guesses.find((guess) => !compare(row, once(guess), rounding)) ?? [NaN];
}

function describeUse(i: number, sizes: number[], { batchSize, train }: OnePixelEach): string {
  if (sizes.length === 0) return `training sample ${i} was not used in the epoch`;
  if (sizes.length > 1) return `training sample ${i} was used twice in one epoch`;
  if (Number.isNaN(sizes[0])) return `the weights of training sample ${i} moved in no known way`;
  const rest = train.length % batchSize;
  return `the gradient of sample ${i} was divided by ${sizes[0]}, but its batch has ${rest === 0 ? batchSize : `${batchSize} or ${rest}`}`;
}
