import { compare } from '../../compare.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import { listenerOf, SubjectFailed } from '../../subject.ts';
import { freeing, weightsOf } from '../../tensors/models.ts';
import { dataOf, kernelOf, onePixelEach, type OnePixelEach } from '../one-pixel-each.ts';
import { onePixelModel, type EpochLaw } from './driver.ts';

const ENOUGH = 'the listener has heard enough';

/** A listener is called at once: when it throws, no further step is taken. */
export const heardAtOnce = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim: 'onRecord is called as soon as a record is made, and may end the training by an error',
  given: onePixelEach,
  draws: 8,
  show: ({ train }) => ({ 'training samples': train.length, batchSize: 1, every: 1 }),
  check: (given) =>
    freeing(async () => {
      const { train, validation, learningRate, seed } = given;
      const model = await onePixelModel(given);
      const onRecord = listenerOf(() => {
        throw new Error(ENOUGH);
      });
      const options = { batchSize: 1, every: 1, seed, onRecord };
      const split = { train, validation };
      try {
        await run({ model, learningRate, data: dataOf(given), split, options });
      } catch (error) {
        const isOurs = error instanceof SubjectFailed && error.message.includes(ENOUGH);
        if (!isOurs) throw error;
      }
      const [before, after] = [kernelOf(given), (await weightsOf(model))[0] as number[][]];
      const steps = train.filter((i) => compare(after[i], before[i], { absolute: 1e-6 })).length;
      if (steps === 1) return;
      throw new Unlawful(
        `onRecord threw at the record of step 1, and ${steps} of ${train.length} steps were taken`,
      );
    }),
  why: 'Whoever watches wants each record when it is made, not at the end of the epoch; and ends a training whose loss is no number any more by an error, which must come through.',
});
