import fc from 'fast-check';
import type { Suspect } from '../../law.ts';
import {
  classifiers,
  imagesWith,
  labelsOf,
  levelsOf,
  linearOf,
  type Classifier,
} from './classifier.ts';
import { magnitudeOf } from './first-layer-gradient.ts';
import { trainBySgd, type SgdRules, type SgdTrained, type SgdTraining } from './sgd-training.ts';

/**
 * A training whose every step sees the same batch, so that no order of the samples matters: either all
 * samples are one batch, or there is one sample, many times over, in several batches. These are learned
 * slowly, so that no gradient comes close to 0: Adam, a mistake here, would follow its rounding.
 */
export interface SgdCase extends Classifier {
  learningRate: number;
  epochs: number;
  batchSize: number;
  /** How often each sample lies in the data set. */
  copies: number;
  /** Samples of the data set that are not to be trained on: before the others and behind them. */
  left: number;
}

export const sgdCases: fc.Arbitrary<SgdCase> = fc
  .record({
    isOneBatch: fc.boolean(),
    classifier: classifiers(fc.integer({ min: 1, max: 8 })),
    learningRate: fc.constantFrom(0.25, 0.5),
    epochs: fc.integer({ min: 1, max: 2 }),
    copies: fc.integer({ min: 3, max: 6 }),
    left: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ isOneBatch, classifier, copies, ...rest }) =>
    isOneBatch
      ? { ...classifier, ...rest, copies: 1, batchSize: 50 }
      : { ...classifier, ...rest, samples: 1, copies, batchSize: 2, left: 0, learningRate: 0.25 },
  );

/** The data set, and which of its samples are trained on; none is for validation. */
export function dataOfSgd(given: SgdCase) {
  const { samples, copies, left } = given;
  const all = { ...given, samples: samples + 2 * left };
  const [levels, labels] = [levelsOf(all), labelsOf(all)];
  const own = { levels: levelsOf(given), labels: labelsOf(given) };
  const repeated = <T>(list: T[]) => Array.from({ length: copies }, () => list).flat();
  const around = <T>(others: T[], mine: T[]) => [
    ...others.slice(samples, samples + left),
    ...repeated(mine),
    ...others.slice(samples + left),
  ];
  return {
    data: imagesWith(given.imageShape, around(levels, own.levels), around(labels, own.labels)),
    split: {
      train: Array.from({ length: copies * samples }, (_, i) => left + i),
      validation: [],
    },
  };
}

/** All of it as the definition takes it. */
function sgdTrainingOf(given: SgdCase): SgdTraining {
  const { samples, copies, batchSize, epochs, learningRate } = given;
  const all = samples * copies;
  const anEpoch = Array.from({ length: Math.ceil(all / batchSize) }, (_, k) =>
    Math.min(batchSize, all - k * batchSize),
  );
  return {
    ...linearOf(given),
    levels: levelsOf(given),
    labels: labelsOf(given),
    learningRate,
    sizes: Array.from({ length: epochs }, () => anEpoch).flat(),
  };
}

export const sgdOf = (given: SgdCase): SgdTrained => trainBySgd(sgdTrainingOf(given));

export function shownSgd(given: SgdCase): Record<string, unknown> {
  const { samples, copies, batchSize, learningRate, epochs, left } = given;
  const { kernel, bias } = linearOf(given);
  return {
    ...(samples > 6 ? { samples } : { levels: levelsOf(given), labels: labelsOf(given) }),
    ...(copies > 1 ? { 'copies of the sample': copies } : {}),
    ...(left > 0 ? { 'further samples, not in indices': 2 * left } : {}),
    kernel,
    bias,
    batchSize,
    learningRate,
    epochs,
  };
}

const as =
  (rules: Partial<SgdRules>) =>
  (given: SgdCase): SgdTrained =>
    trainBySgd(sgdTrainingOf(given), rules);

/** The optimizer of such a training is a new one in every epoch. */
const withOptimizer =
  (direction: SgdRules['direction']) =>
  (given: SgdCase): SgdTrained => {
    const training = sgdTrainingOf({ ...given, epochs: 1 });
    let trained: SgdTrained = { ...linearOf(given), records: [] };
    for (let epoch = 0; epoch < given.epochs; epoch++) {
      const { kernel, bias } = trained;
      trained = trainBySgd({ ...training, kernel, bias }, { direction });
    }
    return trained;
  };

