// The definitions that the laws of softmax and cross-entropy compare with, in float64;
// proven equal to what PyTorch recorded (test/corpus/part0-definitions.test.ts).

/** exp(row[k]) / Σ exp(row), for every row; exact in the extremes too. */
export function softmaxOf(logits: readonly number[][]): number[][] {
  return logits.map((row) => {
    const total = logSumExp(row);
    return row.map((logit) => Math.exp(logit - total.largest) / total.sum);
  });
}

/** −ln softmax at each label: one loss an example. */
export function crossEntropiesOf(logits: readonly number[][], labels: readonly number[]): number[] {
  return logits.map((row, n) => {
    const { largest, sum } = logSumExp(row);
    return largest - row[labels[n]] + Math.log(sum); // the two large numbers cancel first
  });
}

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0);

/** The mean of a list that is not empty. */
export function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length;
}

/** The parts of ln Σ exp(row) = largest + ln sum, with 1 ≤ sum ≤ classes. */
function logSumExp(row: readonly number[]): { largest: number; sum: number } {
  const largest = row.reduce((a, b) => Math.max(a, b));
  return { largest, sum: row.reduce((sum, logit) => sum + Math.exp(logit - largest), 0) };
}

/** The index of the largest number, the first where several are. */
export function indexOfLargest(row: readonly number[]): number {
  return row.reduce((best, value, k) => (value > row[best] ? k : best), 0);
}
