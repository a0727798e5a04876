import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { levelLine } from '#src/charts/level-line';
import type { Pixels } from '#src/charts/pixels';
import { aroundZero, levelOf, rangeOf, resize, toPixels } from '#src/charts/pixels';

const images = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((data): Pixels => ({ width, height, channels: 1, data })),
  );
const sizes = fc.integer({ min: 1, max: 30 });
const mean = ({ data }: Pixels) =>
  Array.from(data).reduce((sum, value) => sum + value, 0) / data.length;

describe('resizing an image', () => {
  test('keeps its mean brightness', () => {
    fc.assert(
      fc.property(images, sizes, sizes, (image, width, height) => {
        expect(mean(resize(image, width, height))).toBeCloseTo(mean(image), 9);
      }),
    );
  });

  test('by a whole factor repeats every pixel', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 4 }), (image, factor) => {
        const large = resize(image, image.width * factor, image.height * factor);
        for (let y = 0; y < large.height; y++) {
          for (let x = 0; x < large.width; x++) {
            const source = Math.floor(y / factor) * image.width + Math.floor(x / factor);
            expect(large.data[y * large.width + x]).toBeCloseTo(image.data[source], 9);
          }
        }
      }),
    );
  });

  test('to a half takes the mean of four pixels', () => {
    const image = toPixels([
      [0, 2, 10, 10],
      [4, 6, 10, 10],
    ]);
    expect(Array.from(resize(image, 2, 1).data)).toEqual([3, 10]);
  });

  test('keeps the channels of a colour image apart', () => {
    const image = toPixels({ width: 2, height: 1, channels: 3, data: [0, 10, 20, 2, 30, 40] });
    expect(Array.from(resize(image, 1, 1).data)).toEqual([1, 20, 30]);
  });
});

describe('levels', () => {
  test('run from 0 at the least to 1 at the greatest finite value', () => {
    const range = rangeOf([toPixels([[3, NaN, -1, Infinity]])]);
    expect(range).toEqual([-1, 3]);
    expect([-1, 1, 3, 99].map((value) => levelOf(value, range))).toEqual([0, 0.5, 1, 1]);
    expect(levelOf(NaN, range)).toBeNaN();
  });

  test('around zero put zero in the middle', () => {
    expect(levelOf(0, aroundZero([-1, 3]))).toBe(0.5);
  });

  test('of a constant image are dark for zero, and middle for anything else', () => {
    expect([levelOf(0, [0, 0]), levelOf(7, [7, 7])]).toEqual([0, 0.5]);
  });
});

describe('a level line', () => {
  const sample = (f: (x: number, y: number) => number, n = 20) =>
    Array.from({ length: n }, (_, r) =>
      Array.from({ length: n }, (_, c) => f((c + 0.5) / n, (r + 0.5) / n)),
    );

  test('of a plane is the straight line where the plane has the level', () => {
    const segments = levelLine(
      sample((x, y) => x + y),
      0.9,
    );
    expect(segments.length).toBeGreaterThan(10);
    for (const { x1, y1, x2, y2 } of segments) {
      const inner = [x1, y1, x2, y2].every((place) => place > 0.025 && place < 0.975);
      if (inner)
        expect([x1 + y1, x2 + y2]).toEqual([expect.closeTo(0.9, 9), expect.closeTo(0.9, 9)]);
    }
  });

  test('runs from edge to edge', () => {
    const segments = levelLine(
      sample((x) => x),
      0.3,
    );
    const ends = segments.flatMap(({ y1, y2 }) => [y1, y2]);
    expect([Math.min(...ends), Math.max(...ends)]).toEqual([0, 1]);
  });

  test('of a constant is empty, and so is that of numbers that are none', () => {
    expect(
      levelLine(
        sample(() => 0.7),
        0.5,
      ),
    ).toEqual([]);
    expect(
      levelLine(
        sample(() => NaN),
        0.5,
      ),
    ).toEqual([]);
    expect(levelLine([], 0.5)).toEqual([]);
  });
});
