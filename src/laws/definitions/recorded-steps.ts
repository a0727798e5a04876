import type { Suspect } from '../law.ts';

/** A training, as far as its steps are counted. */
export interface Counting {
  samples: number;
  epochs: number;
  batchSize?: number;
  every?: number;
}

/** The steps of all epochs of which a record is made. */
export const recordedSteps = ({ samples, epochs, batchSize = 50, every = 10 }: Counting) =>
  Array.from({ length: epochs * Math.ceil(samples / batchSize) }, (_, i) => i + 1).filter(
    (step) => step % every === 0,
  );

/** What comes of counting steps wrongly in a common way. */
export const stepCountMistakes: readonly Suspect<Counting>[] = [
  {
    says: 'Yours counts the steps from 1 again in each epoch.',
    as: ({ samples, epochs, ...rest }) =>
      Array.from({ length: epochs }, () => recordedSteps({ samples, epochs: 1, ...rest })).flat(),
  },
  {
    says: 'Yours counts the steps from 0: the first step is step 1.',
    as: ({ every = 10, ...given }) =>
      recordedSteps({ ...given, every: 1 })
        .map((step) => step - 1)
        .filter((step) => step % every === 0),
  },
  {
    says: 'Yours records every step, whatever `every` says.',
    as: (given) => recordedSteps({ ...given, every: 1 }),
  },
  {
    says: 'Yours counts no last, smaller batch.',
    as: ({ samples, batchSize = 50, ...rest }) =>
      recordedSteps({ samples: samples - (samples % batchSize), batchSize, ...rest }),
  },
];
