import fc from 'fast-check';
import { seeds } from '../arbitraries.ts';

/** The labels of a small data set, and how many samples of each class to set apart. */
export interface LabelCase {
  labels: number[];
  perClass: number;
  seed: number;
}

/** Two to four classes of different sizes, in any order; every class keeps at least one sample. */
export const labelCases: fc.Arbitrary<LabelCase> = fc
  .record({
    perClass: fc.integer({ min: 1, max: 3 }),
    classes: fc.uniqueArray(fc.nat({ max: 40 }), { minLength: 2, maxLength: 4 }),
    extra: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 }),
    seed: seeds,
  })
  .chain(({ perClass, classes, extra, seed }) => {
    const sorted = classes.flatMap((label, k) =>
      Array.from({ length: perClass + extra[k] }, () => label),
    );
    return fc
      .shuffledSubarray(sorted, { minLength: sorted.length })
      .map((labels) => ({ labels, perClass, seed }));
  });
