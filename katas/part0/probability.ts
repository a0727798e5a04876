import { NotImplemented } from '#src/laws/not-implemented';

/**
 * Task 0.1: turns scores into probabilities, one example a row.
 * Numerically stable: logits of ±1000 give probabilities, not NaN or Infinity.
 *
 * @param logits - `[batch, classes]`, unnormalised scores; any finite numbers. Not changed.
 * @returns `[batch, classes]`: p[n][k] = exp(logits[n][k]) / Σⱼ exp(logits[n][j]); every row sums to 1.
 */
export function softmax(logits: number[][]): number[][] {
  throw new NotImplemented('0.1', 'softmax');
}

/**
 * Task 0.2: the cross-entropy of the softmax of the logits, in nats (natural logarithm), as the
 * mean over the batch. Exact for logits of ±1000 too: no clamping, nothing added to a probability.
 *
 * @param logits - `[batch, classes]`, unnormalised scores, at least one row. Not changed.
 * @param labels - `[batch]`, the class of each example: an integer 0 … classes − 1. Not changed.
 * @returns mean over n of −ln softmax(logits)[n][labels[n]]
 * @throws {Error} when there are not as many labels as rows of logits; the message gives both counts.
 * @throws {Error} when a label is not an integer from 0 to classes − 1; the message gives the label
 *   and the number of classes.
 */
export function crossEntropy(logits: number[][], labels: number[]): number {
  throw new NotImplemented('0.2', 'crossEntropy');
}
