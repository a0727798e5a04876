import { NotImplemented } from '#src/laws/not-implemented';

/**
 * Task 1.5: the mean of (output − target)² over all elements: over samples and outputs.
 *
 * @param outputs - `[samples, outputs]`, at least one of each.
 * @param targets - `[samples, outputs]`
 * @returns a number from 0 up. (Not halved: the ½ belongs to the loss of task 1.4.)
 * @throws {Error} when the shapes differ; the message gives both numbers that do not fit.
 */
export function meanSquaredError(outputs: number[][], targets: number[][]): number {
  throw new NotImplemented('1.5', 'meanSquaredError');
}

/**
 * Task 1.5: the fraction of the elements that are classified correctly.
 * An output of 0.5 or more says "class 1", anything below says "class 0", for every activation.
 *
 * @param outputs - `[samples, outputs]`, at least one of each.
 * @param targets - `[samples, outputs]`, each 0 or 1.
 * @returns a number from 0 to 1, not a percentage.
 * @throws {Error} when the shapes differ; the message gives both numbers that do not fit.
 */
export function accuracy(outputs: number[][], targets: number[][]): number {
  throw new NotImplemented('1.5', 'accuracy');
}
