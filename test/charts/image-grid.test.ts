import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImageGrid } from '#src/charts/image-grid';
import { imageGrid } from '#src/charts/image-grid';
import { anyNumber, ascii, canvases, faults, plain } from './canvases.ts';

const ring = Array.from({ length: 12 }, (_, y) =>
  Array.from({ length: 12 }, (_, x) => (Math.abs(Math.hypot(x - 5.5, y - 5.5) - 4) < 1 ? 1 : 0)),
);
const edge = ring.map((row) => row.map((value, x) => value - (row[x + 1] ?? 0)));
const grid: ImageGrid = {
  title: 'a ring and its edges',
  images: [
    [ring, edge],
    [edge, ring],
  ],
  rowCaptions: ['first', 'second'],
  columnCaptions: ['kernel 0', 'kernel 1'],
};

const anyImage = fc.oneof(
  fc.array(fc.array(anyNumber, { maxLength: 30 }), { maxLength: 30 }),
  fc.integer({ min: 1, max: 12 }).chain((width) =>
    fc.record({
      width: fc.constant(width),
      height: fc.constant(3),
      channels: fc.constant(3 as const),
      data: fc.array(anyNumber, { minLength: width * 9, maxLength: width * 9 }),
    }),
  ),
  fc.constant(undefined),
);
const grids: fc.Arbitrary<ImageGrid> = fc.record(
  {
    title: fc.constant('a title that is rather longer than a narrow terminal'),
    images: fc.array(fc.array(anyImage, { maxLength: 9 }), { maxLength: 4 }),
    rowCaptions: fc.constant(['digit 0', 'a digit with a long caption']),
    columnCaptions: fc.constant(['kernel 0', 'kernel 1', 'a kernel with a long caption']),
    normalise: fc.constantFrom('each' as const, 'together' as const, [0, 255] as const),
    palette: fc.constantFrom('grey' as const, 'diverging' as const),
    minimumWidth: fc.integer({ min: 1, max: 40 }),
  },
  { requiredKeys: ['images'] },
);

describe('an image grid', () => {
  test('has captions beside rows and above columns, and says what the shades mean', () => {
    expect('\n' + imageGrid(grid, plain)).toMatchInlineSnapshot(`
      "
                          a ring and its edges
               kernel 0     kernel 1
                 ▄▄▄▄     ▒▒▒░▒▒▒▓▒▒▒▒
               ██▀▀▀▀██   ▒ ▒▓▒▒▒░▒█▒▒
      first   ██      ██   ▒█▒▒▒▒▒ ▒█▒
              ██      ██   ▒█▒▒▒▒▒ ▒█▒
               ██▄▄▄▄██   ▒ ▒▓▒▒▒░▒█▒▒
                 ▀▀▀▀     ▒▒▒░▒▒▒▓▒▒▒▒

             ▒▒▒░▒▒▒▓▒▒▒▒     ▄▄▄▄
             ▒ ▒▓▒▒▒░▒█▒▒   ██▀▀▀▀██
      second  ▒█▒▒▒▒▒ ▒█▒  ██      ██
              ▒█▒▒▒▒▒ ▒█▒  ██      ██
             ▒ ▒▓▒▒▒░▒█▒▒   ██▄▄▄▄██
             ▒▒▒░▒▒▒▓▒▒▒▒     ▀▀▀▀
      each image by itself: " " its least value, "█" its greatest"
    `);
  });

  test('has ten shades in ASCII', () => {
    expect('\n' + imageGrid({ images: [[ring, edge]] }, ascii)).toMatchInlineSnapshot(`
      "
          ++++     +++:+++#++++
        @@++++@@   + +#+++:+@++
       @@      @@   +@+++++ +@+
       @@      @@   +@+++++ +@+
        @@++++@@   + +#+++:+@++
          ++++     +++:+++#++++
      each image by itself: " " its least value, "@" its greatest"
    `);
  });

  test('fits every terminal, whatever the numbers are', () => {
    fc.assert(
      fc.property(grids, canvases, (chart, canvas) => {
        expect(faults(imageGrid(chart, canvas), canvas)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('continues in a band below when the columns find no room', () => {
    const images = [Array.from({ length: 8 }, () => ring)];
    const columnCaptions = images[0].map((_, i) => `kernel ${i}`);
    const text = imageGrid({ images, columnCaptions, minimumWidth: 12 }, { ...plain, width: 60 });
    const heads = text.split('\n').filter((line) => line.includes('kernel'));
    expect(heads.map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['kernel 0', 'kernel 1', 'kernel 2', 'kernel 3'],
      ['kernel 4', 'kernel 5', 'kernel 6', 'kernel 7'],
    ]);
  });

  test('keeps every image at least as wide as asked', () => {
    const images = [Array.from({ length: 5 }, () => ring)];
    const columnCaptions = images[0].map((_, i) => `kernel ${i}`);
    // five of 12 characters and the gaps between them need 64 columns
    const bands = (width: number) =>
      imageGrid({ images, columnCaptions, minimumWidth: 12 }, { ...plain, width }).match(
        /^.*kernel/gm,
      );
    expect(bands(64)).toHaveLength(1);
    expect(bands(63)).toHaveLength(2);
  });

  test('enlarges a 3×3 kernel by a whole factor', () => {
    const kernel = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect('\n' + imageGrid({ images: [[kernel]] }, plain)).toMatchInlineSnapshot(`
      "
      ███
      ▀▀▀▄▄▄
         ███
            ███
            ███
      each image by itself: " " its least value, "█" its greatest"
    `);
  });

  test('without any image says so', () => {
    expect(imageGrid({ images: [] }, plain)).toBe('no images');
    expect(imageGrid({ images: [[undefined, []]] }, plain)).toBe('no images');
  });
});
