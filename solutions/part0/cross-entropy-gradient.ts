import { softmax } from './probability.ts';

/**
 * The gradient of the mean cross-entropy with respect to the logits: (softmax − onehot) / batch.
 *
 * @param logits - `[batch, classes]`
 * @param labels - `[batch]`, integers 0 … classes − 1.
 * @returns `[batch, classes]`
 */
export function crossEntropyGradient(logits: number[][], labels: number[]): number[][] {
  return softmax(logits).map((row, n) =>
    row.map((probability, k) => (probability - (k === labels[n] ? 1 : 0)) / logits.length),
  );
}
