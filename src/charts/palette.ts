import type { ColourDepth, Rgb } from './colour.ts';

/**
 * Colours that colour-blind eyes tell apart, after Okabe and Ito, ordered by contrast on white and
 * on black; their yellow (invisible on white) and black (invisible on black) give way to a grey.
 */
const seriesColours: readonly Rgb[] = [
  [0, 114, 178], // blue
  [213, 94, 0], // vermilion
  [0, 158, 115], // green
  [204, 121, 167], // purple
  [230, 159, 0], // orange
  [86, 180, 233], // sky blue
  [136, 136, 136], // grey
];

// The same hues among the sixteen of a terminal, where the closest colours would coincide.
const seriesColours16: readonly Rgb[] = [
  [92, 92, 255],
  [205, 0, 0],
  [0, 205, 0],
  [205, 0, 205],
  [205, 205, 0],
  [0, 205, 205],
  [127, 127, 127],
];

/** The colour of the `index`-th series; they repeat after the seventh. */
export function seriesColour(index: number, depth: ColourDepth = 'truecolor'): Rgb {
  const colours = depth === 'ansi16' ? seriesColours16 : seriesColours;
  return colours[index % colours.length];
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

// With few colours to choose from, mixing and taking the closest would jump between hues: these are
// steps that such terminals have.
const steps: Partial<Record<ColourDepth, Partial<Record<Palette, readonly Rgb[]>>>> = {
  ansi256: {
    sequential: [
      [255, 255, 255],
      [215, 215, 255],
      [175, 215, 255],
      [135, 175, 215],
      [95, 135, 215],
      [0, 95, 175],
    ],
    diverging: [
      [0, 95, 175],
      [95, 135, 215],
      [135, 175, 215],
      [175, 215, 255],
      [255, 255, 255],
      [255, 215, 215],
      [255, 175, 175],
      [215, 95, 95],
      [175, 0, 0],
    ],
  },
  ansi16: {
    sequential: [
      [255, 255, 255],
      [229, 229, 229],
      [92, 92, 255],
      [0, 0, 238],
    ],
    diverging: [
      [0, 0, 238],
      [92, 92, 255],
      [255, 255, 255],
      [255, 0, 0],
      [205, 0, 0],
    ],
  },
};

/**
 * A colour of a palette.
 *
 * @param level - 0 … 1: black to white, pale to blue, or blue (0) over white (½) to red (1).
 * @param depth - few colours make few steps. Default: `truecolor`.
 */
export function paletteColour(
  palette: Palette,
  level: number,
  depth: ColourDepth = 'truecolor',
): Rgb {
  const inside = Math.min(1, Math.max(0, level));
  const fixed = steps[depth]?.[palette];
  if (fixed) return fixed[Math.round(inside * (fixed.length - 1))];
  const colours = stops[palette];
  const place = inside * (colours.length - 1);
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
