import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintCells } from '#src/charts/cells';
import { paint, styleCodes } from '#src/charts/colour';
import { inkOn, luminance, paletteColour, seriesColour } from '#src/charts/palette';

const depths = ['ansi16', 'ansi256', 'truecolor'] as const;

describe('paint', () => {
  test('writes the codes of each depth, and nothing where there is no colour', () => {
    const style = { fg: [255, 0, 0], bg: [0, 0, 0], bold: true } as const;
    expect(paint('x', style, 'none')).toBe('x');
    expect(paint('x', style, 'ansi16')).toBe('\x1b[1;91;40mx\x1b[0m');
    expect(paint('x', style, 'ansi256')).toBe('\x1b[1;38;5;196;48;5;16mx\x1b[0m');
    expect(paint('x', style, 'truecolor')).toBe('\x1b[1;38;2;255;0;0;48;2;0;0;0mx\x1b[0m');
  });

  test('takes greys from the ramp of greys', () => {
    expect(styleCodes({ fg: [128, 128, 128] }, 'ansi256')).toBe('38;5;244');
  });
});

test('neighbours painted alike share their codes', () => {
  const red = { fg: [255, 0, 0] } as const;
  const cells = [
    { glyph: 'a', style: red },
    { glyph: 'b', style: red },
    { glyph: 'c' },
    { glyph: ' ' },
  ];
  expect(paintCells(cells, 'ansi16')).toBe('\x1b[91mab\x1b[0mc');
  expect(paintCells(cells, 'none')).toBe('abc');
});

describe('a palette', () => {
  test('gives seven series seven different codes at every depth', () => {
    for (const depth of depths) {
      const codes = Array.from({ length: 7 }, (_, i) =>
        styleCodes({ fg: seriesColour(i, depth) }, depth),
      );
      expect(new Set(codes).size).toBe(7);
    }
  });

  test('has white in the middle of blue and red at every depth', () => {
    for (const depth of depths) {
      const [low, middle, high] = [0, 0.5, 1].map((t) => paletteColour('diverging', t, depth));
      expect(low[2]).toBeGreaterThan(low[0] + 100);
      expect(high[0]).toBeGreaterThan(high[2] + 100);
      expect(luminance(middle)).toBeGreaterThan(0.95);
    }
  });

  test('of greys gets brighter, and of blues darker, with the level', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(...depths),
        (a, b, depth) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const at = (palette: 'grey' | 'sequential', t: number) =>
            luminance(paletteColour(palette, t, depth));
          expect(at('grey', high)).toBeGreaterThanOrEqual(at('grey', low));
          expect(at('sequential', high)).toBeLessThanOrEqual(at('sequential', low) + 1e-9);
        },
      ),
    );
  });

  test('leaves numbers readable: the ink is far from every background', () => {
    for (const palette of ['grey', 'sequential', 'diverging'] as const) {
      for (let level = 0; level <= 1; level += 0.05) {
        const background = paletteColour(palette, level);
        const contrast = Math.abs(luminance(background) - luminance(inkOn(background)));
        expect(contrast).toBeGreaterThan(0.4);
      }
    }
  });
});
