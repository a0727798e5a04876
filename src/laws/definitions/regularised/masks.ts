import { Unlawful } from '../../law.ts';
import type { Weights } from '../../tensors/model-spec.ts';
import { imagesOf } from '../architectures/cases.ts';
import { namedShapes, type NetworkCase } from './shapes.ts';

// Weights with which the logits of a network show what its dropouts drop.

const IMAGES = 300;

/** A network that has as many units and classes as features, and images for it. */
export function masksOf(seed: number) {
  const options: NetworkCase = {
    imageShape: [8, 8, 1],
    kernels: [3, 3],
    units: 12, // 2×2 places of 3 channels
    classes: 12,
    dropout: 0,
    seed,
  };
  return { options, images: imagesOf(options.imageShape, IMAGES, seed) };
}

const zeros = ([length, ...rest]: readonly number[]): Weights =>
  Array.from({ length }, () => (rest.length === 0 ? 0 : zeros(rest))) as Weights;

const all = (length: number, value: number) => Array.from({ length }, () => value);

/** Every feature is 1 where the last dropout begins, and reaches the logit of the same number. */
export function throughTheLast(options: NetworkCase): Weights[] {
  const { trained, running } = namedShapes(options);
  const weights = [...trained, ...running].map(([, shape]) => zeros(shape));
  const identity = (length: number) =>
    all(length, 0).map((_, i) => all(length, 0).map((_zero, j) => (i === j ? 1 : 0)));
  weights[11] = all(options.kernels[1], 1); // β
  weights[12] = identity(options.units);
  weights[14] = identity(options.units);
  for (const i of [17, 19]) weights[i] = all((weights[i] as number[]).length, 1); // variances
  return weights;
}

/**
 * Every value is 1 where the first dropout begins; what it drops is the lesser one of two numbers behind
 * the next convolutions, negative when normalised by the batch, and so nothing behind the ReLU.
 */
export function throughBoth(options: NetworkCase): Weights[] {
  const weights = throughTheLast(options);
  const [first, last] = options.kernels;
  weights[5] = all(first, 1); // β
  weights[10] = all(last, 1); // γ
  weights[11] = all(last, 0);
  // 3×3 kernels of one 1: in the middle where the stride is 1, and for 4 places at the first of each window.
  const third = weights[6] as number[][][][];
  const fourth = weights[8] as number[][][][];
  for (let c = 0; c < last; c++) {
    third[1][1][c][c] = 1;
    fourth[0][0][c][c] = 1;
  }
  return weights;
}

/**
 * @param logits - `[images][features]`, 0 where a value was dropped.
 * @param kept - the share that should be left.
 * @throws {Unlawful} for another share, and where values are not dropped each by itself. A right program fails once in 10^9 times at most.
 */
export function sharesAsExpected(
  logits: readonly number[][],
  kept: number,
  { dropout, where, isLast }: { dropout: number; where: string; isLast: boolean },
): void {
  const values = logits.flat();
  const isWrong = (value: number) => Math.abs(value) > 1e-5 && Math.abs(value - 1 / (1 - dropout)) > 1e-4; // prettier-ignore
  const odd = isLast ? values.find(isWrong) : undefined;
  if (odd !== undefined) {
    throw new Unlawful(`with dropout ${dropout} a value of 1 becomes 0 or ${1 / (1 - dropout)}; here it becomes ${odd}`); // prettier-ignore
  }
  // Without a dropout, nothing tells one value from another, and rounding decides about the ReLU.
  if (!isLast && dropout === 0) return;
  const share = values.filter((value) => value > 1e-5).length / values.length;
  if (Math.abs(share - kept) > 6.5 * Math.sqrt((kept * (1 - kept)) / values.length) + 1e-9) {
    throw new Unlawful(
      `with dropout ${dropout}, ${where} should leave about ${(100 * kept).toFixed(1)}% of the values; ${(100 * share).toFixed(1)}% are left`,
    );
  }
  if (dropout === 0) return;
  const patternOf = (numbers: readonly number[]) =>
    numbers.map((value) => (value > 1e-5 ? 1 : 0)).join('');
  if (new Set(logits.map(patternOf)).size < 10) {
    throw new Unlawful('the same values are dropped for every image of a batch');
  }
  const columns = logits[0].map((_, feature) => patternOf(logits.map((row) => row[feature])));
  if (new Set(columns).size < columns.length) {
    throw new Unlawful('values of one image are dropped together: each is dropped by itself');
  }
}
