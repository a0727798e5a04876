import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogram } from '#src/charts/histogram';
import { visibleWidth } from '#src/charts/text-width';

const canvas = { width: 30, colour: 'none', glyphs: 'unicode' } as const;

test('a row for each bin: its range, a bar, the count', () => {
  const values = [3, 9.5, 10, 12, 27, 28, 29, 30, 48];
  expect(`\n${histogram({ values, from: 0, to: 48, title: 'points' }, canvas)}\n`)
    .toMatchInlineSnapshot(`
    "
                points
     0– 9 ▇▇ 2
    10–19 ▇▇ 2
    20–29 ▇▇▇ 3
    30–39 ▇ 1
    40–48 ▇ 1
    "
  `);
});

test('one among many has a bar', () => {
  const values = [...Array.from({ length: 500 }, () => 0), 1];
  expect(histogram({ values, from: 0, to: 2 }, canvas)).toMatch(/^  0 ▇{22} 500\n1–2 ▇ 1$/);
});

test('in ASCII where the terminal has no more', () => {
  expect(histogram({ values: [1, 1], from: 0, to: 2 }, { ...canvas, glyphs: 'ascii' })).toBe(
    '  0\n1-2 ## 2',
  );
});

test('what is no number is left out; what lies beyond counts at the ends; a range of nothing is one bin', () => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, -5, 99];
  expect(histogram({ values, from: 0, to: 2 }, canvas)).toBe('  0 ▇ 1\n1–2 ▇ 1');
  expect(histogram({ values: [0, 0], from: 0, to: 0 }, canvas)).toBe('0–1 ▇▇ 2');
  expect(histogram({ values: [], from: 0, to: 1 }, canvas)).toBe('0–1');
});

test('every value is counted once, every row fits, whatever is there has a bar', () => {
  const value = fc.double({ min: -10, max: 400, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(value, { maxLength: 300 }),
      fc.integer({ min: 1, max: 300 }),
      (values, to) => {
        const rows = histogram({ values, from: 0, to }, canvas).split('\n');
        const counts = rows.map((row) => Number(/▇ (\d+)$/.exec(row)?.[1] ?? 0));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        for (const [i, row] of rows.entries()) {
          expect(visibleWidth(row)).toBeLessThanOrEqual(30);
          expect(row.includes('▇')).toBe(counts[i] > 0);
        }
        expect(rows.length).toBeLessThanOrEqual(7);
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});
