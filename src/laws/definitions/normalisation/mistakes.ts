import type { Suspect } from '../../law.ts';
import type { Weights } from '../../tensors/model-spec.ts';
import {
  asShape,
  backOf,
  followed,
  outputOf,
  type Statistics,
  statisticsOf,
} from './batch-norm.ts';
import type { BatchCase, BatchesCase } from './cases.ts';

const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

const outputWith =
  (change: (given: BatchCase, right: Statistics) => Partial<Statistics>, layer = {}) =>
  (given: BatchCase): Weights => {
    const right = statisticsOf(given.rows);
    const statistics = { ...right, ...change(given, right) };
    return asShape(outputOf(given.rows, { ...given, ...layer }, statistics), given.shape);
  };

const unbiased = (rows: number[][], { variance }: Statistics) =>
  variance.map((v) => (v * rows.length) / (rows.length - 1));

export const outputMistakes: readonly Suspect<BatchCase>[] = [
  {
    says: 'Yours divides by n − 1 for the variance: in a batch it is by n.',
    as: outputWith(({ rows }, right) => ({ variance: unbiased(rows, right) })),
  },
  {
    says: 'Yours adds ε to the standard deviation: it belongs to the variance, under the root.',
    as: outputWith(({ epsilon }, { variance }) => ({
      variance: variance.map((v) => (Math.sqrt(v) + epsilon) ** 2 - epsilon),
    })),
  },
  {
    says: 'Yours leaves out ε.',
    as: outputWith(({ epsilon }, { variance }) => ({ variance: variance.map((v) => v - epsilon) })),
  },
  {
    says: 'Yours divides by the variance: it is divided by its root.',
    as: outputWith(({ epsilon }, { variance }) => ({
      variance: variance.map((v) => (v + epsilon) ** 2 - epsilon),
    })),
  },
  {
    says: 'Yours has the ε of the default, whatever the options say.',
    as: outputWith(({ epsilon }, { variance }) => ({
      variance: variance.map((v) => v + 0.001 - epsilon),
    })),
  },
  {
    says: 'Yours takes one mean and one variance over all channels: each channel has its own.',
    as: outputWith(({ rows }) => {
      const all = mean(rows.flat());
      const variance = mean(rows.flat().map((x) => (x - all) ** 2));
      return { mean: rows[0].map(() => all), variance: rows[0].map(() => variance) };
    }),
  },
  {
    says: 'Yours leaves out γ and β.',
    as: (given) => {
      const layer = { ...given, gamma: given.gamma.map(() => 1), beta: given.beta.map(() => 0) };
      return asShape(outputOf(given.rows, layer), given.shape);
    },
  },
  {
    says: 'Yours uses the running statistics in training: there it is those of the batch.',
    as: outputWith(({ gamma }) => ({ mean: gamma.map(() => 0), variance: gamma.map(() => 1) })),
  },
];

const divided = (numbers: number[], by: number) => numbers.map((value) => value / by);

type Back = { input: Weights; gamma: number[]; beta: number[] };

const backWith =
  (change: (given: BatchCase, right: ReturnType<typeof backOf>) => object) =>
  (given: BatchCase): Back => {
    const right = backOf(given.rows, given.gradOutput, given);
    const changed = { ...right, ...change(given, right) };
    return { ...changed, input: asShape(changed.input, given.shape) };
  };

export const backMistakes: readonly Suspect<BatchCase>[] = [
  {
    says: 'Yours takes the mean and the variance for constants: in training x moves both of them.',
    as: backWith(({ rows, gradOutput, ...layer }) => {
      const { input } = backOf(rows, gradOutput, layer, statisticsOf(rows));
      return { input };
    }),
  },
  {
    says: 'Yours takes the variance for a constant: in training x moves it, too.',
    as: backWith(({ rows, gradOutput, ...layer }) => {
      const means = gradOutput[0].map((_, k) => mean(gradOutput.map((row) => row[k])));
      const centred = gradOutput.map((row) => row.map((g, k) => g - means[k]));
      return { input: backOf(rows, centred, layer, statisticsOf(rows)).input };
    }),
  },
  {
    says: 'Yours leaves γ out of what goes back to x.',
    as: backWith(({ rows, gradOutput, ...layer }) => ({
      input: backOf(rows, gradOutput, { ...layer, gamma: layer.gamma.map(() => 1) }).input,
    })),
  },
  {
    says: 'Yours takes x for the gradient of γ: wanted is what γ was multiplied by, the normalised x.',
    as: backWith(({ rows, gradOutput }) => ({
      gamma: rows[0].map((_, k) =>
        rows.reduce((sum, row, n) => sum + row[k] * gradOutput[n][k], 0),
      ),
    })),
  },
  {
    says: 'Yours takes means for the gradients of γ and β: they are sums.',
    as: backWith(({ rows }, { gamma, beta }) => ({
      gamma: divided(gamma, rows.length),
      beta: divided(beta, rows.length),
    })),
  },
  {
    says: 'Yours takes a mean for the gradient of γ: it is a sum.',
    as: backWith(({ rows }, { gamma }) => ({ gamma: divided(gamma, rows.length) })),
  },
  {
    says: 'Yours takes a mean for the gradient of β: it is a sum.',
    as: backWith(({ rows }, { beta }) => ({ beta: divided(beta, rows.length) })),
  },
];

/** The running statistics in the end. @param follow - how one batch moves them. */
export function runningAfter(
  { batches, momentum = 0.99 }: BatchesCase,
  follow: (running: Statistics, rows: number[][], momentum: number) => Statistics = (
    running,
    rows,
    m,
  ) => followed(running, statisticsOf(rows), m),
): Statistics {
  const [{ rows }] = batches;
  const begin = { mean: rows[0].map(() => 0), variance: rows[0].map(() => 1) };
  return batches
    .filter(({ training }) => training)
    .reduce((running, batch) => follow(running, batch.rows, momentum), begin);
}

export const runningMistakes: readonly Suspect<BatchesCase>[] = [
  {
    says: 'Yours has momentum the other way round, as PyTorch has it: here it is the share that stays.',
    as: (given) =>
      runningAfter(given, (running, rows, m) => followed(running, statisticsOf(rows), 1 - m)),
  },
  {
    says: 'Yours follows the variance with n − 1, as PyTorch does: here it is the one that the batch was normalised by.',
    as: (given) =>
      runningAfter(given, (running, rows, m) => {
        const batch = statisticsOf(rows);
        return followed(running, { ...batch, variance: unbiased(rows, batch) }, m);
      }),
  },
  {
    says: 'Yours follows batches out of training, too.',
    as: ({ batches, ...given }) =>
      runningAfter({ ...given, batches: batches.map(({ rows }) => ({ rows, training: true })) }),
  },
  {
    says: 'Yours has the variance begin at 0: it begins at 1.',
    as: (given) => {
      const right = runningAfter(given);
      const stays =
        (given.momentum ?? 0.99) ** given.batches.filter(({ training }) => training).length;
      return { ...right, variance: right.variance.map((v) => v - stays) };
    },
  },
  {
    says: 'Yours never moves them: in training each batch does.',
    as: (given) => runningAfter(given, (running) => running),
  },
  {
    says: 'Yours follows the standard deviation: it is the variance.',
    as: (given) =>
      runningAfter(given, (running, rows, m) => {
        const { mean, variance } = statisticsOf(rows);
        return followed(running, { mean, variance: variance.map(Math.sqrt) }, m);
      }),
  },
  {
    says: 'Yours takes those of the last batch alone.',
    as: (given) => runningAfter(given, (_, rows) => statisticsOf(rows)),
  },
];
