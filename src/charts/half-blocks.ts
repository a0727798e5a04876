import type { Cell } from './cells.ts';
import type { Canvas, Rgb } from './colour.ts';
import { luminance } from './palette.ts';

/** One pixel ready to be shown; `undefined` where its value is not a finite number. */
export type Ink = Rgb | undefined;

// Glyphs without colour, each with how bright it makes the upper and the lower half of its cell,
// on a dark terminal.
const unicodeShades: readonly (readonly [string, number, number])[] = [
  [' ', 0, 0],
  ['░', 0.25, 0.25],
  ['▒', 0.5, 0.5],
  ['▓', 0.75, 0.75],
  ['█', 1, 1],
  ['▀', 1, 0],
  ['▄', 0, 1],
];
const asciiRamp = ' .:-=+*#%@';

/** The character without colour for a brightness of 0 … 1. */
export function shade(level: number, canvas: Canvas): string {
  const ramp = canvas.glyphs === 'unicode' ? ' ░▒▓█' : asciiRamp;
  return ramp[Math.round(Math.min(1, Math.max(0, level)) * (ramp.length - 1))];
}

function plainGlyph(upper: number, lower: number, canvas: Canvas): string {
  if (canvas.glyphs === 'ascii') return shade((upper + lower) / 2, canvas);
  let best = unicodeShades[0];
  let least = Infinity;
  for (const candidate of unicodeShades) {
    const error = (candidate[1] - upper) ** 2 + (candidate[2] - lower) ** 2;
    if (error < least) [best, least] = [candidate, error];
  }
  return best[0];
}

function mix(a: Rgb, b: Rgb): Rgb {
  return [0, 1, 2].map((i) => Math.round((a[i] + b[i]) / 2)) as unknown as Rgb;
}

/**
 * Two pixels, one above the other, in one cell: as half blocks in colour; without colour as the
 * block or shade that is closest; in ASCII as their mean. A pixel that is not a number makes the
 * cell a `?`.
 *
 * @param lower - `null` below the last row of an image of odd height.
 */
export function halfBlock(upper: Ink, lower: Ink | null, canvas: Canvas): Cell {
  if (upper === undefined || lower === undefined) return { glyph: '?' };
  if (canvas.colour === 'none') {
    const bright = luminance(upper);
    // the half below an image is not a dark pixel: the last row has the whole cell to itself
    const below = lower === null ? bright : luminance(lower);
    return { glyph: plainGlyph(bright, below, canvas) };
  }
  if (canvas.glyphs === 'ascii') {
    return { glyph: ' ', style: { bg: lower === null ? upper : mix(upper, lower) } };
  }
  if (lower === null) return { glyph: '▀', style: { fg: upper } };
  return { glyph: '▀', style: { fg: upper, bg: lower } };
}
