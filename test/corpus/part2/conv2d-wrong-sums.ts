import * as reference from '../../../solutions/part2/conv2d.ts';
import type { Implementation } from '../implementation.ts';
import {
  after,
  axesExchanged,
  before,
  byTerm,
  eachElement,
  eachPlane,
  rounded,
  transposed,
  type Tensor4,
} from './loops.ts';

const wrong = (name: string, myConv2d: Function): Implementation<typeof reference> => ({
  name,
  module: { myConv2d },
});

/** Mistakes in which elements meet, and in how many places. */
export const wrongPlaces = [
  wrong(
    'the kernel is flipped',
    byTerm(
      ({ image, filter, y, x, c, i, j, kh, kw }) =>
        image[c][y + i][x + j] * filter[c][kh - 1 - i][kw - 1 - j],
    ),
  ),
  wrong(
    'the rows of the kernel are flipped',
    byTerm(
      ({ image, filter, y, x, c, i, j, kh }) => image[c][y + i][x + j] * filter[c][kh - 1 - i][j],
    ),
  ),
  wrong(
    'the columns of the kernel are flipped',
    byTerm(
      ({ image, filter, y, x, c, i, j, kw }) => image[c][y + i][x + j] * filter[c][i][kw - 1 - j],
    ),
  ),
  wrong(
    'i and j of the kernel are exchanged',
    byTerm(({ image, filter, y, x, c, i, j }) => image[c][y + i][x + j] * filter[c][j][i]),
  ),
  wrong(
    'i and j of the kernel are exchanged where the kernel is square',
    byTerm(({ image, filter, y, x, c, i, j, kh, kw }) => {
      return image[c][y + i][x + j] * (kh === kw ? filter[c][j][i] : filter[c][i][j]);
    }),
  ),
  wrong(
    'x goes with i, y with j',
    byTerm(({ image, filter, y, x, c, i, j }) => image[c][x + i]?.[y + j] * filter[c][i][j]),
  ),
  wrong(
    'the window starts one row too low, zeros below the edge',
    byTerm(
      ({ image, filter, y, x, c, i, j }) => (image[c][y + i + 1]?.[x + j] ?? 0) * filter[c][i][j],
    ),
  ),
  wrong(
    'the window lies around its place, not below and to the right of it',
    byTerm(({ image, filter, y, x, c, i, j, kh, kw }) => {
      const row = y + i - Math.floor(kh / 2);
      return (image[c][row]?.[x + j - Math.floor(kw / 2)] ?? 0) * filter[c][i][j];
    }),
  ),
  wrong(
    'the kernel is taken to be square',
    byTerm(({ image, filter, y, x, c, i, j, kh }) =>
      j < kh ? image[c][y + i][x + j] * filter[c][i][j] : 0,
    ),
  ),
  wrong(
    'kernel[c][o] instead of kernel[o][c]',
    byTerm(
      ({ image, kernel, o, y, x, c, i, j }) => image[c][y + i][x + j] * kernel[c]?.[o]?.[i][j],
    ),
  ),
  wrong(
    'H − kh rows: one too few',
    after((output) => eachPlane(output, (plane) => plane.slice(0, -1))),
  ),
  wrong('the output is as large as the image, padded with zeros', (x: Tensor4, k: Tensor4) => {
    reference.myConv2d(x, k);
    const wide = (row: number[]) => [...row, ...Array.from(k[0][0][0], () => 0).slice(1)];
    const padded = eachPlane(x, (plane) => {
      const below = k[0][0].slice(1).map(() => plane[0].map(() => 0));
      return [...plane, ...below].map(wide);
    });
    return reference.myConv2d(padded, k);
  }),
  wrong(
    'the last row of the output stays zero',
    after((output) =>
      eachPlane(output, (plane) =>
        plane.map((row, y) => (y > 0 && y === plane.length - 1 ? row.map(() => 0) : row)),
      ),
    ),
  ),
  wrong(
    'the output is transposed',
    after((output) => eachPlane(output, transposed)),
  ),
  wrong(
    'the output is transposed where the image has more rows than columns',
    after((output, input) =>
      input[0][0].length > input[0][0][0].length ? eachPlane(output, transposed) : output,
    ),
  ),
  wrong(
    'images that are not square are cut to squares',
    before((input, kernel) => {
      const side = Math.min(input[0][0].length, input[0][0][0].length);
      if (side < Math.max(kernel[0][0].length, kernel[0][0][0].length)) return [input, kernel];
      return [
        eachPlane(input, (plane) => plane.slice(0, side).map((row) => row.slice(0, side))),
        kernel,
      ];
    }),
  ),
];

