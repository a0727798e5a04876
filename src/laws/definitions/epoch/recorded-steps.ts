import fc from 'fast-check';
import type { LawSpec } from '../../law.ts';
import { freeing, modelOf } from '../../tensors/models.ts';
import { imagesWith, networkWith } from '../gradient-descent/classifier.ts';
import { recordsOf, type EpochLaw } from './driver.ts';

/** How a training is counted; batches of 50 and a record every 10 steps where left out. */
export interface Counting {
  samples: number;
  epochs: number;
  /** The first of them is 0 unless an earlier training is gone on with. */
  firstEpoch?: number;
  batchSize?: number;
  every?: number;
}

/** The steps of all epochs after which a record is made. */
function recordedSteps(given: Counting): number[] {
  const { samples, epochs, firstEpoch = 0, batchSize = 50, every = 10 } = given;
  const perEpoch = Math.ceil(samples / batchSize);
  const steps = Array.from({ length: epochs * perEpoch }, (_, i) => firstEpoch * perEpoch + i + 1);
  return steps.filter((step) => step % every === 0);
}

/** Records lie evenly over all epochs. */
export const evenRecords = ({ train: run, ...text }: EpochLaw): LawSpec<Counting> => ({
  ...text,
  claim: 'records are made after steps every, 2·every, … counted over all epochs',
  given: fc.record({
    samples: fc.integer({ min: 1, max: 30 }),
    epochs: fc.integer({ min: 1, max: 3 }),
    batchSize: fc.integer({ min: 1, max: 7 }),
    every: fc.integer({ min: 1, max: 12 }),
  }),
  examples: [
    { samples: 520, epochs: 2 },
    { samples: 25, epochs: 1, firstEpoch: 2, batchSize: 4, every: 3 },
    { samples: 20, epochs: 3, batchSize: 3 },
    { samples: 170, epochs: 2, every: 3 },
  ],
  draws: 12,
  got: ({ samples, epochs, firstEpoch = 0, ...options }) =>
    freeing(async () => {
      const labels = Array.from({ length: samples + 1 }, (_, i) => i % 2);
      const levels = labels.map((label, i) => [51 * (i % 6), 255 * label]);
      const data = imagesWith([1, 2, 1], levels, labels);
      const linear = { kernel: [[0.25, 0], [0, 0.25]], bias: [0, 0] }; // prettier-ignore
      const model = await modelOf(networkWith([1, 2, 1], linear));
      const split = { train: [...labels.keys()].slice(0, samples), validation: [samples] };
      const steps: number[] = [];
      for (let epoch = firstEpoch; epoch < firstEpoch + epochs; epoch++) {
        const isBare = epoch === 0 && Object.keys(options).length === 0;
        const now = isBare ? {} : { options: { epoch, ...options } };
        const epochNow = { model, learningRate: 0.5, data, split, ...now };
        const records = await recordsOf(run, epochNow);
        steps.push(...records.map(({ step }) => step));
      }
      return steps;
    }),
  wanted: recordedSteps,
  suspects: [
    {
      says: 'Yours counts the steps from 1 again in each epoch.',
      as: ({ epochs, ...rest }) =>
        Array.from({ length: epochs }, () => recordedSteps({ epochs: 1, ...rest })).flat(),
    },
    {
      says: 'Yours counts the steps from 0: the first step is step 1.',
      as: ({ every = 10, ...given }) =>
        recordedSteps({ ...given, every: 1 })
          .map((step) => step - 1)
          .filter((step) => step % every === 0),
    },
    {
      says: 'Yours makes the first record after step 1: it is made after step `every`.',
      as: ({ every = 10, ...given }) =>
        recordedSteps({ ...given, every: 1 }).filter((step) => (step - 1) % every === 0),
    },
    {
      says: 'Yours records every step, whatever `every` says.',
      as: (given) => recordedSteps({ ...given, every: 1 }),
    },
    {
      says: 'Yours leaves out the last, smaller batch of each epoch.',
      as: ({ samples, batchSize = 50, ...rest }) =>
        recordedSteps({ samples: samples - (samples % batchSize), batchSize, ...rest }),
    },
  ],
  why: 'An epoch has ⌈samples / batchSize⌉ steps, so epoch e begins after e times as many. A record every 10 steps of the whole training makes curves whose points lie evenly, wherever epochs end. Shown are the steps of all records.',
});
