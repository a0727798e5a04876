import { seededRandom } from '../common/random.ts';
import { UserError } from '../common/user-error.ts';
import type { LabelledImages } from './labelled-images.ts';

/**
 * Cuts a batch of one digit from a data set of grey images, as the convolution experiment reads it.
 *
 * @param data - MNIST or strokes, of 28×28 images.
 * @param digit - 0 … 9.
 * @param count - how many different images, chosen at random. Default 5.
 * @param seed - any 32-bit integer; the same seed chooses the same images. Default 0.
 * @returns `[count, 1, height, width]`, scaled from 0 … 255 to 0 … 1.
 * @throws {UserError} when the data set has fewer than `count` images of the digit.
 */
export function digitBatch(
  { images, labels, height, width }: LabelledImages,
  digit: number,
  count = 5,
  seed = 0,
): number[][][][] {
  const candidates = Array.from(labels.keys()).filter((i) => labels[i] === digit);
  if (candidates.length < count) {
    throw new UserError(
      `The data set has ${candidates.length} images of the digit ${digit}; wanted ${count}. Ask for fewer, or use a larger data set.`,
    );
  }
  const pixel = (image: number, row: number, column: number) =>
    images[(image * height + row) * width + column] / 255;
  const grid = (image: number) =>
    Array.from({ length: height }, (_, row) =>
      Array.from({ length: width }, (_, column) => pixel(image, row, column)),
    );
  const order = seededRandom(seed).permutation(candidates.length).slice(0, count);
  return order.map((i) => [grid(candidates[i])]);
}
