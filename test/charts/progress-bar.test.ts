import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { progressBar } from '#src/charts/progress-bar';

const widths = fc.integer({ min: 0, max: 60 });
const fractions = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double());
const eighths = ' ▏▎▍▌▋▊▉█';
const filled = (bar: string) =>
  Array.from(bar).reduce((sum, glyph) => sum + eighths.indexOf(glyph) / 8, 0);

test('a bar fills by eighths of a character', () => {
  const bars = [0, 0.26, 0.5, 0.99, 1].map(
    (fraction) => `[${progressBar(fraction, 10, 'unicode')}]`,
  );
  expect(bars).toEqual([
    '[          ]',
    '[██▌       ]',
    '[█████     ]',
    '[█████████▉]',
    '[██████████]',
  ]);
  expect(progressBar(0.5, 6, 'ascii', '.')).toBe('###...');
  expect(progressBar(0.5, 6, 'unicode', '░')).toBe('███░░░');
});

test('a bar is always as wide as asked, whatever the fraction', () => {
  fc.assert(
    fc.property(
      fractions,
      widths,
      fc.constantFrom('unicode' as const, 'ascii' as const),
      (f, w, g) => {
        expect(Array.from(progressBar(f, w, g))).toHaveLength(w);
      },
    ),
  );
});

test('a bar shows its fraction to an eighth of a character, and is full only at 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), widths, (fraction, width) => {
      const shown = filled(progressBar(fraction, width, 'unicode'));
      expect(shown).toBeLessThanOrEqual(fraction * width + 1e-9);
      expect(shown).toBeGreaterThan(fraction * width - 0.125 - 1e-9);
    }),
  );
});

test('what is beyond the ends is cut off, and what is not a number is nothing', () => {
  expect(progressBar(-1, 4, 'unicode')).toBe('    ');
  expect(progressBar(Infinity, 4, 'unicode')).toBe('████');
  expect(progressBar(NaN, 4, 'ascii')).toBe('    ');
});
