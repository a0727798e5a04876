import { expect, test } from 'vitest';
import type { Image } from '#src/charts/pixels';
import { denseImages, inRows, kernelImages } from '#src/charts/weight-images';

const dataOf = (image: Image) => (image as unknown as { data: number[] }).data;

const value = (y: number, x: number, channel: number, unit: number) =>
  1000 * unit + 100 * y + 10 * x + channel;

test('a unit of a fully connected layer is an image, its weights at the pixels that they weigh', () => {
  const [height, width, channels] = [2, 4, 3];
  const weights = Array.from({ length: height * width * channels }, (_, input) => {
    const [y, x, channel] = [Math.floor(input / 12), Math.floor(input / 3) % 4, input % 3];
    return [0, 1, 2, 3, 4].map((unit) => value(y, x, channel, unit));
  });
  const images = denseImages(weights, [2, 4, 3]);
  expect(images.length).toBe(5);
  expect(images[3]).toMatchObject({ width: 4, height: 2, channels: 3 });
  const data = dataOf(images[3]);
  expect(data.slice(0, 4)).toEqual([3000, 3001, 3002, 3010]);
  expect(data[(1 * width + 2) * channels + 1]).toBe(value(1, 2, 1, 3));
});

test('a kernel of a convolution is an image', () => {
  const weights = [0, 1].map(
    (y) =>
    [0, 1, 2].map((x) => [0, 1, 2].map((channel) => [0, 1].map((kernel) => value(y, x, channel, kernel)))), // prettier-ignore
  );
  const images = kernelImages(weights);
  expect(images.length).toBe(2);
  expect(images[1]).toMatchObject({ width: 3, height: 2, channels: 3 });
  expect(dataOf(images[1])[(1 * 3 + 2) * 3 + 1]).toBe(value(1, 2, 1, 1));
});

test('images in rows keep their order; the last row may be shorter', () => {
  const images = denseImages([[1, 2, 3, 4, 5]], [1, 1, 1]);
  expect(inRows(images, 2).map((row) => row.map((image) => dataOf(image)[0]))).toEqual([[1, 2], [3, 4], [5]]); // prettier-ignore
});
