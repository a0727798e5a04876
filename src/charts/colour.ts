/** How many colours the terminal shows; the caller decides. */
export type ColourDepth = 'none' | 'ansi16' | 'ansi256' | 'truecolor';

/** Whether characters outside ASCII may be printed. */
export type Glyphs = 'unicode' | 'ascii';

/** Where a text chart is drawn. */
export interface Canvas {
  /** Terminal columns; no line of a chart is wider. At least 20 for a readable chart. */
  width: number;
  colour: ColourDepth;
  glyphs: Glyphs;
}

/** Red, green, blue: integers 0 … 255. */
export type Rgb = readonly [number, number, number];

/** How a piece of text is painted; what is left out stays as the terminal has it. */
export interface Style {
  fg?: Rgb | undefined;
  bg?: Rgb | undefined;
  bold?: boolean | undefined;
}

// The sixteen colours of xterm. A theme may change them, their order it will not.
const ansi16: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

function distance(a: Rgb, b: Rgb): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

function nearest16(colour: Rgb): number {
  let best = 0;
  for (let i = 1; i < 16; i++) {
    if (distance(colour, ansi16[i]) < distance(colour, ansi16[best])) best = i;
  }
  return best;
}

/** The closest of the 6×6×6 colour cube (16 … 231) and the 24 greys (232 … 255). */
function nearest256(colour: Rgb): number {
  const levels = [0, 95, 135, 175, 215, 255];
  const steps = colour.map((value) => {
    let best = 0;
    for (let i = 1; i < 6; i++) {
      if (Math.abs(value - levels[i]) < Math.abs(value - levels[best])) best = i;
    }
    return best;
  });
  const cube: Rgb = [levels[steps[0]], levels[steps[1]], levels[steps[2]]];
  const mean = (colour[0] + colour[1] + colour[2]) / 3;
  const step = Math.min(23, Math.max(0, Math.round((mean - 8) / 10)));
  const grey = 8 + 10 * step;
  return distance(colour, [grey, grey, grey]) < distance(colour, cube)
    ? 232 + step
    : 16 + 36 * steps[0] + 6 * steps[1] + steps[2];
}

function colourCode(colour: Rgb, depth: ColourDepth, background: boolean): string {
  if (depth === 'truecolor') return `${background ? 48 : 38};2;${colour.join(';')}`;
  if (depth === 'ansi256') return `${background ? 48 : 38};5;${nearest256(colour)}`;
  const index = nearest16(colour);
  return String((index < 8 ? 30 + index : 82 + index) + (background ? 10 : 0));
}

/** The SGR parameters (`1;38;5;32`) of a style; empty where nothing is to be painted. */
export function styleCodes(style: Style, depth: ColourDepth): string {
  if (depth === 'none') return '';
  const codes: string[] = [];
  if (style.bold) codes.push('1');
  if (style.fg) codes.push(colourCode(style.fg, depth, false));
  if (style.bg) codes.push(colourCode(style.bg, depth, true));
  return codes.join(';');
}

/** The text between the codes that paint it, or as it is where the terminal has no colours. */
export function paint(text: string, style: Style, depth: ColourDepth): string {
  const codes = styleCodes(style, depth);
  return codes === '' || text === '' ? text : `\x1b[${codes}m${text}\x1b[0m`;
}
