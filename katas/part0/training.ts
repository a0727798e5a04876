import { NotImplemented } from '#src/laws/not-implemented';

/**
 * Task 0.3: the gradient that one step of plain SGD must have used (no momentum, no weight decay).
 *
 * @param before - `[parameters]`, the parameters w_k before the step. Not changed.
 * @param after - `[parameters]`, the parameters w_{k+1} after it. Not changed.
 * @param learningRate - γ, positive.
 * @returns `[parameters]`, the gradient of the loss at `before`.
 * @throws {Error} when the two lengths differ; the message gives both.
 * @throws {Error} when the learning rate is zero or negative; the message gives it.
 */
export function gradientFromIterates(
  before: number[],
  after: number[],
  learningRate: number,
): number[] {
  throw new NotImplemented('0.3', 'gradientFromIterates');
}

/**
 * Task 0.4: how many batches one epoch has, when every sample is used once.
 * The last batch may be smaller than the others.
 *
 * @param samples - N, an integer of at least 1.
 * @param batchSize - B, an integer of at least 1; it may be larger than N.
 */
export function batchesPerEpoch(samples: number, batchSize: number): number {
  throw new NotImplemented('0.4', 'batchesPerEpoch');
}

/**
 * Task 0.4: how many iterations (updates of the parameters, one a batch) a training has.
 * Batches do not reach across epochs.
 *
 * @param samples - N, an integer of at least 1.
 * @param batchSize - B, an integer of at least 1.
 * @param epochs - E, an integer of at least 0.
 */
export function iterations(samples: number, batchSize: number, epochs: number): number {
  throw new NotImplemented('0.4', 'iterations');
}
