import { NotImplemented } from '#src/laws/not-implemented';

/** When a curve counts as flat. */
export interface PlateauOptions {
  /** How many epochs in a row must bring nothing; at least 1. 3 by default. */
  patience?: number;
  /** What an epoch must be better than the best before it by, to count as a rise. 0.005 by default. */
  margin?: number;
}

/**
 * Task 5.3: after how many epochs an accuracy has stopped rising.
 *
 * Single records are noisy, so each epoch counts with the mean of its records. The plateau begins
 * after the first n ≥ 1 epochs for which the next `patience` epochs exist, and none of them has a mean
 * above the best mean of the first n, plus `margin`.
 *
 * @param curve - `[records]`, the accuracy at every record of a training.
 * @param recordsPerEpoch - how many records an epoch has, an integer of at least 1. What is left over at
 *   the end of the curve is no epoch and does not count.
 * @returns n; where there is no such n, the number of all epochs.
 * @throws {Error} when the curve is shorter than one epoch; the message gives both numbers.
 */
export function findPlateau(
  curve: readonly number[],
  recordsPerEpoch: number,
  options: PlateauOptions = {},
): number {
  throw new NotImplemented('5.3', 'findPlateau');
}
