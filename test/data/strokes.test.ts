import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadStrokes } from '#src/data/strokes';
import type { LabelledImages } from '#src/data/labelled-images';

const train = loadStrokes('train', { count: 1500 });
const unseen = loadStrokes('test', { count: 500 });
const image = ({ images }: LabelledImages, i: number) => images.subarray(i * 784, (i + 1) * 784);
const keys = (data: LabelledImages) =>
  Array.from(data.labels.keys(), (i) => Buffer.from(image(data, i)).toString('base64'));

test('the data set has the shape and type of MNIST', () => {
  expect(train).toMatchObject({ count: 1500, height: 28, width: 28, channels: 1 });
  expect(train.images).toBeInstanceOf(Uint8Array);
  expect(train.images).toHaveLength(1500 * 784);
  expect(train.labels).toHaveLength(1500);
});

test('every ten images hold each digit once', () => {
  for (let i = 0; i < train.count; i += 10) {
    expect([...train.labels.subarray(i, i + 10)].sort((a, b) => a - b)).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  }
});

test('the same seed draws the same images, and a shorter set begins a longer one', () => {
  const drawn = [
    fc.integer(),
    fc.nat(25),
    fc.constantFrom('train' as const, 'test' as const),
  ] as const;
  fc.assert(
    fc.property(...drawn, (seed, count, part) => {
      const short = loadStrokes(part, { count, seed });
      const long = loadStrokes(part, { count: 25, seed });
      expect(short.labels).toEqual(long.labels.subarray(0, count));
      expect(Buffer.from(short.images).equals(long.images.subarray(0, count * 784))).toBe(true);
    }),
    { numRuns: 10 },
  );
});

test('no two images are the same: not within a part, across parts, or across seeds', () => {
  const other = loadStrokes('train', { count: 500, seed: 1 });
  const all = [...keys(train), ...keys(unseen), ...keys(other)];
  expect(new Set(all).size).toBe(all.length);
});

test('every image has ink, and none at its edge', () => {
  for (let i = 0; i < train.count; i++) {
    const levels = image(train, i);
    expect(Math.max(...levels)).toBeGreaterThan(200);
    const edge = levels.filter((_, p) => p < 28 || p >= 27 * 28 || p % 28 === 0 || p % 28 === 27);
    expect(Math.max(...edge)).toBe(0);
  }
});

test('the ink covers about as much as in MNIST (a mean level of 0.13)', () => {
  const mean = train.images.reduce((sum, level) => sum + level, 0) / train.images.length / 255;
  expect(mean).toBeGreaterThan(0.11);
  expect(mean).toBeLessThan(0.15);
});

test('the digits can be told apart, but not by a template alone: the nearest mean image finds 70–97 %', () => {
  const means = Array.from({ length: 10 }, () => new Float64Array(784));
  train.labels.forEach((label, i) =>
    image(train, i).forEach((v, p) => (means[label][p] += v / 150)),
  );
  const distance = (levels: Uint8Array, mean: Float64Array) =>
    mean.reduce((sum, value, p) => sum + (value - levels[p]) ** 2, 0);
  let right = 0;
  unseen.labels.forEach((label, i) => {
    const distances = means.map((mean) => distance(image(unseen, i), mean));
    if (distances.indexOf(Math.min(...distances)) === label) right++;
  });
  expect(right / unseen.count).toBeGreaterThan(0.7);
  expect(right / unseen.count).toBeLessThan(0.97);
});
