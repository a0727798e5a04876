import type { Rgb } from './colour.ts';

/**
 * Colours that colour-blind eyes tell apart, after Okabe and Ito, ordered by contrast on white and
 * on black; their yellow (invisible on white) and black (invisible on black) give way to a grey.
 */
export const seriesColours: readonly Rgb[] = [
  [0, 114, 178], // blue
  [213, 94, 0], // vermilion
  [0, 158, 115], // green
  [204, 121, 167], // purple
  [230, 159, 0], // orange
  [86, 180, 233], // sky blue
  [136, 136, 136], // grey
];

/** The colour of the `index`-th series; they repeat after the seventh. */
export function seriesColour(index: number): Rgb {
  return seriesColours[index % seriesColours.length];
}

export type Palette = 'grey' | 'sequential' | 'diverging';

const stops: Record<Palette, readonly Rgb[]> = {
  grey: [
    [0, 0, 0],
    [255, 255, 255],
  ],
  sequential: [
    [247, 251, 255],
    [158, 202, 225],
    [0, 90, 160],
  ],
  diverging: [
    [33, 102, 172],
    [146, 197, 222],
    [247, 247, 247],
    [244, 165, 130],
    [178, 24, 43],
  ],
};

/**
 * A colour of a palette.
 *
 * @param level - 0 … 1: black to white, pale to blue, or blue (0) over white (½) to red (1).
 */
export function paletteColour(palette: Palette, level: number): Rgb {
  const colours = stops[palette];
  const place = Math.min(1, Math.max(0, level)) * (colours.length - 1);
  const low = Math.min(colours.length - 2, Math.floor(place));
  const part = place - low;
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(colours[low][channel] * (1 - part) + colours[low + 1][channel] * part);
  return [mix(0), mix(1), mix(2)];
}

/** Perceived brightness, 0 (black) … 1 (white). */
export function luminance([red, green, blue]: Rgb): number {
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
}

/** Black or white, whichever is readable on the background. */
export function inkOn(background: Rgb): Rgb {
  return luminance(background) > 0.55 ? [0, 0, 0] : [255, 255, 255];
}

/** `#rrggbb`, as SVG writes a colour. */
export function hex(colour: Rgb): string {
  return '#' + colour.map((value) => value.toString(16).padStart(2, '0')).join('');
}
