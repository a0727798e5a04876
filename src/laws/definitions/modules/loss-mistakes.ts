import type { Suspect } from '../../law.ts';
import { pairwise } from './matrices.ts';
import { lossOf, type LossName } from './passes.ts';

/** Outputs `[batch, classes]`, and what they should be. */
export interface LossCase {
  outputs: number[][];
  targets: number[][];
}

const of = (name: LossName, { outputs, targets }: LossCase) => lossOf(name, outputs, targets);

const scaledLoss =
  (name: LossName, factor: (given: LossCase) => number) =>
  (given: LossCase): number =>
    factor(given) * of(name, given).loss;

const scaledGradient =
  (name: LossName, factor: (given: LossCase) => number) =>
  (given: LossCase): number[][] =>
    of(name, given).gradient.map((row) => row.map((value) => factor(given) * value));

const batch = ({ outputs }: LossCase) => outputs.length;
const classes = ({ outputs }: LossCase) => outputs[0].length;

type Mistakes = readonly Suspect<LossCase>[];

const commonLosses = (name: LossName): Mistakes => [
  {
    says: 'Yours is the sum over the batch: divide by N.',
    as: scaledLoss(name, batch),
  },
  {
    says: 'Yours is divided by the classes too: the mean is over the samples alone.',
    as: scaledLoss(name, (given) => 1 / classes(given)),
  },
  { says: 'Yours has the opposite sign.', as: scaledLoss(name, () => -1) },
];

const commonGradients = (name: LossName): Mistakes => [
  { says: 'Yours is not divided by the batch size N.', as: scaledGradient(name, batch) },
  {
    says: 'Yours is divided by all the numbers: only the samples are counted.',
    as: scaledGradient(name, (given) => 1 / classes(given)),
  },
  { says: 'Yours has the opposite sign.', as: scaledGradient(name, () => -1) },
  { says: 'Yours is twice the gradient.', as: scaledGradient(name, () => 2) },
];

export const euclideanMistakes: Record<'loss' | 'gradient', Mistakes> = {
  loss: [
    {
      says: 'Yours has no ½: the loss is 1/(2N) · Σ ‖x − t‖².',
      as: scaledLoss('EuclideanLoss', () => 2),
    },
    {
      says: 'Yours is the mean of all squares: divide their sum by 2N, whatever the number of classes.',
      as: scaledLoss('EuclideanLoss', (given) => 2 / classes(given)),
    },
    ...commonLosses('EuclideanLoss'),
  ],
  gradient: commonGradients('EuclideanLoss'),
};

export const crossEntropyMistakes: Record<'loss' | 'gradient', Mistakes> = {
  loss: [
    {
      says: 'Yours has a logarithm to the base 2: here it is the natural one.',
      as: scaledLoss('SoftmaxCrossEntropy', () => 1 / Math.LN2),
    },
    ...commonLosses('SoftmaxCrossEntropy'),
  ],
  gradient: [
    {
      says: 'Yours is softmax(x) − 1 everywhere: the 1 belongs to the label alone.',
      as: ({ outputs, targets }) =>
        pairwise(
          of('SoftmaxCrossEntropy', { outputs, targets }).gradient,
          targets,
          (g, t) => g + (t - 1) / outputs.length,
        ),
    },
    {
      says: 'Yours is the softmax alone: the one-hot targets are not subtracted.',
      as: ({ outputs, targets }) =>
        pairwise(
          of('SoftmaxCrossEntropy', { outputs, targets }).gradient,
          targets,
          (g, t) => g + t / outputs.length,
        ),
    },
    ...commonGradients('SoftmaxCrossEntropy'),
  ],
};
