import fc from 'fast-check';
import type { Suspect } from '../../law.ts';
import { mlpCases, smallQuarters } from './cases.ts';
import { forwardOf, parametersOf, stepOf, type MlpCase, type Parameters } from './network.ts';

/** A network, its samples, and how it is trained on them. */
export interface TrainingCase extends MlpCase {
  epochs: number;
  learningRate: number;
  /** 1 where left out. */
  every?: number;
}

/**
 * A few epochs of small steps. Smooth activations only: a ReLU that a training carries to within
 * rounding of its kink may fall on either side of it.
 */
export const trainingCases: fc.Arbitrary<TrainingCase> = mlpCases({
  activations: ['sigmoid', 'tanh'],
  element: smallQuarters,
}).chain((given) =>
  fc
    .record(
      {
        epochs: fc.integer({ min: 0, max: 7 }),
        learningRate: fc.constantFrom(0.25, 0.125, 0.0625),
        every: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: ['epochs', 'learningRate'] },
    )
    .map((options) => ({ ...given, ...options })),
);

/** The mean squared error over all elements. */
function meanSquaredErrorOf(outputs: number[][], targets: number[][]): number {
  const squares = outputs.flatMap((row, n) => row.map((y, k) => (y - targets[n][k]) ** 2));
  return squares.reduce((sum, square) => sum + square, 0) / squares.length;
}

interface Trained extends Parameters {
  losses: number[];
}

interface Otherwise {
  /** Whether the loss before this epoch's step is recorded. */
  records?: (epoch: number, every: number) => boolean;
  epochs?: number;
  afterStep?: boolean;
  learningRate?: number;
}

/** The recorded losses and the network in the end. */
export function trainingOf(given: TrainingCase, otherwise: Otherwise = {}): Trained {
  const { every = 1 } = given;
  const { records = (epoch) => epoch % every === 0, afterStep = false } = otherwise;
  const { epochs = given.epochs, learningRate = given.learningRate } = otherwise;
  const losses: number[] = [];
  let network: MlpCase = given;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const next = stepOf(network, learningRate);
    if (records(epoch, every)) {
      const outputs = forwardOf(afterStep ? next : network, given.inputs);
      losses.push(meanSquaredErrorOf(outputs, given.targets));
    }
    network = next;
  }
  return { losses, ...parametersOf(network) };
}

const withLosses =
  (change: (losses: number[], given: TrainingCase) => number[]) => (given: TrainingCase) => {
    const trained = trainingOf(given);
    return { ...trained, losses: change(trained.losses, given) };
  };

/** What a training gives that is wrong in a common way. */
export const trainingMistakes: readonly Suspect<TrainingCase>[] = [
  {
    says: 'Yours records the loss after the step of the epoch: record it before.',
    as: (given) => trainingOf(given, { afterStep: true }),
  },
  {
    says: 'Yours records every epoch, whatever `every` says.',
    as: (given) => trainingOf(given, { records: () => true }),
  },
  {
    says: 'Yours begins to record after `every` epochs: epoch 0 belongs to it.',
    as: (given) =>
      trainingOf(given, { records: (epoch, every) => epoch > 0 && epoch % every === 0 }),
  },
  {
    says: 'Yours counts the epochs from 1: they are 0, every, 2·every, …',
    as: (given) => trainingOf(given, { records: (epoch, every) => (epoch + 1) % every === 0 }),
  },
  {
    says: 'Yours adds the loss after the last step: it records before steps only.',
    as: (given) => {
      const { losses } = trainingOf(given, { epochs: given.epochs + 1, records: () => true });
      return withLosses((recorded) => [...recorded, losses[given.epochs]])(given);
    },
  },
  {
    says: 'Yours takes one step more than `epochs`.',
    as: (given) => trainingOf(given, { epochs: given.epochs + 1 }),
  },
  {
    says: 'Yours takes one step less than `epochs`.',
    as: (given) => trainingOf(given, { epochs: given.epochs - 1 }),
  },
  {
    says: 'Yours records the losses but does not train.',
    as: (given) => trainingOf(given, { learningRate: 0 }),
  },
  {
    says: 'Yours records ½ Σ (output − target)², not the mean squared error.',
    as: withLosses((losses, { targets }) =>
      losses.map((loss) => (loss * targets.length * targets[0].length) / 2),
    ),
  },
];
