import fc from 'fast-check';
import type { LawSpec } from '../../law.ts';
import { freeing, modelOf } from '../../tensors/models.ts';
import {
  accuracyOf,
  classifiers,
  dataOf,
  labelsOf,
  linearLogits,
  linearOf,
  networkWith,
  type Classifier,
} from '../gradient-descent/classifier.ts';
import { columnsOf } from '../gradient-descent/classifier-training-cases.ts';
import { crossEntropiesOf, mean } from '../softmax/softmax.ts';
import { recordsOf, type EpochLaw } from './driver.ts';

/** Half of the samples for either: what an accuracy on two would agree with by chance. */
const halves = ({ samples }: Classifier) => {
  const all = Array.from({ length: samples }, (_, i) => i);
  return { train: all.filter((i) => i % 2 === 0), validation: all.filter((i) => i % 2 === 1) };
};

type Field = 'loss' | 'trainAccuracy' | 'validationAccuracy';

/** Steps are taken in training mode, validation is done in evaluation mode. */
export const eachInItsMode = (
  { train: run, ...text }: EpochLaw,
  fields: readonly Field[],
): LawSpec<Classifier> => ({
  ...text,
  claim: 'the network is in training mode for steps, and in evaluation mode for validation',
  given: classifiers(fc.integer({ min: 16, max: 30 })),
  draws: 8,
  show: ({ samples, classes }) => ({ samples, classes }),
  got: (given) =>
    freeing(async () => {
      const spec = networkWith(given.imageShape, linearOf(given), { kind: 'blackout' });
      const [model, data, split] = [await modelOf(spec), dataOf(given), halves(given)];
      const options = { every: 1 };
      const records = await recordsOf(run, { model, learningRate: 0, data, split, options });
      return columnsOf(records, ...fields);
    }),
  wanted(given) {
    const { train, validation } = halves(given);
    const labels = labelsOf(given);
    const pick = <T>(list: readonly T[], indices: readonly number[]) => indices.map((i) => list[i]);
    const trained = pick(labels, train);
    const seen = trained.map(() => linearOf(given).bias);
    const record = {
      loss: mean(crossEntropiesOf(seen, trained)),
      trainAccuracy: accuracyOf(seen, trained),
      validationAccuracy: accuracyOf(
        pick(linearLogits(given), validation),
        pick(labels, validation),
      ),
    };
    return columnsOf([record], ...fields);
  },
  tolerance: { absolute: 1e-4, relative: 1e-4 },
  why: 'This network has a dropout that drops everything: in training mode only the biases are left. `model.apply(images, { training: true })` is training mode. The networks of this part would not notice; the next one that you train may.',
});
