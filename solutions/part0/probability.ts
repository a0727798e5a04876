/**
 * Turns scores into probabilities, one example a row. Each row is shifted by its own maximum first:
 * that changes no probability, and no exponential is larger than 1.
 *
 * @param logits - `[batch, classes]`, unnormalised scores.
 * @returns `[batch, classes]`; every row sums to 1.
 */
export function softmax(logits: number[][]): number[][] {
  return logits.map((row) => {
    const largest = Math.max(...row);
    const exponentials = row.map((logit) => Math.exp(logit - largest));
    const total = sum(exponentials); // at least 1, from the largest logit
    return exponentials.map((exponential) => exponential / total);
  });
}

/**
 * The cross-entropy of the softmax of the logits, in nats, as the mean over the batch.
 *
 * −ln softmax is written as ln Σ exp(logits) − logit, so that no probability is ever rounded to 0.
 *
 * @param logits - `[batch, classes]`, unnormalised scores, at least one row.
 * @param labels - `[batch]`, integers 0 … classes − 1.
 * @throws {RangeError} when labels and rows differ in number, or a label is no class.
 */
export function crossEntropy(logits: number[][], labels: number[]): number {
  if (labels.length !== logits.length) {
    throw new RangeError(`${logits.length} rows of logits, but ${labels.length} labels`);
  }
  const losses = logits.map((row, n) => {
    const label = labels[n];
    if (!Number.isInteger(label) || label < 0 || label >= row.length) {
      throw new RangeError(`label ${label} is none of the ${row.length} classes`);
    }
    return logSumExp(row) - row[label];
  });
  return sum(losses) / losses.length;
}

/** ln Σ exp(row), shifted by the maximum so that nothing overflows. */
function logSumExp(row: number[]): number {
  const largest = Math.max(...row);
  return largest + Math.log(sum(row.map((logit) => Math.exp(logit - largest))));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
