import * as subject from '#kata/part3/train';
import { checkedRecords, onePixelModel } from '#src/laws/definitions/epoch/driver';
import { severalBatches } from '#src/laws/definitions/epoch/several-batches';
import { evenRecords } from '#src/laws/definitions/epoch/recorded-steps';
import { linearOf, networkWith } from '#src/laws/definitions/gradient-descent/classifier';
import {
  trainLinear,
  type Trained,
} from '#src/laws/definitions/gradient-descent/classifier-training';
import {
  columnsOf,
  dataOfTraining,
  manyValidationSamples,
  indicesOf,
  recordMistakes,
  shownTraining,
  trainingCases,
  trainingOf,
  type TrainingCase,
} from '#src/laws/definitions/gradient-descent/classifier-training-cases';
import {
  dataOf,
  isCorrect,
  lossesOf,
  onePixelEach,
  type OnePixelEach,
} from '#src/laws/definitions/gradient-descent/one-pixel-each';
import { heardAtOnce } from '#src/laws/definitions/epoch/listener';
import { law, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { freeing, modelOf, optimizerOf } from '#src/laws/tensors/models';
import { train } from './driver.laws.ts';

const look = 'katas/part3/README.md, "Records".';

law(evenRecords({ task: '3.4', points: 2, look, train }));

law(
  severalBatches({ task: '3.4', points: 3, look: 'katas/part3/README.md, "An epoch".', train }, [
    'step',
    'loss',
    'trainAccuracy',
    'validationAccuracy',
  ]),
);

law<TrainingCase>({
  task: '3.4',
  claim: 'a record holds loss and accuracy before the update, and the validation accuracy after it',
  points: 3,
  given: trainingCases,
  examples: [manyValidationSamples],
  draws: 25,
  show: shownTraining,
  got: async (given) => fieldsOf(await recordsOf(given)),
  wanted: (given) => fieldsOf(trainLinear(trainingOf(given)).records),
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  suspects: recordMistakes.map(({ says, as }): Suspect<TrainingCase> => ({
    says,
    as: (given) => fieldsOf((as(given) as Trained).records),
  })),
  why: 'The logits of a step give its loss, its accuracy and its gradient at once: nothing is computed twice. The validation accuracy is asked of the network as the step has left it, on all of `split.validation`.',
  look,
});

law({
  task: '3.4',
  claim: 'a record of a last, smaller batch is about its own samples',
  points: 1,
  given: onePixelEach.filter(({ train, batchSize }) => train.length % batchSize !== 0),
  draws: 12,
  show: ({ train, validation, batchSize }) => ({ train, validation, batchSize }),
  got: sumsOf,
  wanted: (given) => {
    const losses = lossesOf(given);
    return {
      losses: given.train.reduce((sum, i) => sum + losses[i], 0),
      correct: given.train.filter(isCorrect).length,
    };
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  why: 'With the learning rate 0 nothing changes, so loss × size, added up over the batches, must give the losses of all training samples, and accuracy × size the number of correct ones.',
  look,
});

law(heardAtOnce({ task: '3.4', points: 2, look, train }));

const fieldsOf = (records: Trained['records']) =>
  columnsOf(records, 'step', 'loss', 'trainAccuracy', 'validationAccuracy');

/** The records of all epochs. */
const recordsOf = (given: TrainingCase): Promise<Trained['records']> =>
  freeing(async () => {
    const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
    const optimizer = await optimizerOf({ name: given.optimizer, ...given });
    const [data, split] = [dataOfTraining(given), indicesOf(given)];
    const all: unknown[] = [];
    for (let epoch = 0; epoch < given.epochs; epoch++) {
      const options = { epoch, every: 1 };
      all.push(
        ...checkedRecords(
          await call(subject, 'trainEpoch', model, optimizer, data, split, options),
        ),
      );
    }
    return all as Trained['records'];
  });

/** Loss × size and accuracy × size, added up over the batches of an epoch that changes nothing. */
function sumsOf(given: OnePixelEach): Promise<{ losses: number; correct: number }> {
  return freeing(async () => {
    const { train, validation, batchSize, seed } = given;
    const model = await onePixelModel(given);
    const optimizer = await optimizerOf({ name: 'sgd', learningRate: 0 });
    const options = { batchSize, every: 1, seed };
    const split = { train, validation };
    const records = await call(
      subject,
      'trainEpoch',
      model,
      optimizer,
      dataOf(given),
      split,
      options,
    );
    const sizeOf = (k: number) => Math.min(batchSize, train.length - k * batchSize);
    const summed = (values: number[]) =>
      values.reduce((sum, value, k) => sum + value * sizeOf(k), 0);
    return {
      losses: summed(records.map(({ loss }) => loss)),
      correct: summed(records.map(({ trainAccuracy }) => trainAccuracy)),
    };
  });
}
