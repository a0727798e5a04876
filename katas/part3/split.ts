import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).permutation(5): 0 … 4, shuffled

/** Which samples are for what: indices into the data set, in any order. */
export interface Split {
  train: number[];
  validation: number[];
}

/**
 * Task 3.2: sets samples apart for validation, the same number from each class, at random. All others
 * are for training.
 *
 * @param labels - `[samples]`, the class of each sample: an integer from 0 up. Not changed.
 * @param perClass - how many samples of each class are set apart, at least 1.
 * @param seed - any 32-bit integer: the same seed sets the same samples apart.
 * @returns every index 0 … samples − 1 once, in one of the two.
 * @throws {Error} when a class has no more than `perClass` samples, so that none would be left to train
 *   on; the message gives the number that it has and `perClass`.
 */
export function stratifiedSplit(labels: ArrayLike<number>, perClass: number, seed = 0): Split {
  throw new NotImplemented('3.2', 'stratifiedSplit');
}
