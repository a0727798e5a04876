// oxlint-disable no-control-regex -- a colour code starts with a control character
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImageGrid } from '#src/charts/image-grid';
import { imageGrid } from '#src/charts/image-grid';
import { stripAnsi } from '#src/charts/text-width';
import { plain } from './canvases.ts';

const ring = Array.from({ length: 12 }, (_, y) =>
  Array.from({ length: 12 }, (_, x) => (Math.abs(Math.hypot(x - 5.5, y - 5.5) - 4) < 1 ? 1 : 0)),
);

/** Images of black (0) and white (1), with at least one of each so that the range is 0 … 1. */
const blackWhite = fc
  .tuple(fc.integer({ min: 8, max: 30 }), fc.integer({ min: 1, max: 15 }))
  .chain(([width, half]) =>
    fc.array(fc.array(fc.constantFrom(0, 1), { minLength: width, maxLength: width }), {
      minLength: 2 * half,
      maxLength: 2 * half,
    }),
  );
const range = [0, 1] as const;
const body = (text: string) => text.split('\n').slice(0, -1);

describe('every pixel of a black and white image is shown', () => {
  test('by blocks without colour', () => {
    fc.assert(
      fc.property(blackWhite, (image) => {
        const lines = body(imageGrid({ images: [[image]], normalise: range }, plain));
        const seen = lines.flatMap((line) => {
          const glyphs = Array.from(line.padEnd(image[0].length));
          return [
            glyphs.map((g) => ('█▀'.includes(g) ? 1 : 0)),
            glyphs.map((g) => ('█▄'.includes(g) ? 1 : 0)),
          ];
        });
        expect(seen).toEqual(image);
      }),
    );
  });

  test('by the two colours of half blocks in 24 bits', () => {
    fc.assert(
      fc.property(blackWhite, (image) => {
        const canvas = { ...plain, colour: 'truecolor' } as const;
        const lines = body(imageGrid({ images: [[image]], normalise: range }, canvas));
        const seen = lines.flatMap((line) => {
          const upper: number[] = [];
          const lower: number[] = [];
          const runs = line.matchAll(/\x1b\[38;2;(\d+);\d+;\d+;48;2;(\d+);\d+;\d+m(▀+)/g);
          for (const [, fg, bg, blocks] of runs) {
            for (let i = 0; i < blocks.length; i++) {
              upper.push(Number(fg) / 255);
              lower.push(Number(bg) / 255);
            }
          }
          return [upper, lower];
        });
        expect(seen).toEqual(image);
      }),
    );
  });
});

describe('normalising', () => {
  const dim = ring.map((row) => row.map((value) => value / 4));

  test('each image on its own shows a dim one as bright as a bright one', () => {
    const line = (images: ImageGrid['images']) => body(imageGrid({ images }, plain));
    expect(line([[dim]])).toEqual(line([[ring]]));
  });

  test('together keeps the dim one dim', () => {
    const text = imageGrid({ images: [[ring, dim]], normalise: 'together' }, plain);
    const [left, right] = [0, 13].map((start) =>
      body(text)
        .map((line) => line.slice(start, start + 12))
        .join(''),
    );
    expect(left).toContain('█');
    expect(right).toMatch(/^[ ░▀▄]*░[ ░▀▄]*$/);
    expect(text).toContain('" " 0, "█" 1');
  });
});

test('a diverging palette paints below zero blue and above zero red', () => {
  const image = [
    [-1, 1],
    [-1, 1],
  ];
  const canvas = { ...plain, colour: 'truecolor' } as const;
  const [line] = imageGrid({ images: [[image]], palette: 'diverging' }, canvas).split('\n');
  expect(line).toBe(
    `\x1b[38;2;33;102;172;48;2;33;102;172m▀▀▀▀\x1b[0m\x1b[38;2;178;24;43;48;2;178;24;43m▀▀▀▀\x1b[0m`,
  );
});

test('a pixel that is not a number is a question mark', () => {
  const image = Array.from({ length: 8 }, (_, y) =>
    Array.from({ length: 8 }, (_, x) => (x === y && x === 3 ? NaN : x % 2)),
  );
  expect(stripAnsi(imageGrid({ images: [[image]] }, plain)).match(/\?/g)).toHaveLength(1);
});

test('a colour image keeps its colours', () => {
  const image = {
    width: 8,
    height: 2,
    channels: 3 as const,
    data: Array.from({ length: 48 }, (_, i) => [255, 128, 0][i % 3]),
  };
  const canvas = { ...plain, colour: 'truecolor' } as const;
  expect(imageGrid({ images: [[image]] }, canvas)).toContain(
    '\x1b[38;2;255;128;0;48;2;255;128;0m▀▀▀▀▀▀▀▀\x1b[0m',
  );
});
