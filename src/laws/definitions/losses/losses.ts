// The losses of outputs and integer labels, in float64; proven against central differences and against PyTorch
// (test/laws/definitions/losses.test.ts).

export const lossNames = [
  'crossEntropy',
  'negativeLogLikelihood',
  'multiMargin',
  'meanSquaredError',
  'meanAbsoluteError',
] as const;

export type LossName = (typeof lossNames)[number];

/** `[batch][classes]`, and the class of each row. */
export interface LossCase {
  outputs: number[][];
  labels: number[];
}

export interface Judged {
  loss: number;
  /** ∂loss/∂outputs */
  gradient: number[][];
}

export function logSoftmaxOf(row: readonly number[]): number[] {
  const largest = Math.max(...row);
  const ln = Math.log(row.reduce((sum, x) => sum + Math.exp(x - largest), 0));
  return row.map((x) => x - largest - ln);
}

/** ∂loss/∂x from y, the log-softmax of x, and ∂loss/∂y; of one row. */
export function logSoftmaxBackwardOf(
  y: readonly number[],
  gradOutput: readonly number[],
): number[] {
  const total = sumOf(gradOutput);
  return y.map((value, k) => gradOutput[k] - Math.exp(value) * total);
}

/** The loss of one sample, and its gradient. */
type Sample = (row: readonly number[], label: number) => { loss: number; gradient: number[] };

const samples: Record<LossName, Sample> = {
  crossEntropy(row, label) {
    const y = logSoftmaxOf(row);
    return { loss: -y[label], gradient: y.map((ln, k) => Math.exp(ln) - at(label, k)) };
  },
  negativeLogLikelihood: (row, label) => ({
    loss: -row[label],
    gradient: row.map((_, k) => -at(label, k)),
  }),
  multiMargin(row, label) {
    const missing = row.map((x, k) => (k === label ? 0 : Math.max(0, 1 - row[label] + x)));
    const count = missing.filter((value) => value > 0).length;
    return {
      loss: sumOf(missing) / row.length,
      gradient: missing.map(
        (value, k) => ((value > 0 ? 1 : 0) - at(label, k) * count) / row.length,
      ),
    };
  },
  meanSquaredError: (row, label) => ({
    loss: sumOf(row.map((x, k) => (x - at(label, k)) ** 2)) / row.length,
    gradient: row.map((x, k) => (2 * (x - at(label, k))) / row.length),
  }),
  meanAbsoluteError: (row, label) => ({
    loss: sumOf(row.map((x, k) => Math.abs(x - at(label, k)))) / row.length,
    gradient: row.map((x, k) => Math.sign(x - at(label, k)) / row.length),
  }),
};

/** The mean over the batch. */
export function judged(name: LossName, { outputs, labels }: LossCase): Judged {
  const all = outputs.map((row, n) => samples[name](row, labels[n]));
  const batch = outputs.length;
  return {
    loss: sumOf(all.map(({ loss }) => loss)) / batch,
    gradient: all.map(({ gradient }) => gradient.map((value) => value / batch)),
  };
}

const at = (label: number, k: number) => (k === label ? 1 : 0);

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0);
