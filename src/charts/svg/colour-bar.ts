import type { Palette } from '../palette.ts';
import { hex, paletteColour } from '../palette.ts';
import type { SvgElement } from './document.ts';
import { element, textElement, textWidth } from './document.ts';

/** A bar of a palette's colours between the texts for its ends, at `x`, `y` (top left). */
export function colourBar(
  palette: Palette,
  [low, high]: readonly [string, string],
  x: number,
  y: number,
): SvgElement {
  const start = x + textWidth(low, 11) + 6;
  const steps = Array.from({ length: 24 }, (_, i) =>
    element('rect', {
      x: start + 6 * i,
      y,
      width: 6.2, // a hair wider, so that no seam shows
      height: 10,
      fill: hex(paletteColour(palette, i / 23)),
    }),
  );
  const text = { y: y + 9, 'font-size': 11 };
  return element(
    'g',
    {},
    textElement(low, { ...text, x }),
    ...steps,
    element('rect', { x: start, y, width: 144, height: 10, fill: 'none', stroke: '#888888' }),
    textElement(high, { ...text, x: start + 150 }),
  );
}
