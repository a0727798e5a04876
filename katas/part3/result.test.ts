import fc from 'fast-check';
import * as subject from '#kata/part3/result';
import { fractions } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import {
  accuracyOf,
  classifiers,
  dataOf,
  labelsOf,
  linearLogits,
  linearOf,
  networkWith,
  type Classifier,
} from '#src/laws/definitions/gradient-descent/classifier';
import { mustCompute } from '#src/laws/definitions/at-work';
import {
  firstLayerCases,
  firstLayerMistakes,
} from '#src/laws/definitions/architectures/first-layer';
import { hasKeys, isUntouched } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { freeing, modelOf, tensorCount, weightsOf } from '#src/laws/tensors/models';

const look = 'katas/part3/README.md, "The result".';

law({
  task: '3.5',
  claim: 'firstLayerWeights gives the weights of the first layer that has any, in their own shape',
  points: 2,
  given: firstLayerCases,
  draws: 20,
  show: ({ layers, weights }) => ({ layers: layers.map(({ kind }) => kind).join(', '), weights }),
  got: (given) =>
    freeing(async () => {
      const model = await modelOf(given);
      await call(subject, 'firstLayerWeights', model);
      const count = await tensorCount();
      const weights = await call(subject, 'firstLayerWeights', model);
      const left = (await tensorCount()) - count;
      if (left !== 0) throw new Unlawful(`each call changes the number of tensors by ${left}`);
      const now = await weightsOf(model);
      if (compare(now, given.weights, { absolute: 1e-6 })) {
        throw new Unlawful('the weights of the network have changed', { now: now[0] });
      }
      return weights;
    }),
  wanted: ({ weights }) => weights[0],
  tolerance: { absolute: 1e-6 },
  suspects: firstLayerMistakes,
  why: 'Each unit of the first layer weighs pixels, so its weights can be looked at as a picture. Later layers weigh what earlier ones made. The bias is no picture, and a flattening layer has no weights.',
  look,
});

/** A trained network, what was recorded on the way, and samples to test it on. */
interface Finished extends Classifier {
  name: string;
  records: { step: number; loss: number; trainAccuracy: number; validationAccuracy: number }[];
}

const finished: fc.Arbitrary<Finished> = fc
  .record({
    classifier: classifiers(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(137))),
    name: fc.constantFrom('mlp_1', 'cnn_4', 'my_own'),
    records: fc.array(
      fc.record({ loss: fractions, trainAccuracy: fractions, validationAccuracy: fractions }),
      {
        maxLength: 4,
      },
    ),
  })
  .map(({ classifier, name, records }) => ({
    ...classifier,
    name,
    records: records.map((record, i) => ({ step: 10 * (i + 1), ...record })),
  }));

const result = (given: Finished) =>
  freeing(async () => {
    const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
    const records = structuredClone(given.records);
    const made = await call(subject, 'makeResult', given.name, model, records, dataOf(given));
    isUntouched('records', given.records, records);
    return made;
  });

law({
  task: '3.5',
  claim: 'the result has the six keys of the assignment, and their values',
  points: 3,
  given: finished,
  draws: 20,
  show: ({ name, records, samples }) => ({ name, records, 'test samples': samples }),
  async got(given) {
    const made: unknown = await result(given);
    hasKeys(made, Object.keys(wantedOf(given)));
    return made;
  },
  wanted: wantedOf,
  tolerance: { absolute: 1e-6 },
  why: 'Whoever plots the results, or grades them, reads these keys: the names are the assignment’s. Curves have one number for each record; the test accuracy is a fraction of the test samples.',
  look,
});

function wantedOf(given: Finished) {
  return {
    name: given.name,
    loss_curve: given.records.map(({ loss }) => loss),
    train_acc_curve: given.records.map(({ trainAccuracy }) => trainAccuracy),
    val_acc_curve: given.records.map(({ validationAccuracy }) => validationAccuracy),
    test_acc: accuracyOf(linearLogits(given), labelsOf(given)),
    weights: linearOf(given).kernel,
  };
}

law({
  task: '3.5',
  claim: 'it survives being saved as JSON, and the network stays as it was',
  points: 1,
  given: finished,
  draws: 5,
  show: ({ name, samples }) => ({ name, 'test samples': samples }),
  check: (given) =>
    freeing(async () => {
      const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
      const before = await weightsOf(model);
      const make = () =>
        call(
          subject,
          'makeResult',
          given.name,
          model,
          structuredClone(given.records),
          dataOf(given),
        );
      const made = await make();
      mustCompute(made);
      const count = await tensorCount();
      const saved: unknown = JSON.parse(JSON.stringify(await make()));
      const left = (await tensorCount()) - count;
      if (left !== 0) throw new Unlawful(`each call changes the number of tensors by ${left}`);
      if (compare(await weightsOf(model), before)) {
        throw new Unlawful('the weights of the network have changed');
      }
      if (compare(saved, made, exactly)) {
        throw new Unlawful('read back from JSON, the result is another one', { saved });
      }
    }),
  why: 'JSON knows numbers and arrays, but neither tensors nor typed arrays. The network may be used on: its tensors are not yours to dispose.',
  look,
});
