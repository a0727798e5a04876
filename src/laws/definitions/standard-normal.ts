/**
 * Whether values look drawn from N(0, 1), each on its own. Every bound is six standard errors: a
 * right generator fails one of them twice in a billion times.
 *
 * @returns what does not fit, or `undefined`.
 */
export function notStandardNormal(values: readonly number[]): string | undefined {
  const count = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / count;
  const std = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
  const within = values.filter((x) => Math.abs(x) < 1).length / count;
  const distinct = new Set(values).size;

  // Draws of 32 bits repeat now and then, so not quite all have to be different.
  if (distinct < 0.99 * count) {
    return `there are only ${distinct} different numbers among ${count}; the others repeat them`;
  }
  if (!(Math.abs(mean) < 6 / Math.sqrt(count))) {
    return `their mean is ${mean.toFixed(3)}, and should be near 0`;
  }
  if (!(Math.abs(std - 1) < 6 / Math.sqrt(2 * count))) {
    return `their standard deviation is ${std.toFixed(3)}, and should be near 1`;
  }
  const normal = 0.6827;
  if (!(Math.abs(within - normal) < 6 * Math.sqrt((normal * (1 - normal)) / count))) {
    const percent = (100 * within).toFixed(0);
    return `${percent}% of them lie between −1 and 1, and 68% should: the bell curve has another shape`;
  }
  return undefined;
}
