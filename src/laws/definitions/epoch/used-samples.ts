import { compare } from '../../compare.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import { freeing, weightsOf } from '../../tensors/models.ts';
import {
  dataOf,
  kernelOf,
  onePixelEach,
  steppedRow,
  type OnePixelEach,
} from '../gradient-descent/one-pixel-each.ts';
import {
  mustHaveTrained,
  onePixelModel,
  recordsOf,
  type EpochDriver,
  type EpochLaw,
} from './driver.ts';

const show = ({ train, validation, batchSize }: OnePixelEach) => ({ train, validation, batchSize });

/** Every training sample is used once in an epoch, with the weight that its batch gives it. */
export const everySampleOnce = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim: 'every training sample is used once in an epoch, also those of a last, smaller batch',
  given: onePixelEach,
  draws: 25,
  show,
  async check(given) {
    const { train, batchSize } = given;
    const rows = await rowsAfter(given, run);
    const rest = train.length % batchSize;
    const inLast: number[] = [];
    for (const i of train) {
      const sizes = usesOf(given, i, rows[i]);
      const [size] = sizes;
      if (sizes.length === 1 && (size === batchSize || size === rest)) {
        if (size !== batchSize) inLast.push(i);
        continue;
      }
      throw new Unlawful(describeUse(i, sizes, given));
    }
    if (inLast.length === rest) return;
    throw new Unlawful(
      `with batches of ${batchSize}, ${rest} of ${train.length} samples are in the last one; ` +
        `${inLast.length} were averaged over a batch of that size`,
    );
  },
  why: 'Image i has one white pixel, pixel i, so row i of the weights moves only when sample i is used, by 1 / (the size of its batch). An epoch goes once through all training samples; what is left for the last batch is averaged over its own size.',
});

/** Only training samples move the weights. */
export const onlyTrainingSamples = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim: 'validation samples are never trained on',
  given: onePixelEach,
  draws: 15,
  show,
  async check(given) {
    const [before, after] = [kernelOf(given), await rowsAfter(given, run)];
    mustHaveTrained(before, after);
    const moved = given.validation.filter((i) => compare(after[i], before[i], rounding));
    if (moved.length === 0) return;
    throw new Unlawful(
      `the weights that see only validation samples have moved: ${moved.join(', ')}`,
    );
  },
  why: 'Validation asks how well the network does on what it has not seen. A sample that it was trained on can no longer answer that.',
});

const rounding = { absolute: 1e-5 };

/** The weights after an epoch. */
const rowsAfter = (given: OnePixelEach, run: EpochDriver): Promise<number[][]> =>
  freeing(async () => {
    const { train, validation, batchSize, learningRate, seed } = given;
    const model = await onePixelModel(given);
    const split = { train, validation };
    const options = { batchSize, seed };
    await recordsOf(run, { model, learningRate, data: dataOf(given), split, options });
    return (await weightsOf(model))[0] as number[][];
  });

/** The sizes of the batches that must have used sample i to bring its row here; [NaN] when none do. */
function usesOf(given: OnePixelEach, i: number, row: number[]): number[] {
  const { batchSize, train } = given;
  const rest = train.length % batchSize;
  const after = (sizes: number[]) =>
    sizes.reduce((current, size) => steppedRow(given, i, current, size), kernelOf(given)[i]);
  const sizes = [batchSize, ...(rest === 0 ? [] : [rest]), 1, train.length];
  const guesses = [[], ...sizes.map((size) => [size]), ...sizes.map((size) => [size, size])];
  return guesses.find((guess) => !compare(row, after(guess), rounding)) ?? [NaN];
}

function describeUse(i: number, sizes: number[], { batchSize, train }: OnePixelEach): string {
  if (sizes.length === 0) return `training sample ${i} was not used in the epoch`;
  if (sizes.length > 1) return `training sample ${i} was used twice in one epoch`;
  if (Number.isNaN(sizes[0])) return `the weights of training sample ${i} moved in no known way`;
  const rest = train.length % batchSize;
  return `the gradient of sample ${i} was divided by ${sizes[0]}, but its batch has ${rest === 0 ? batchSize : `${batchSize} or ${rest}`}`;
}
