/**
 * The gradient that one step of plain SGD must have used: the step w_{k+1} = w_k − γ·∇L, solved
 * for ∇L.
 *
 * @param before - `[parameters]`, w_k.
 * @param after - `[parameters]`, w_{k+1}.
 * @param learningRate - γ, positive.
 * @returns `[parameters]`, ∇L at `before`.
 * @throws {RangeError} when the lengths differ, or the learning rate is not positive.
 */
export function gradientFromIterates(
  before: number[],
  after: number[],
  learningRate: number,
): number[] {
  if (before.length !== after.length) {
    throw new RangeError(`${before.length} parameters before the step, ${after.length} after it`);
  }
  if (!(learningRate > 0)) {
    throw new RangeError(`a learning rate of ${learningRate} makes no step towards a smaller loss`);
  }
  return before.map((parameter, i) => (parameter - after[i]) / learningRate);
}

/** How many batches one epoch has: the last one may be smaller. */
export function batchesPerEpoch(samples: number, batchSize: number): number {
  return Math.ceil(samples / batchSize);
}

/** How many updates a training has: one a batch, and batches do not reach across epochs. */
export function iterations(samples: number, batchSize: number, epochs: number): number {
  return epochs * batchesPerEpoch(samples, batchSize);
}