/** `tf.train.momentum(learningRate, 0.9)` */
function momentum() {
  let velocity = 0;
  return (gradient: number) => (velocity = 0.9 * velocity + gradient);
}

/** `tf.train.adam(learningRate)` */
function adam() {
  let [first, second, steps] = [0, 0, 0];
  return (gradient: number) => {
    steps++;
    first = 0.9 * first + 0.1 * gradient;
    second = 0.999 * second + 0.001 * gradient ** 2;
    return first / (1 - 0.9 ** steps) / (Math.sqrt(second / (1 - 0.999 ** steps)) + 1e-7);
  };
}

/** The same training on the whole data set; where there are copies, it has nothing else. */
function onEverything(given: SgdCase): SgdTrained {
  const all = { ...given, samples: given.samples + 2 * given.left };
  const training = sgdTrainingOf(given);
  return trainBySgd({ ...training, levels: levelsOf(all), labels: labelsOf(all) });
}

/** What a training gives that steps wrongly in a common way. */
export const stepMistakes: readonly Suspect<SgdCase>[] = [
  {
    says: 'Yours climbs: the weights must move against the gradient.',
    as: as({ direction: () => (gradient) => -gradient }),
  },
  {
    says: 'Yours descends the sum of the losses: the loss of a batch is their mean.',
    as: as({ direction: () => (gradient, size) => gradient * size }),
  },
  {
    says: 'Yours changes no weight: does the optimizer take its step?',
    as: as({ direction: () => () => 0 }),
  },
  {
    says: 'Yours steps by the gradient itself: multiply it with the learning rate.',
    as: as({
      direction:
        ({ learningRate }) =>
        (gradient) =>
          gradient / learningRate,
    }),
  },
  {
    says: 'Yours trains with Adam: plain SGD is `tf.train.sgd(learningRate)`.',
    as: withOptimizer(adam),
  },
  {
    says: 'Yours has momentum: each step carries on with the one before. Plain SGD forgets it.',
    as: withOptimizer(momentum),
  },
  {
    says: 'Yours takes two steps for each batch.',
    as: (given) => {
      const training = sgdTrainingOf(given);
      return trainBySgd({ ...training, sizes: training.sizes.flatMap((size) => [size, size]) });
    },
  },
  { says: 'Yours trains on all samples of the data set: `indices` says which.', as: onEverything },
];

/** What records hold that are wrong in a common way. */
export const recordMistakes: readonly Suspect<SgdCase>[] = [
  {
    says: 'Yours measures loss and gradient after the update: both belong to the weights before it.',
    as: as({ lossOf: 'after', gradientOf: 'after' }),
  },
  {
    says: 'Yours measures the loss after the update: it is that of the weights before it.',
    as: as({ lossOf: 'after' }),
  },
  {
    says: 'Yours measures the gradient after the update: it is the one that the step was made of.',
    as: as({ gradientOf: 'after' }),
  },
  {
    says: 'Yours records the sum of the losses: the loss of a batch is their mean.',
    as: (given) => {
      const trained = sgdOf(given);
      const { sizes } = sgdTrainingOf(given);
      const records = trained.records.map((record, k) => ({
        ...record,
        loss: sizes[k] * record.loss,
      }));
      return { ...trained, records };
    },
  },
  {
    says: 'Yours takes the bias into the magnitude: only the weights of the first layer are wanted.',
    as: as({ magnitude: ({ kernel, bias }) => magnitudeOf([...kernel.flat(), ...bias]) }),
  },
  {
    says: 'Yours records the square of the magnitude: is the square root missing?',
    as: as({ magnitude: ({ kernel }) => magnitudeOf(kernel.flat()) ** 2 }),
  },
  {
    says: 'Yours records the length of the step: divided by the learning rate, it is that of the gradient.',
    as: as({
      magnitude: ({ kernel }, { learningRate }) => learningRate * magnitudeOf(kernel.flat()),
    }),
  },
  {
    says: 'Yours records the magnitude of the weights: wanted is that of the gradient.',
    as: as({ magnitude: (_, __, { kernel }) => magnitudeOf(kernel.flat()) }),
  },
];
