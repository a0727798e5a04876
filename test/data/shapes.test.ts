import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelledImages } from '#src/data/labelled-images';
import { loadShapes, shapeClasses } from '#src/data/shapes';

const length = 32 * 32 * 3;
const train = loadShapes('train', { count: 2000 });
const unseen = loadShapes('test', { count: 1000 });
const image = ({ images }: LabelledImages, i: number) =>
  images.subarray(i * length, (i + 1) * length);
const keys = (data: LabelledImages) =>
  Array.from(data.labels.keys(), (i) => Buffer.from(image(data, i)).toString('base64'));

/** How many of the unseen images the nearest mean of some features names rightly. */
function nearestMean(features: (levels: Uint8Array) => number[]): number {
  const size = features(image(train, 0)).length;
  const means = shapeClasses.map(() => new Float64Array(size));
  train.labels.forEach((label, i) =>
    features(image(train, i)).forEach((value, k) => (means[label][k] += value / 200)),
  );
  const isRight = (label: number, i: number) => {
    const values = features(image(unseen, i));
    const distances = means.map((mean) =>
      mean.reduce((sum, value, k) => sum + (value - values[k]) ** 2, 0),
    );
    return distances.indexOf(Math.min(...distances)) === label;
  };
  return Array.from(unseen.labels).filter(isRight).length / unseen.count;
}

test('the data set has the shape and type of CIFAR-10', () => {
  expect(train).toMatchObject({ count: 2000, height: 32, width: 32, channels: 3 });
  expect(train.images).toBeInstanceOf(Uint8Array);
  expect(train.images).toHaveLength(2000 * length);
  expect(train.labels).toHaveLength(2000);
  expect(new Set(shapeClasses).size).toBe(10);
});

test('every ten images hold each class once', () => {
  for (let i = 0; i < train.count; i += 10) {
    const labels = [...train.labels.subarray(i, i + 10)].sort((a, b) => a - b);
    expect(labels).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
});

test('the same seed draws the same images, and a shorter set begins a longer one', () => {
  const part = fc.constantFrom('train' as const, 'test' as const);
  fc.assert(
    fc.property(fc.integer(), fc.nat(25), part, (seed, count, part) => {
      const short = loadShapes(part, { count, seed });
      const long = loadShapes(part, { count: 25, seed });
      expect(short.labels).toEqual(long.labels.subarray(0, count));
      expect(Buffer.from(short.images).equals(long.images.subarray(0, count * length))).toBe(true);
    }),
    { numRuns: 10 },
  );
});

test('no two images are the same: not within a part, across parts, or across seeds', () => {
  const other = loadShapes('train', { count: 1000, seed: 1 });
  const all = [...keys(train), ...keys(unseen), ...keys(other)];
  expect(new Set(all).size).toBe(all.length);
});

test('levels use their whole range, and no channel is brighter than another', () => {
  const sums = [0, 0, 0];
  const counts = new Float64Array(256);
  train.images.forEach((level, at) => {
    sums[at % 3] += level;
    counts[level]++;
  });
  const means = sums.map((sum) => sum / (train.images.length / 3) / 255);
  for (const mean of means) {
    expect(mean).toBeGreaterThan(0.25);
    expect(mean).toBeLessThan(0.45);
    expect(Math.abs(mean - means[0])).toBeLessThan(0.02);
  }
  expect(counts.every((count) => count > 0)).toBe(true);
});

test('colour says nothing about the class: the nearest mean colour finds about one in ten', () => {
  const meanColour = (levels: Uint8Array) => {
    const sums = [0, 0, 0];
    levels.forEach((level, at) => (sums[at % 3] += level / 1024));
    return sums;
  };
  expect(nearestMean(meanColour)).toBeLessThan(0.14);
});

test('a template is not enough: the nearest mean image finds fewer than three in ten', () => {
  const accuracy = nearestMean((levels) => [...levels]);
  expect(accuracy).toBeGreaterThan(0.1);
  expect(accuracy).toBeLessThan(0.3);
});
