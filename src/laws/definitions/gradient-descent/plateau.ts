import fc from 'fast-check';
import type { Suspect } from '../../law.ts';
import { mean } from '../softmax/softmax.ts';

/** A curve, and how it is judged; the options left out are patience 3 and margin 0.005. */
export interface PlateauCase {
  curve: number[];
  recordsPerEpoch: number;
  options?: { patience?: number; margin?: number };
}

/** Accuracies in steps of 1/64, one, two or four an epoch: their means are exact, and no margin is met. */
export const plateauCases: fc.Arbitrary<PlateauCase> = fc
  .record({
    recordsPerEpoch: fc.constantFrom(1, 2, 4),
    means: fc.array(fc.integer({ min: 8, max: 40 }), { minLength: 1, maxLength: 9 }),
    noise: fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 36, maxLength: 36 }),
    leftOver: fc.integer({ min: 0, max: 3 }),
    options: fc.option(
      fc.record(
        {
          patience: fc.integer({ min: 1, max: 4 }),
          margin: fc.constantFrom(0, 0.01, 0.05, 0.1),
        },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
  })
  .map(({ recordsPerEpoch, means, noise, leftOver, options }) => {
    const epochs = means.flatMap((value, e) =>
      Array.from({ length: recordsPerEpoch }, (_, r) => (value + noise[4 * e + r]) / 64),
    );
    const more = Array.from({ length: Math.min(leftOver, recordsPerEpoch - 1) }, () => 61 / 64);
    const curve = [...epochs, ...more];
    return { curve, recordsPerEpoch, ...(options === undefined ? {} : { options }) };
  });

/** What a mistaken reader would do in place of the definition. */
interface Rules {
  /** One number for the records of an epoch. */
  summary(records: number[]): number;
  /** What the next epochs must exceed, from the epochs before. */
  mark(before: number[]): number;
  margin: number;
  patience: number;
  /** What is said of the n that was found. */
  answer(n: number): number;
  /** What is said where there is no plateau. */
  otherwise(epochs: number): number;
}

/** After how many epochs a curve is flat, by the definition or by other rules. */
export function plateauOf(given: PlateauCase, rules: Partial<Rules> = {}): number {
  const { curve, recordsPerEpoch, options: { patience = 3, margin = 0.005 } = {} } = given;
  const by: Rules = {
    summary: mean,
    mark: (before) => Math.max(...before),
    margin,
    patience,
    answer: (n) => n,
    otherwise: (epochs) => epochs,
    ...rules,
  };
  const epochs = Math.floor(curve.length / recordsPerEpoch);
  const means = Array.from({ length: epochs }, (_, e) =>
    by.summary(curve.slice(e * recordsPerEpoch, (e + 1) * recordsPerEpoch)),
  );
  for (let n = 1; n + by.patience <= epochs; n++) {
    const mark = by.mark(means.slice(0, n)) + by.margin;
    if (means.slice(n, n + by.patience).every((value) => value <= mark)) return by.answer(n);
  }
  return by.otherwise(epochs);
}

const as = (rules: Partial<Rules>) => (given: PlateauCase) => plateauOf(given, rules);

/** What is found that is wrong in a common way. */
export const plateauMistakes: readonly Suspect<PlateauCase>[] = [
  {
    says: 'Yours looks at the last record of each epoch: wanted is the mean of its records.',
    as: as({ summary: (records) => records.at(-1)! }),
  },
  {
    says: 'Yours looks at the best record of each epoch: wanted is the mean of its records.',
    as: as({ summary: (records) => Math.max(...records) }),
  },
  { says: 'Yours leaves out the margin.', as: as({ margin: 0 }) },
  {
    says: 'Yours is patient for one epoch only, whatever `patience` says.',
    as: as({ patience: 1 }),
  },
  {
    says: 'Yours is the index of the epoch before the plateau: wanted is how many epochs there were.',
    as: as({ answer: (n) => n - 1 }),
  },
  {
    says: 'Yours is the number of epochs after the patience has run out: wanted is how many there were before.',
    as: (given) => plateauOf(given, { answer: (n) => n + (given.options?.patience ?? 3) }),
  },
];
