import fc from 'fast-check';
import { compare, exactly } from '../../compare.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import { freeing, modelOf, tensorCount, weightsOf } from '../../tensors/models.ts';
import {
  classifiers,
  dataOf,
  linearOf,
  networkWith,
  type Classifier,
} from '../gradient-descent/classifier.ts';
import { mustHaveTrained, recordsOf, type EpochLaw } from './driver.ts';

const someClassifiers = classifiers(fc.integer({ min: 8, max: 20 }));

/** All samples but the last two, which are for validation. */
const lastTwoApart = ({ samples }: Classifier) => ({
  train: Array.from({ length: samples - 2 }, (_, i) => i),
  validation: [samples - 2, samples - 1],
});

/** A training can be repeated. */
export const repeatable = ({ train: run, ...text }: EpochLaw): LawSpec<Classifier> => ({
  ...text,
  claim: 'the same seed gives the same records, to the last bit',
  given: someClassifiers,
  draws: 4,
  show: ({ samples, seed }) => ({ samples, seed }),
  async check(given) {
    const train = () =>
      freeing(async () => {
        const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
        const before = await weightsOf(model);
        const [data, split] = [dataOf(given), lastTwoApart(given)];
        const records: unknown[] = [];
        for (let epoch = 0; epoch < 3; epoch++) {
          const options = { epoch, batchSize: 3, every: 1, seed: given.seed };
          records.push(
            ...(await recordsOf(run, { model, learningRate: 0.5, data, split, options })),
          );
        }
        const weights = await weightsOf(model);
        mustHaveTrained(before, weights);
        return { records, weights };
      });
    const [first, second] = [await train(), await train()];
    if (!compare(second, first, exactly)) return;
    throw new Unlawful('two trainings with the same seed end in different records or weights');
  },
  why: 'Weights, orders and arithmetic are all the same, so the curves must be. A result that nobody can repeat cannot be checked, and a mistake in it cannot be found.',
});

/** An epoch frees what it makes. */
export const leavesNoTensor = ({ train: run, ...text }: EpochLaw): LawSpec<Classifier> => ({
  ...text,
  claim: 'no tensor is left behind',
  given: someClassifiers,
  draws: 4,
  show: ({ samples }) => ({ samples }),
  check: (given) =>
    freeing(async () => {
      const model = await modelOf(networkWith(given.imageShape, linearOf(given)));
      const before = await weightsOf(model);
      const [data, split] = [dataOf(given), lastTwoApart(given)];
      const counts: number[] = [];
      for (let epoch = 0; epoch < 3; epoch++) {
        const options = { epoch, batchSize: 4, every: 2 };
        await recordsOf(run, { model, learningRate: 0.5, data, split, options });
        counts.push(await tensorCount());
      }
      mustHaveTrained(before, await weightsOf(model));
      const left = counts[2] - counts[1]; // what an optimizer keeps, it makes in the first epoch
      if (left === 0) return;
      throw new Unlawful(
        left > 0
          ? `each epoch leaves ${left} tensors behind`
          : `each epoch frees ${-left} tensors that are not its own`,
      );
    }),
  why: 'A tensor’s memory is not freed by itself, and a training has thousands of steps. `tf.tidy` frees all that is made inside of it but what it returns; `dispose` frees one tensor.',
});
