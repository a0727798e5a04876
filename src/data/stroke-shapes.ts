/** A point of the unit square: x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** A smooth curve through its points. */
export type Curve = readonly Point[];

/** A line drawn without lifting the pen: each curve begins, with a corner, where the one before it ended. */
type PenLine = readonly Curve[];

/** One way to write a digit. */
export type Glyph = readonly PenLine[];

/*
 * Ways to write each digit; people differ, so all have several. Points are `x,y` in hundredths;
 * ` | ` is a corner, ` / ` lifts the pen.
 */
const written: readonly (readonly string[])[] = [
  [
    '60,2 30,8 12,45 25,90 52,99 80,80 87,40 72,8 50,2',
    '50,0 20,20 13,60 35,97 68,92 86,55 78,15 52,1 38,12',
  ],
  [
    '52,0 50,50 49,100',
    '30,24 43,13 55,0 | 54,50 53,100',
    '28,22 52,0 | 52,50 51,100 / 26,100 78,99',
  ],
  [
    '12,24 30,4 62,2 80,22 66,52 36,78 8,97 | 50,95 93,94',
    '14,20 38,2 70,8 76,35 55,68 24,95 6,90 17,76 45,86 70,98 95,88',
  ],
  [
    '14,14 42,1 74,12 70,36 38,47 | 72,56 84,78 55,99 10,90',
    '15,3 78,2 | 42,42 | 74,50 83,76 55,98 12,92',
  ],
  [
    '20,3 14,30 10,55 | 50,56 90,52 / 74,2 70,50 66,100',
    '64,0 36,32 6,66 | 50,66 94,63 / 66,2 64,50 62,100',
    '18,8 13,38 34,54 72,42 / 80,3 72,50 62,100',
  ],
  [
    '86,2 30,3 | 22,44 | 52,36 82,56 74,87 42,99 10,90',
    '30,5 20,46 | 58,42 80,66 60,95 14,96 / 30,5 90,0',
  ],
  [
    '72,2 40,20 16,58 26,92 56,98 80,76 64,54 36,60 20,78',
    '46,0 25,35 18,72 40,99 72,92 78,68 50,54 24,70',
  ],
  [
    '10,7 50,5 88,3 | 66,40 50,70 42,100',
    '10,18 14,4 | 50,6 86,4 | 62,45 40,100',
    '10,5 86,3 | 64,45 46,100 / 32,52 82,49',
  ],
  [
    '76,14 48,0 22,17 46,44 74,66 72,92 44,100 20,84 34,60 62,40 78,16',
    '50,46 26,28 36,4 66,2 76,24 50,46 20,72 32,97 66,97 80,72 50,46',
  ],
  [
    '80,14 50,1 20,20 30,46 62,42 80,14 | 80,50 76,100',
    '80,22 54,1 22,18 28,46 64,42 80,20 82,50 66,88 30,98',
    '72,8 40,3 18,28 38,50 72,30 76,10 | 66,60 50,100',
  ],
];

const readCurve = (text: string): Curve =>
  text.split(' ').map((point): Point => {
    const [x, y] = point.split(',');
    return [Number(x) / 100, Number(y) / 100];
  });

const readGlyph = (text: string): Glyph =>
  text.split(' / ').map((penLine) => penLine.split(' | ').map(readCurve));

/** The ways to write each digit 0 … 9. */
export const glyphs: readonly (readonly Glyph[])[] = written.map((ways) => ways.map(readGlyph));
