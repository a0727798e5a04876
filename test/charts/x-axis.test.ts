import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { xAxisLines } from '#src/charts/x-axis';
import { plain } from './canvases.ts';

test('an axis has a mark at each label, a corner, and its title with the unit below', () => {
  const lines = xAxisLines({ label: 'time', unit: 's', from: 0, to: 60 }, 3, 40, plain);
  expect('\n' + lines.join('\n')).toMatchInlineSnapshot(`
    "
      └┬────────────┬────────────┬────────────┬
       0            20           40           60
                       time, s                 "
  `);
});

test('labels never touch: there are as many as marks', () => {
  const from = fc.constantFrom(0, -1, 1e6, 123456, -2e-7);
  const span = fc.constantFrom(1e-7, 0.01, 1, 10, 10000, 1e7);
  fc.assert(
    fc.property(from, span, fc.integer({ min: 4, max: 120 }), (start, length, columns) => {
      const canvas = { ...plain, width: columns + 6 };
      const axis = { label: 'x', from: start, to: start + length };
      const [rule, labels] = xAxisLines(axis, 6, columns, canvas);
      expect(labels.trim().split(/ +/)).toHaveLength(rule.match(/┬/g)?.length ?? 0);
    }),
  );
});

test('an axis that runs backwards has its labels in that order', () => {
  const [, labels] = xAxisLines({ label: 'x', from: 10, to: 0 }, 3, 40, plain);
  const read = labels.trim().split(/ +/).map(Number);
  expect(read).toEqual(read.toSorted((a, b) => b - a));
  expect(read.length).toBeGreaterThan(2);
});
