/**
 * The mean of (output − target)² over all elements.
 *
 * @param outputs - `[samples, outputs]`
 * @param targets - `[samples, outputs]`
 * @throws {RangeError} when their shapes differ.
 */
export function meanSquaredError(outputs: number[][], targets: number[][]): number {
  return mean(outputs, targets, (output, target) => (output - target) ** 2);
}

/**
 * The fraction of the elements, 0 … 1, whose output is on the side of 0.5 that the target names:
 * an output of 0.5 or more stands for 1, anything below for 0.
 *
 * @param outputs - `[samples, outputs]`
 * @param targets - `[samples, outputs]`, each 0 or 1.
 * @throws {RangeError} when their shapes differ.
 */
export function accuracy(outputs: number[][], targets: number[][]): number {
  return mean(outputs, targets, (output, target) => ((output >= 0.5 ? 1 : 0) === target ? 1 : 0));
}

/** The mean of `measure(output, target)` over all pairs. */
function mean(
  outputs: number[][],
  targets: number[][],
  measure: (output: number, target: number) => number,
): number {
  if (outputs.length !== targets.length) {
    throw new RangeError(`${outputs.length} samples of outputs, but ${targets.length} of targets`);
  }
  let sum = 0;
  let count = 0;
  outputs.forEach((row, n) => {
    if (row.length !== targets[n].length) {
      throw new RangeError(`sample ${n}: ${row.length} outputs, but ${targets[n].length} targets`);
    }
    row.forEach((output, k) => {
      sum += measure(output, targets[n][k]);
      count++;
    });
  });
  return sum / count;
}
