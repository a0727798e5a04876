import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortNumber, tickLabels } from '#src/charts/number-format';
import { linearTicks, logTicks } from '#src/charts/ticks';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });

describe('short numbers', () => {
  test('have at most four significant digits, and k, M or an exponent where that is shorter', () => {
    const numbers = [0, 1.5, -2.34567, 1234.6, 12345, 2e6, 3e12, 1e-5, -1.23456e-7, 9999.9];
    expect(numbers.map(shortNumber).join(' ')).toMatchInlineSnapshot(
      `"0 1.5 -2.346 1235 12.35k 2M 3e12 1e-5 -1.235e-7 10000"`,
    );
  });

  test('are at most eleven characters, and within 0.05 % of the number', () => {
    fc.assert(
      fc.property(finite, (value) => {
        const text = shortNumber(value);
        const read = Number(text.replace('k', 'e3').replace('M', 'e6'));
        expect(text.length).toBeLessThanOrEqual(11);
        expect(Math.abs(read - value)).toBeLessThanOrEqual(Math.abs(value) * 5.1e-4);
      }),
    );
  });

  test('are a question mark for what is not a number', () => {
    expect([NaN, Infinity, -Infinity].map(shortNumber)).toEqual(['?', '?', '?']);
  });
});

describe('ticks', () => {
  const spans = fc
    .tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    )
    .map(([low, span]) => [low, low + span] as const);

  test('lie inside the axis, ascend, and are at most one more than the parts asked for', () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 20 }), ([low, high], count) => {
        const ticks = linearTicks(low, high, count);
        const slack = (high - low) * 1e-5;
        expect(ticks.length).toBeLessThanOrEqual(count + 1);
        for (const [i, tick] of ticks.entries()) {
          expect(tick).toBeGreaterThanOrEqual(low - slack);
          expect(tick).toBeLessThanOrEqual(high + slack);
          if (i > 0) expect(tick).toBeGreaterThan(ticks[i - 1]);
        }
      }),
    );
  });

  test('have labels that differ from each other', () => {
    fc.assert(
      fc.property(spans, ([low, high]) => {
        const labels = tickLabels(linearTicks(low, high, 6));
        expect(new Set(labels).size).toBe(labels.length);
      }),
    );
  });

  test('share one unit and one number of decimals', () => {
    expect(tickLabels([0, 2000, 4000])).toEqual(['0', '2000', '4000']);
    expect(tickLabels([0, 5000, 10000])).toEqual(['0', '5k', '10k']);
    expect(tickLabels([0, 0.05, 0.1])).toEqual(['0', '0.05', '0.10']);
    expect(tickLabels([0, 2e-5, 4e-5])).toEqual(['0', '2e-5', '4e-5']);
  });

  test('of a log scale are powers of ten, with 2 and 5 between them where there is room', () => {
    expect(logTicks(1e-5, 10, 8)).toEqual([1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10]);
    expect(logTicks(0.05, 2, 6)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(logTicks(1e-20, 1e20, 5).length).toBeLessThanOrEqual(6);
  });
});
