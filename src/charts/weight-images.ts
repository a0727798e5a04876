import type { Image } from './pixels.ts';

/**
 * The weights of a fully connected layer as images, one a unit: how it weighs each pixel.
 *
 * @param weights - `[inputs, units]`; the inputs are an image's values, row by row, with the channels of
 *   a pixel beside each other: `[height, width, channels]`, flattened.
 * @param shape - of the image.
 */
export function denseImages(
  weights: readonly (readonly number[])[],
  [height, width, channels]: readonly [number, number, 1 | 3],
): Image[] {
  const units = weights[0]?.length ?? 0;
  return Array.from({ length: units }, (_, unit) => ({
    width,
    height,
    channels,
    data: weights.map((row) => row[unit]),
  }));
}

/**
 * The kernels of a convolution as images.
 *
 * @param weights - `[rows, columns, channels, kernels]`, of 1 or 3 channels.
 */
export function kernelImages(
  weights: readonly (readonly (readonly (readonly number[])[])[])[],
): Image[] {
  const [height, width] = [weights.length, weights[0]?.length ?? 0];
  const channels = (weights[0]?.[0]?.length ?? 1) as 1 | 3;
  const kernels = weights[0]?.[0]?.[0]?.length ?? 0;
  return Array.from({ length: kernels }, (_, kernel) => ({
    width,
    height,
    channels,
    data: weights.flatMap((row) => row.flatMap((pixel) => pixel.map((values) => values[kernel]))),
  }));
}

/** Images in rows of equal length. */
export function inRows(images: readonly Image[], columns: number): Image[][] {
  return Array.from({ length: Math.ceil(images.length / columns) }, (_, row) =>
    images.slice(row * columns, (row + 1) * columns),
  );
}
