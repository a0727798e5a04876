import { seededRandom } from '../common/random.ts';
import type { Random } from '../common/random.ts';
import type { LabelledImages } from './labelled-images.ts';
import { drawLine, smooth } from './stroke-raster.ts';
import type { Dot } from './stroke-raster.ts';
import { glyphs } from './stroke-shapes.ts';
import type { Glyph, Point } from './stroke-shapes.ts';

/** Height and width of an image, in pixels; as in MNIST. */
export const strokeSize = 28;

const boxSize = 20; // the digit fills a box of this size, as in MNIST
const margin = 2; // and its ink keeps this far from the edge of the image

/**
 * The embedded data set "strokes": digits 0–9 written by a procedural pen, like MNIST in shape and type.
 * Every ten images hold each digit once, in random order. The first images of a longer set are those
 * of a shorter one with the same part and seed.
 *
 * @param part - the two parts share no image.
 * @param options.count - how many images. Default 6000 for training, 1000 for testing.
 * @param options.seed - any 32-bit integer. Default 0.
 */
export function loadStrokes(
  part: 'train' | 'test',
  options: { count?: number; seed?: number } = {},
): LabelledImages {
  const { count = part === 'train' ? 6000 : 1000, seed = 0 } = options;
  const random = seededRandom(part === 'train' ? seed : seed ^ 0x74657374); // "test" in ASCII
  const pixels = strokeSize * strokeSize;
  const images = new Uint8Array(count * pixels);
  const labels = new Uint8Array(count);
  let order: number[] = [];
  for (let i = 0; i < count; i++) {
    if (i % 10 === 0) order = random.permutation(10);
    labels[i] = order[i % 10];
    images.set(drawDigit(labels[i], random), i * pixels);
  }
  return { images, labels, count, height: strokeSize, width: strokeSize, channels: 1 };
}

/**
 * Writes one digit in one of several hands: other proportions, slant, pen and pressure each time.
 *
 * @param digit - 0 … 9.
 * @returns `[28, 28]` grey levels, flattened: 0 paper … 255 ink.
 */
export function drawDigit(digit: number, random: Random): Uint8Array {
  const ways = glyphs[digit];
  const glyph = wobble(ways[random.integer(ways.length)], random);
  const ink = new Float64Array(strokeSize * strokeSize);
  for (const line of placeOnPaper(glyph, random)) drawLine(ink, strokeSize, line);
  // Whole levels 0 … 255: the last bit of Math.sin, which platforms may differ in, does not show.
  return Uint8Array.from(ink, (level) => Math.round(255 * level));
}

/** Moves every point a little, and joins the curves of each pen line into one row of points. */
function wobble(glyph: Glyph, random: Random): Point[][] {
  const move = ([x, y]: Point): Point => [x + 0.045 * bounded(random), y + 0.04 * bounded(random)];
  return glyph.map((penLine) => {
    const line: Point[] = [];
    for (const curve of penLine) {
      const moved = curve.map(move);
      const corner = line.at(-1);
      line.push(...smooth(corner ? [corner, ...moved] : moved));
    }
    return line;
  });
}

/** Slants, turns, scales into the box, puts the centre of the ink in the middle, and chooses the pen. */
function placeOnPaper(glyph: readonly Point[][], random: Random): Dot[][] {
  const slant = 0.2 + 0.19 * bounded(random);
  const angle = 0.1 * bounded(random);
  const narrow = 0.88 + 0.16 * bounded(random);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = glyph.map((line) =>
    line.map(([x, y]): Point => {
      const [u, v] = [narrow * x - slant * y, y];
      return [cos * u - sin * v, sin * u + cos * v];
    }),
  );
  const radius = 0.75 + 0.95 * random.uniform();
  const pressure = 0.25 * bounded(random); // how much thicker the end of a line is than its start
  const all = turned.flat();
  const [left, right] = range(all.map(([x]) => x));
  const [top, bottom] = range(all.map(([, y]) => y));
  const scale = (boxSize - 2 * radius) / Math.max(right - left, bottom - top, 1e-9);
  const shift = (values: number[], low: number, high: number) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const wanted = strokeSize / 2 - scale * mean + 0.5 * bounded(random);
    const reach = radius * 1.25 + margin;
    return Math.min(Math.max(wanted, reach - scale * low), strokeSize - reach - scale * high);
  };
  const x0 = shift(
    all.map(([x]) => x),
    left,
    right,
  );
  const y0 = shift(
    all.map(([, y]) => y),
    top,
    bottom,
  );
  return turned.map((line) =>
    line.map(([x, y], i) => ({
      x: x0 + scale * x,
      y: y0 + scale * y,
      radius: radius * (1 + pressure * (i / (line.length - 1) - 0.5)),
    })),
  );
}

/** A normal number, drawn in to ±2: no hand is that odd. */
function bounded(random: Random): number {
  return Math.min(2, Math.max(-2, random.normal()));
}

function range(values: number[]): [low: number, high: number] {
  return [Math.min(...values), Math.max(...values)];
}
