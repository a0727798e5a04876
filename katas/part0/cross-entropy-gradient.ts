import { NotImplemented } from '#src/laws/not-implemented';

/**
 * Task 0.9 (bonus): the gradient of the mean cross-entropy of task 0.2 with respect to the logits.
 *
 * @param logits - `[batch, classes]`, unnormalised scores; ±1000 too. Not changed.
 * @param labels - `[batch]`, integers 0 … classes − 1. Not changed.
 * @returns `[batch, classes]`
 */
export function crossEntropyGradient(logits: number[][], labels: number[]): number[][] {
  throw new NotImplemented('0.9', 'crossEntropyGradient');
}
