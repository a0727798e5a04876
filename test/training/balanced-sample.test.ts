import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { balancedSample } from '#src/training/balanced-sample';

/** Twelve samples of each of five classes, of which some are for validation. */
const labels = Array.from({ length: 60 }, (_, i) => i % 5);
const indices = labels.map((_, i) => i).filter((i) => i >= 20);

test('a balanced sample has the same number of each class, none twice, all from what was given', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.integer(), (each, seed) => {
      const sample = balancedSample(indices, labels, 5 * each, seed);
      expect(new Set(sample).size).toBe(5 * each);
      for (const i of sample) expect(indices).toContain(i);
      for (let label = 0; label < 5; label++) {
        expect(sample.filter((i) => labels[i] === label).length).toBe(each);
      }
      expect(balancedSample(indices, labels, 5 * each, seed)).toEqual(sample);
    }),
  );
});

test('another seed gives another sample; without a count all are taken, in order', () => {
  expect(balancedSample(indices, labels, 15, 1)).not.toEqual(
    balancedSample(indices, labels, 15, 2),
  );
  expect(balancedSample(indices, labels, undefined, 1)).toEqual(indices);
});

test.each([7, 45])('%d of five classes of eight are refused', (count) => {
  expect(() => balancedSample(indices, labels, count, 1)).toThrow(UserError);
  expect(() => balancedSample(indices, labels, count, 1)).toThrow(/5 classes, the smallest of 8 samples/); // prettier-ignore
});
