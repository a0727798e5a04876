import fc from 'fast-check';
import type { Suspect } from '../../law.ts';
import type { OptimizerSpec } from '../../tensors/model-spec.ts';
import {
  classifiers,
  imagesWith,
  labelsOf,
  levelsOf,
  linearOf,
  logitsBy,
  type Classifier,
} from './classifier.ts';
import {
  smallestMargin,
  trainLinear,
  type LinearTraining,
  type Trained,
  type TrainingRules,
} from './classifier-training.ts';

/** Some samples to train on, all in one batch, and some for validation, of one data set. */
export interface TrainingCase extends Classifier {
  optimizer: OptimizerSpec['name'] & ('sgd' | 'momentum');
  learningRate: number;
  epochs: number;
  /** How many of the samples are for validation: every third and so on, not the last ones. */
  validation: number;
}

/** Which samples are for what. */
export interface Indices {
  train: number[];
  validation: number[];
}

export const trainingCases: fc.Arbitrary<TrainingCase> = fc
  .record({
    classifier: classifiers(fc.integer({ min: 3, max: 12 })),
    optimizer: fc.constantFrom('sgd' as const, 'momentum' as const),
    learningRate: fc.constantFrom(0.25, 0.5, 1),
    epochs: fc.integer({ min: 1, max: 3 }),
    validation: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ classifier, ...rest }) => ({ ...classifier, ...rest }))
  .filter(({ samples, validation }) => validation < samples)
  .filter(isClear);

/** The validation samples lie in between, so that taking the first or the last ones is a mistake. */
export function indicesOf({ samples, validation }: TrainingCase): Indices {
  const first = Math.floor((samples - validation) / 2);
  const all = Array.from({ length: samples }, (_, i) => i);
  return {
    train: all.filter((i) => i < first || i >= first + validation),
    validation: all.slice(first, first + validation),
  };
}

/** All of it as the definition takes it. */
export function trainingOf(given: TrainingCase): LinearTraining {
  const [levels, labels] = [levelsOf(given), labelsOf(given)];
  const { train, validation } = indicesOf(given);
  const pick = <T>(list: T[], indices: number[]) => indices.map((i) => list[i]);
  return {
    ...linearOf(given),
    levels: pick(levels, train),
    labels: pick(labels, train),
    validationLevels: pick(levels, validation),
    validationLabels: pick(labels, validation),
    optimizer: given.optimizer,
    learningRate: given.learningRate,
    steps: given.epochs,
  };
}

/** More validation samples than any batch has; the first seed for which no accuracy hangs on rounding. */
export const manyValidationSamples: TrainingCase = Array.from({ length: 100 }, (_, seed) => ({
  imageShape: [1, 2, 1] as [number, number, number],
  classes: 3,
  samples: 620,
  seed,
  optimizer: 'sgd' as const,
  learningRate: 0.5,
  epochs: 2,
  validation: 611,
})).find(isClear)!;

/** Whether no argmax hangs on rounding, before and after every step. */
function isClear(given: TrainingCase): boolean {
  const training = trainingOf(given);
  const all = [...training.levels, ...training.validationLevels];
  return Array.from({ length: given.epochs + 1 }, (_, steps) => steps).every((steps) => {
    const linear = steps === 0 ? training : trainLinear({ ...training, steps });
    return smallestMargin(logitsBy(linear, all)) > 1e-3;
  });
}

export function shownTraining(given: TrainingCase): Record<string, unknown> {
  const { samples, optimizer, learningRate, epochs } = given;
  const split = indicesOf(given);
  const data =
    samples > 6 ? { samples } : { levels: levelsOf(given), labels: labelsOf(given), ...split };
  return { ...data, optimizer, learningRate, epochs };
}

const as = (rules: Partial<TrainingRules>) => (given: TrainingCase) =>
  trainLinear(trainingOf(given), rules);

const withRecords =
  (change: (record: Trained['records'][number]) => Partial<Trained['records'][number]>) =>
  (given: TrainingCase): Trained => {
    const trained = trainLinear(trainingOf(given));
    return {
      ...trained,
      records: trained.records.map((record) => ({ ...record, ...change(record) })),
    };
  };

/** The same training on all samples, those for validation too. */
function trainedOnAll(given: TrainingCase): Trained {
  const training = trainingOf(given);
  return trainLinear({
    ...training,
    levels: levelsOf(given),
    labels: labelsOf(given),
  });
}

/** What a training gives that is wrong in a common way. */
export const stepMistakes: readonly Suspect<TrainingCase>[] = [
  {
    says: 'Yours climbs: the weights must move against the gradient.',
    as: as({ scale: () => -1 }),
  },
  {
    says: 'Yours descends the sum of the losses: the loss of a batch is their mean.',
    as: as({ scale: ({ labels }) => labels.length }),
  },
  {
    says: 'Yours changes no weight: does the optimizer take its step, also for a batch that is not full?',
    as: as({ scale: () => 0 }),
  },
  { says: 'Yours takes two steps for each batch.', as: (given) => twice(given) },
  {
    says: 'Yours does not keep the optimizer: a new one in every epoch has forgotten its momentum.',
    as: as({ forgetsOptimizer: true }),
  },
  { says: 'Yours trains on the validation samples too.', as: trainedOnAll },
];

function twice(given: TrainingCase): Trained {
  const training = trainingOf(given);
  return trainLinear({ ...training, steps: 2 * training.steps });
}

/** What records hold that are wrong in a common way. */
export const recordMistakes: readonly Suspect<TrainingCase>[] = [
  {
    says: 'Yours measures after the update: a loss is that of the logits that the step was computed from.',
    as: as({ measuresAfter: true }),
  },
  {
    says: 'Yours measures the validation accuracy before the update: it is of the network after the step.',
    as: as({ validatesBefore: true }),
  },
  {
    says: 'Yours records the sum of the losses of a batch: wanted is their mean.',
    as: (given) => withSums(trainLinear(trainingOf(given)), given),
  },
  {
    says: 'Yours takes the sum of the losses of a batch, for the step too: wanted is their mean.',
    as: (given) =>
      withSums(trainLinear(trainingOf(given), { scale: ({ labels }) => labels.length }), given),
  },
  {
    says: 'Yours gives accuracies as percentages: wanted are fractions, from 0 to 1.',
    as: withRecords(({ trainAccuracy, validationAccuracy }) => ({
      trainAccuracy: 100 * trainAccuracy,
      validationAccuracy: 100 * validationAccuracy,
    })),
  },
  {
    says: 'Yours gives the accuracy on the validation samples as training accuracy.',
    as: withRecords(({ validationAccuracy }) => ({ trainAccuracy: validationAccuracy })),
  },
  {
    says: 'Yours gives the training accuracy as validation accuracy.',
    as: withRecords(({ trainAccuracy }) => ({ validationAccuracy: trainAccuracy })),
  },
];

const withSums = (trained: Trained, given: TrainingCase): Trained => ({
  ...trained,
  records: trained.records.map((record) => ({
    ...record,
    loss: record.loss * indicesOf(given).train.length,
  })),
});

/** Records field by field: a column of numbers each, to be read beside each other. */
export function columnsOf<Record extends object>(
  records: readonly Record[],
  ...fields: (keyof Record & string)[]
): { [field: string]: unknown[] } {
  return Object.fromEntries(fields.map((field) => [field, records.map((record) => record[field])]));
}

/** The data set of a case. */
export const dataOfTraining = (given: TrainingCase) =>
  imagesWith(given.imageShape, levelsOf(given), labelsOf(given));
