import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError, UserError } from '#src/common/user-error';
import { stratifiedSplit } from '#src/data/split';

/** Labels of several classes, at least three samples each, in any order. */
const labelled = fc
  .array(fc.integer({ min: 3, max: 12 }), { minLength: 1, maxLength: 5 })
  .chain((counts) => {
    const labels = counts.flatMap((count, label) => Array.from({ length: count }, () => label));
    return fc.shuffledSubarray(labels, { minLength: labels.length });
  });

const countsOf = (labels: ArrayLike<number>, indices: Uint32Array) => {
  const counts = new Map<number, number>();
  for (const i of indices) counts.set(labels[i], (counts.get(labels[i]) ?? 0) + 1);
  return counts;
};

test('each index is in one of the two parts, once, and both rise', () => {
  fc.assert(
    fc.property(labelled, fc.integer(), (labels, seed) => {
      const { train, validation } = stratifiedSplit(labels, {
        validation: new Set(labels).size,
        seed,
      });
      const all = [...train, ...validation].sort((a, b) => a - b);
      expect(all).toEqual(labels.map((_, i) => i));
      for (const part of [train, validation]) expect(part).toEqual(part.toSorted());
    }),
  );
});

test('validation has the same number from each class', () => {
  fc.assert(
    fc.property(labelled, fc.integer({ min: 1, max: 2 }), fc.integer(), (labels, each, seed) => {
      const classes = new Set(labels).size;
      const { validation } = stratifiedSplit(labels, { validation: each * classes, seed });
      const counts = countsOf(labels, validation);
      expect(counts.size).toBe(classes);
      for (const count of counts.values()) expect(count).toBe(each);
    }),
  );
});

test('a tenth of 50 000 samples of ten classes is 500 from each', () => {
  const labels = Uint8Array.from({ length: 50_000 }, (_, i) => i % 10);
  const { train, validation } = stratifiedSplit(labels);
  expect([train.length, validation.length]).toEqual([45_000, 5000]);
  for (const count of countsOf(labels, validation).values()) expect(count).toBe(500);
});

test('a share is rounded down to a whole number of each class, but not by an error of arithmetic', () => {
  const labels = Array.from({ length: 300 }, (_, i) => i % 3);
  const alike = Array.from({ length: 100 }, () => 0);
  expect(0.29 * 100).toBeLessThan(29);
  expect(stratifiedSplit(alike, { validation: 0.29 }).validation).toHaveLength(29);
  expect(stratifiedSplit(labels, { validation: 0.0199 }).validation).toHaveLength(3);
});

test('the same seed sets the same samples apart, and seeds differ', () => {
  const labels = Array.from({ length: 200 }, (_, i) => i % 10);
  const at = (seed: number) => [...stratifiedSplit(labels, { seed }).validation].join();
  const seen = Array.from({ length: 20 }, (_, seed) => at(seed));
  expect(at(3)).toBe(seen[3]);
  expect(new Set(seen).size).toBe(20);
});

test('every sample may be chosen', () => {
  const labels = [0, 0, 0, 1, 1, 1];
  const chosen = new Set<number>();
  for (let seed = 0; seed < 50; seed++) {
    for (const i of stratifiedSplit(labels, { validation: 2, seed }).validation) chosen.add(i);
  }
  expect(chosen.size).toBe(6);
});

const three = Array.from({ length: 30 }, (_, i) => i % 3);
test.each<[string, number[], number, typeof UserError, RegExp]>([
  [
    'a count that does not divide',
    three,
    10,
    UsageError,
    /10 .* equally among 3 classes\. Set 9 or 12 apart/,
  ],
  ['a count below one of each class', three, 2, UsageError, /Set 3 apart/],
  ['half a sample', three, 1.5, UsageError, /validation is 1\.5; wanted a share between 0 and 1/],
  ['none', three, 0, UsageError, /validation is 0/],
  ['a negative share', three, -0.1, UsageError, /validation is -0\.1/],
  ['NaN', three, NaN, UsageError, /validation is NaN/],
  ['a share that leaves none', three, 0.05, UserError, /leaves none for each of 3 classes/],
  ['all of a class', [0, 0, 1, 1, 1], 4, UserError, /Class 0 has 2 samples; wanted more than 2/],
  ['no samples', [], 0.1, UserError, /of 0 samples/],
])('%s is one clear message', (_, labels, validation, kind, message) => {
  const split = () => stratifiedSplit(labels, { validation });
  expect(split).toThrow(kind);
  expect(split).toThrow(message);
});
