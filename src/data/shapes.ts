import { seededRandom } from '../common/random.ts';
import type { Random } from '../common/random.ts';
import type { LabelledImages } from './labelled-images.ts';
import { paint, shapeSize } from './shape-canvas.ts';
import type { ShapeCanvas } from './shape-canvas.ts';
import { anyColour, backgroundColours, shapeColour } from './shape-colours.ts';
import type { Colour } from './shape-colours.ts';
import { outlines } from './shape-outlines.ts';
import type { Outline } from './shape-outlines.ts';
import { develop, paintTexture } from './shape-textures.ts';

/** The classes of shapes, by label. */
export const shapeClasses: readonly string[] = outlines.map(({ name }) => name);

/**
 * The embedded data set "shapes": one coloured shape over a textured background, like CIFAR-10 in
 * shape and type. Colour, place, size, turn and light are random and say nothing about the class.
 * Every ten images hold each class once, in random order. The first images of a longer set are those
 * of a shorter one with the same part and seed.
 *
 * @param part - the two parts share no image.
 * @param options.count - how many images. Default 10 000 for training, 2000 for testing.
 * @param options.seed - any 32-bit integer. Default 0.
 * @returns levels 0 … 255 as red, green, blue; labels 0 … 9, named by `shapeClasses`.
 */
export function loadShapes(
  part: 'train' | 'test',
  options: { count?: number; seed?: number } = {},
): LabelledImages {
  const { count = part === 'train' ? 10_000 : 2000, seed = 0 } = options;
  const random = seededRandom(part === 'train' ? seed : seed ^ 0x74657374); // "test" in ASCII
  const length = shapeSize * shapeSize * 3;
  const levels = new Uint8ClampedArray(count * length);
  const labels = new Uint8Array(count);
  const canvas: ShapeCanvas = new Float32Array(length);
  let order: number[] = [];
  for (let i = 0; i < count; i++) {
    if (i % outlines.length === 0) order = random.permutation(outlines.length);
    labels[i] = order[i % outlines.length];
    drawScene(canvas, outlines[labels[i]], random);
    develop(canvas, levels.subarray(i * length, (i + 1) * length), random);
  }
  const images = new Uint8Array(levels.buffer);
  return { images, labels, count, height: shapeSize, width: shapeSize, channels: 3 };
}

/** A background, clutter, the shape over it, and a little clutter over that. */
function drawScene(canvas: ShapeCanvas, outline: Outline, random: Random): void {
  const background = backgroundColours(random);
  paintTexture(canvas, background, random);
  for (let left = 2 + random.integer(5); left > 0; left--) paintClutter(canvas, random);
  paintShape(canvas, outline, shapeColour(background, random), random);
  for (let left = random.integer(4); left > 0; left--) paintClutter(canvas, random);
}

/** How far it lies from the middle, and how much it is turned, is drawn the same for every class. */
function paintShape(canvas: ShapeCanvas, outline: Outline, colour: Colour, random: Random): void {
  const radius = 5.5 + 2.5 * random.uniform(); // of a disc of the same area
  const room = shapeSize / 2 - 1.5 * radius; // from the middle to either side
  const spot = {
    x: shapeSize / 2 + 0.9 * room * aroundZero(random),
    y: shapeSize / 2 + 0.9 * room * aroundZero(random),
    reach: outline.reach * radius,
  };
  const turn = aroundZero(random); // radians
  const [cos, sin] = [Math.cos(turn) / radius, Math.sin(turn) / radius];
  const distance = (dx: number, dy: number) =>
    radius * outline.distance(cos * dx + sin * dy, cos * dy - sin * dx);
  const lit = 2 * Math.PI * random.uniform(); // the side that light falls on
  const [across, down] = [(0.15 * Math.cos(lit)) / radius, (0.15 * Math.sin(lit)) / radius];
  paint(canvas, spot, distance, colour, across, down);
}

/** A dot or a thin line, much smaller than any shape. */
function paintClutter(canvas: ShapeCanvas, random: Random): void {
  const [x, y] = [shapeSize * random.uniform(), shapeSize * random.uniform()];
  const half = random.integer(2) * (2 + 4 * random.uniform()); // of the line's length; a dot has none
  const radius = half === 0 ? 0.8 + random.uniform() : 0.4 + 0.4 * random.uniform();
  const angle = 2 * Math.PI * random.uniform();
  const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
  const distance = (dx: number, dy: number) => {
    const along = Math.min(half, Math.max(-half, ux * dx + uy * dy));
    const [ex, ey] = [dx - along * ux, dy - along * uy];
    return Math.sqrt(ex * ex + ey * ey) - radius;
  };
  paint(canvas, { x, y, reach: half + radius }, distance, anyColour(random), 0, 0);
}

/** A number from −1 to 1, more often small than large. */
function aroundZero(random: Random): number {
  return random.uniform() - random.uniform();
}
