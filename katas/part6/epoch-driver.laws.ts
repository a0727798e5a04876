import * as subject from '#kata/part6/epoch';
import type { EpochCase } from '#src/laws/definitions/modules/epochs';
import { call } from '#src/laws/subject';
import type { Noticed } from '#src/laws/tensors/module-spec';
import { tensorCount } from '#src/laws/tensors/models';
import { freeingVariables, noticed, rowsOf, standInLoss, standInModule, standInOptimizer, withSamples } from '#src/laws/tensors/modules'; // prettier-ignore

/** What an epoch gave, and what its network, loss and optimizer noticed of it. */
export interface Epoch {
  measures: unknown;
  noticed: Noticed[];
}

/** What came of some epochs, one after the other. */
export interface Epochs {
  epochs: Epoch[];
  /** How many tensors there are after each. */
  tensors: number[];
  /** The images afterwards; undefined when they were disposed of. */
  images: unknown;
}

type Options = subject.EpochOptions;

const run = (
  given: Pick<EpochCase, 'images' | 'labels' | 'matrix' | 'back'>,
  all: readonly (Options | undefined)[],
  isTraining: boolean,
): Promise<Epochs> =>
  freeingVariables(async () => {
    const network = await standInModule(given.matrix, given.back);
    const [loss, optimizer] = [await standInLoss(), await standInOptimizer()];
    return withSamples(given, async (samples) => {
      const result: Epochs = { epochs: [], tensors: [], images: undefined };
      await noticed(); // of a case before this one, which has failed
      for (const options of all) {
        const rest: [Options?] = options === undefined ? [] : [options];
        const measures: unknown = isTraining
          ? await call(subject, 'trainEpoch', network, loss, optimizer, samples, ...rest)
          : await call(subject, 'evaluate', network, loss, samples, ...rest);
        result.epochs.push({ measures, noticed: await noticed() });
        result.tensors.push(await tensorCount());
      }
      result.images = await rowsOf(samples.images);
      return result;
    });
  });

/** Epochs of training with a network, a loss and an optimizer of the law's own. */
export const train = (given: EpochCase, ...options: (Options | undefined)[]): Promise<Epochs> =>
  run(given, options, true);

/** As {@link train}, for `evaluate`. */
export const evaluate = (given: EpochCase, ...options: (Options | undefined)[]): Promise<Epochs> =>
  run(given, options, false);
