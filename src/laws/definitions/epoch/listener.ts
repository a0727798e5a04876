import { compare } from '../../compare.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import { listenerOf } from '../../subject.ts';
import { SubjectFailed } from '../../subject-failed.ts';
import { freeing, weightsOf } from '../../tensors/models.ts';
import {
  dataOf,
  kernelOf,
  onePixelEach,
  type OnePixelEach,
} from '../gradient-descent/one-pixel-each.ts';
import { onePixelModel, recordsOf, type EpochLaw } from './driver.ts';

const ENOUGH = 'the listener has heard enough';

/** A listener is called at once: when it throws, no further step is taken. */
export const heardAtOnce = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim:
    'onRecord hears of every record as soon as it is made, and may end the training by an error',
  given: onePixelEach,
  draws: 8,
  show: ({ train }) => ({ 'training samples': train.length, batchSize: 1, every: 1 }),
  check: (given) =>
    freeing(async () => {
      const { train, validation, learningRate, seed } = given;
      const model = await onePixelModel(given);
      const onRecord = listenerOf(() => {}, ENOUGH);
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
      if (steps !== 1) {
        throw new Unlawful(
          `onRecord threw at the record of step 1, and ${steps} of ${train.length} steps were taken`,
        );
      }
      const heard: object[] = [];
      const listening = {
        ...options,
        onRecord: listenerOf((record: object) => heard.push(record)),
      };
      const again = { model, learningRate, data: dataOf(given), split, options: listening };
      const records = await recordsOf(run, again);
      if (JSON.stringify(heard) === JSON.stringify(records)) return;
      throw new Unlawful(
        `onRecord was called ${heard.length} times, and not with the ${records.length} records that the epoch gave`,
        { heard, records },
      );
    }),
  why: 'Whoever watches wants each record when it is made, not at the end of the epoch; and ends a training whose loss is no number any more by an error, which must come through.',
});
