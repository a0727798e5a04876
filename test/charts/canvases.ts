// oxlint-disable no-control-regex -- a colour code starts with a control character
import * as fc from 'fast-check';
import type { Canvas } from '#src/charts/colour';
import { stripAnsi, visibleWidth } from '#src/charts/text-width';

/** Plain terminals of 60 columns: small enough to read in a snapshot. */
export const plain: Canvas = { width: 60, colour: 'none', glyphs: 'unicode' };
export const ascii: Canvas = { ...plain, glyphs: 'ascii' };

/** Every kind of terminal from 20 to 200 columns. */
export const canvases: fc.Arbitrary<Canvas> = fc.record({
  width: fc.integer({ min: 20, max: 200 }),
  colour: fc.constantFrom('none', 'ansi16', 'ansi256', 'truecolor'),
  glyphs: fc.constantFrom('unicode', 'ascii'),
});

/** Any number that training can produce, the good and the diverged. */
export const anyNumber = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -10, max: 10, noNaN: true }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 1e300, 5e-324) },
);

/** What is wrong with a text chart on a canvas, in words; an empty list if nothing is. */
export function faults(chart: string, canvas: Canvas): string[] {
  const found: string[] = [];
  for (const line of chart.split('\n')) {
    if (visibleWidth(line) > canvas.width) found.push(`wider than ${canvas.width}: ${line}`);
    if (line.endsWith(' ')) found.push(`spaces at the end: ${line}`);
    if (/\x1b\[(?!0m)[^m]*m[^\x1b]*$/.test(line)) found.push(`colour left switched on: ${line}`);
  }
  const text = stripAnsi(chart);
  for (const word of ['NaN', 'undefined', 'null', 'Infinity', '[object']) {
    if (text.includes(word)) found.push(`says ${word}`);
  }
  if (canvas.colour === 'none' && chart.includes('\x1b')) found.push('has colour codes');
  if (canvas.glyphs === 'ascii' && /[^\x20-\x7e\n]/.test(text)) found.push('is not ASCII');
  return found;
}
