import { seededRandom } from '../common/random.ts';
import { UsageError, UserError } from '../common/user-error.ts';

/** Which samples are for what: indices, in rising order. */
export interface Split {
  train: Uint32Array;
  validation: Uint32Array;
}

/**
 * Sets samples apart for validation, the same number from each class, at random.
 *
 * @param labels - the class of each sample, an integer from 0: `[count]`.
 * @param options.validation - how many: a share of all samples, between 0 and 1, of which each class
 *   gives an equal part, rounded down; or a count, a multiple of the number of classes. Default 0.1.
 * @param options.seed - any 32-bit integer; the same seed sets the same samples apart. Default 0.
 * @returns every index once, in one of the two.
 * @throws {UsageError} when `validation` is neither a share nor a count, or cannot be divided equally.
 * @throws {UserError} when a class would be left without a sample on either side.
 */
export function stratifiedSplit(
  labels: ArrayLike<number>,
  options: { validation?: number; seed?: number } = {},
): Split {
  const { validation = 0.1, seed = 0 } = options;
  const classes = indicesByClass(labels);
  const each = countOfEach(validation, labels.length, classes.size);
  const random = seededRandom(seed);
  const isChosen = new Uint8Array(labels.length);
  for (const [label, indices] of [...classes].sort(([a], [b]) => a - b)) {
    if (each >= indices.length) {
      throw new UserError(
        `Class ${label} has ${indices.length} samples; wanted more than ${each}, the number set apart from each class for validation. Set fewer apart, or use more samples.`,
      );
    }
    for (const i of random.permutation(indices.length).slice(0, each)) isChosen[indices[i]] = 1;
  }
  const where = (chosen: 0 | 1) => {
    const count = chosen === 1 ? each * classes.size : labels.length - each * classes.size;
    const indices = new Uint32Array(count);
    for (let i = 0, at = 0; i < labels.length; i++) if (isChosen[i] === chosen) indices[at++] = i;
    return indices;
  };
  return { train: where(0), validation: where(1) };
}

function indicesByClass(labels: ArrayLike<number>): Map<number, number[]> {
  const classes = new Map<number, number[]>();
  for (let i = 0; i < labels.length; i++) {
    const indices = classes.get(labels[i]);
    if (indices) indices.push(i);
    else classes.set(labels[i], [i]);
  }
  return classes;
}

/** How many samples of each class are set apart. */
function countOfEach(validation: number, count: number, classes: number): number {
  const isShare = validation > 0 && validation < 1;
  if (!isShare && !(Number.isInteger(validation) && validation >= 1)) {
    throw new UsageError(
      `validation is ${validation}; wanted a share between 0 and 1, or a number of samples. 0.1 sets a tenth apart.`,
    );
  }
  if (isShare) {
    const each = Math.floor((validation * count) / classes + 1e-9); // 0.29 · 100 is a little below 29
    if (each >= 1) return each;
    throw new UserError(
      `A share of ${validation} of ${count} samples leaves none for each of ${classes} classes; wanted at least one. Set a larger share apart, or use more samples.`,
    );
  }
  if (validation % classes === 0) return validation / classes;
  const below = validation - (validation % classes);
  throw new UsageError(
    `${validation} validation samples cannot be divided equally among ${classes} classes. Set ${below === 0 ? classes : `${below} or ${below + classes}`} apart.`,
  );
}
