import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pushApart } from '#src/charts/legend';

const wanted = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 10 });

test('names pushed apart keep their order and their distance, and stay on the chart', () => {
  fc.assert(
    fc.property(wanted, fc.integer({ min: 1, max: 2 }), (places, gap) => {
      const apart = pushApart(places, gap, 0, 20);
      const sorted = apart.toSorted((a, b) => a - b);
      expect(sorted[0]).toBeGreaterThanOrEqual(0);
      expect(sorted[sorted.length - 1]).toBeLessThanOrEqual(20);
      for (let i = 1; i < sorted.length; i++) {
        expect(sorted[i] - sorted[i - 1]).toBeGreaterThanOrEqual(gap);
      }
      for (const [i, a] of places.entries()) {
        for (const [j, b] of places.entries()) {
          if (a < b) expect(apart[i]).toBeLessThan(apart[j]);
        }
      }
    }),
  );
});

test('names that are apart already stay where they are', () => {
  expect(pushApart([3, 0, 7], 2, 0, 9)).toEqual([3, 0, 7]);
});