/** Mistakes in what is summed, and in what becomes of the sum. */
export const wrongSums = [
  wrong(
    'the mean of the products',
    after((output, _, kernel) => eachElement(output, (sum) => sum / kernel[0].flat(2).length)),
  ),
  wrong(
    'the mean over the channels',
    after((output, _, kernel) => eachElement(output, (sum) => sum / kernel[0].length)),
  ),
  wrong(
    'only the first input channel',
    byTerm(({ image, filter, y, x, c, i, j }) =>
      c > 0 ? 0 : image[c][y + i][x + j] * filter[c][i][j],
    ),
  ),
  wrong(
    'only the last input channel: = instead of +=',
    byTerm(({ image, filter, y, x, c, i, j }) =>
      c < image.length - 1 ? 0 : image[c][y + i][x + j] * filter[c][i][j],
    ),
  ),
  wrong(
    'every output channel with the first kernel',
    before((input, kernel) => [input, kernel.map(() => kernel[0])]),
  ),
  wrong(
    'the first image for every image',
    before((input, kernel) => [input.map(() => input[0]), kernel]),
  ),
  wrong(
    'only the first image is returned',
    before((input, kernel) => [input.slice(0, 1), kernel]),
  ),
  wrong(
    'a batch of more than one comes out in reverse order',
    after((output) => output.toReversed()),
  ),
  wrong('batch and output channels are exchanged', after(axesExchanged)),
  wrong(
    'the sum is not reset between images',
    after((output) =>
      output.map((image, n) =>
        image.map((plane, o) =>
          plane.map((row, y) =>
            row.map((_, x) =>
              output.slice(0, n + 1).reduce((sum, before) => sum + before[o][y][x], 0),
            ),
          ),
        ),
      ),
    ),
  ),
  wrong(
    'a small bias is added',
    after((output) => eachElement(output, (sum) => sum + 0.01)),
  ),
  wrong(
    'ReLU is applied',
    after((output) => eachElement(output, (sum) => Math.max(0, sum))),
  ),
  wrong(
    'products with a negative pixel are left out',
    byTerm(({ image, filter, y, x, c, i, j }) =>
      image[c][y + i][x + j] < 0 ? 0 : image[c][y + i][x + j] * filter[c][i][j],
    ),
  ),
  wrong(
    'rounded to integers',
    after((output) => eachElement(output, Math.round)),
  ),
  wrong(
    'sums of a bfloat16 (seven bits)',
    after((output) => eachElement(output, (sum) => rounded(sum, 7))),
  ),
  wrong(
    'limited to the range of a pixel',
    after((output) =>
      output.map((image) => image.map((plane) => plane.map((row) => Uint8ClampedArray.from(row)))),
    ),
  ),
  wrong(
    'the kernel is divided by its sum',
    before((input, kernel) => [
      input,
      kernel.map((filter) => {
        const sum = filter.flat(2).reduce((a, b) => a + b);
        return eachElement([filter], (weight) => weight / (sum || 1))[0];
      }),
    ]),
  ),
  wrong('1×1 kernels take a short cut that forgets the channels', (x: Tensor4, k: Tensor4) =>
    reference.myConv2d(x, k) && k[0][0].length * k[0][0][0].length === 1
      ? x.map(([plane]) => k.map(([[[w]]]) => plane.map((row) => row.map((pixel) => pixel * w))))
      : reference.myConv2d(x, k),
  ),
];
