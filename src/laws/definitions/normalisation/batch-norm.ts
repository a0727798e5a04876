import type { Weights } from '../../tensors/model-spec.ts';

// Batch normalisation in float64, on rows: all that is not a channel is one axis. Proven against central
// differences and PyTorch (test/laws/definitions/normalisation.test.ts).

/** What a layer has learned, and how it divides. */
export interface Layer {
  gamma: number[];
  beta: number[];
  epsilon: number;
}

export interface Statistics {
  mean: number[];
  variance: number[];
}

const columns = (rows: number[][]) => rows[0].map((_, k) => rows.map((row) => row[k]));
const rowsOf = (columns: number[][]) =>
  columns[0].map((_, n) => columns.map((column) => column[n]));
const sum = (numbers: number[]) => numbers.reduce((total, x) => total + x, 0);
const mean = (numbers: number[]) => sum(numbers) / numbers.length;

/** Of each channel, the mean and the biased variance. */
export function statisticsOf(rows: number[][]): Statistics {
  const means = columns(rows).map(mean);
  const variance = columns(rows).map((column, k) => mean(column.map((x) => (x - means[k]) ** 2)));
  return { mean: means, variance };
}

/** (x − mean) / √(variance + ε) */
const normalised = (rows: number[][], { mean, variance }: Statistics, epsilon: number) =>
  rows.map((row) => row.map((x, k) => (x - mean[k]) / Math.sqrt(variance[k] + epsilon)));

/** @param statistics - those of the batch by default, as in training. */
export function outputOf(
  rows: number[][],
  { gamma, beta, epsilon }: Layer,
  statistics: Statistics = statisticsOf(rows),
): number[][] {
  return normalised(rows, statistics, epsilon).map((row) =>
    row.map((value, k) => gamma[k] * value + beta[k]),
  );
}

/** What comes back. @param running - where these were used, and not those of the batch. */
export function backOf(
  rows: number[][],
  gradOutput: number[][],
  { gamma, epsilon }: Layer,
  running?: Statistics,
) {
  const { mean: means, variance } = running ?? statisticsOf(rows);
  const values = columns(normalised(rows, { mean: means, variance }, epsilon));
  const arriving = columns(gradOutput);
  const input = arriving.map((column, k) => {
    const factor = gamma[k] / Math.sqrt(variance[k] + epsilon);
    if (running !== undefined) return column.map((g) => g * factor);
    const [all, along] = [mean(column), mean(column.map((g, n) => g * values[k][n]))];
    return column.map((g, n) => factor * (g - all - values[k][n] * along));
  });
  return {
    input: rowsOf(input),
    gamma: arriving.map((column, k) => sum(column.map((g, n) => g * values[k][n]))),
    beta: arriving.map(sum),
  };
}

/** The running statistics after a training step. */
export function followed(running: Statistics, batch: Statistics, momentum: number): Statistics {
  const one = (before: number[], now: number[]) =>
    before.map((value, k) => momentum * value + (1 - momentum) * now[k]);
  return {
    mean: one(running.mean, batch.mean),
    variance: one(running.variance, batch.variance),
  };
}

/** Rows of channels, as x with more dimensions has them in reading order. */
export const asRows = (x: unknown, channels: number): number[][] => {
  const flat = (x as unknown[]).flat(Infinity) as number[];
  return Array.from({ length: flat.length / channels }, (_, n) =>
    flat.slice(n * channels, (n + 1) * channels),
  );
};

/** Rows, cut into a shape whose last dimension they have. */
export function asShape(rows: number[][], shape: readonly number[]): Weights {
  const [length, ...rest] = shape;
  if (rest.length === 1) return rows;
  const size = rows.length / length;
  return Array.from({ length }, (_, i) =>
    asShape(rows.slice(i * size, (i + 1) * size), rest),
  ) as Weights;
}
