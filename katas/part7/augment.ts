import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).uniform(): a number from [0, 1)

/** An image. */
export interface Image {
  /** `[height, width, channels]`, flattened, values from 0 to 1. */
  pixels: Float32Array;
  height: number;
  width: number;
  channels: number;
}

// What holds for all functions of this file: the image that they are given stays as it is; the one that
// they return has the same size, pixels of its own, and values from 0 to 1.

/** Task 7.5: left becomes right. */
export function flipHorizontal(image: Image): Image {
  throw new NotImplemented('7.5', 'flipHorizontal');
}

/** Task 7.5: top becomes bottom. */
export function flipVertical(image: Image): Image {
  throw new NotImplemented('7.5', 'flipVertical');
}

/**
 * Task 7.5: turns what is seen about the middle of the image, with bilinear interpolation. What comes
 * from outside the image is 0.
 *
 * @param degrees - any number; counterclockwise where it is positive.
 */
export function rotate(image: Image, degrees: number): Image {
  throw new NotImplemented('7.5', 'rotate');
}

/**
 * Task 7.5: enlarges what is seen about the middle of the image, with bilinear interpolation. What comes
 * from outside the image is 0.
 *
 * @param factor - 2 shows everything twice as large, 0.5 half as large.
 * @throws {Error} when it is not above 0: the message gives it.
 */
export function zoom(image: Image, factor: number): Image {
  throw new NotImplemented('7.5', 'zoom');
}

/**
 * Task 7.5: puts a border of zeros around the image, and cuts an image of the old size out of that.
 *
 * @param padding - how many pixels wide the border is, on each side.
 * @param top - the first row to be cut out: 0 is the topmost of the border, `padding` that of the image.
 * @param left - the first column, likewise.
 * @throws {Error} when `top` or `left` is no whole number from 0 to 2 · padding: the message gives it.
 */
export function crop(image: Image, padding: number, top: number, left: number): Image {
  throw new NotImplemented('7.5', 'crop');
}

/**
 * Task 7.5: adds to every value, and cuts off what leaves 0 … 1.
 *
 * @param change - any number; darker where it is negative.
 */
export function brighten(image: Image, change: number): Image {
  throw new NotImplemented('7.5', 'brighten');
}

/**
 * Task 7.5: turns the hue of every pixel, and keeps its saturation and its value. An image of one channel
 * is all grey, and stays as it is.
 *
 * @param turns - any number: 1 goes once around the circle of colours, 1/3 makes red green, green blue, and blue red.
 * @throws {Error} when there are neither 3 channels, red, green and blue, nor 1: the message says how many.
 */
export function shiftHue(image: Image, turns: number): Image {
  throw new NotImplemented('7.5', 'shiftHue');
}

/** What `augment` may do, and by how much at most. What is left out is not done. */
export interface AugmentOptions {
  /** Flips left and right in half of the cases. */
  flipHorizontal?: boolean;
  /** Flips top and bottom in half of the cases. */
  flipVertical?: boolean;
  /** Turns by up to so many degrees, either way. */
  rotation?: number;
  /** Zooms by a factor from 1 − zoom to 1 + zoom; below 1. */
  zoom?: number;
  /** Crops with a padding of so many pixels. */
  crop?: number;
  /** Changes the brightness by up to so much, either way. */
  brightness?: number;
  /** Turns the hue by up to so many turns, either way. */
  hue?: number;
}

/**
 * Task 7.5: all of them, one after the other, by chance.
 *
 * With u₁ … u₈ the first eight numbers of `seededRandom(seed).uniform()`, always all of them drawn: flip
 * left and right where u₁ < ½; flip top and bottom where u₂ < ½; rotate by (2u₃ − 1) · rotation; zoom by
 * 1 + (2u₄ − 1) · zoom; crop at the row ⌊u₅ · (2 · crop + 1)⌋ and the column ⌊u₆ · (2 · crop + 1)⌋; brighten by
 * (2u₇ − 1) · brightness; turn the hue by (2u₈ − 1) · hue.
 *
 * @param seed - any 32-bit integer: the same seed does the same.
 */
export function augment(image: Image, seed: number, options: AugmentOptions): Image {
  throw new NotImplemented('7.5', 'augment');
}
