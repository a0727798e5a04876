import { conv2d } from '../../../solutions/part2/conv2d-options.ts';
import { eachPlane, type Tensor4 } from './loops.ts';
import { apart, copies, swap, withOptions, wrong, type Options, type Pair } from './options.ts';

export const wrongStrides = [
  wrong(
    'the stride is ignored',
    withOptions((options) => ({ ...options, stride: [1, 1] })),
  ),
  wrong(
    'the strides are exchanged',
    withOptions(({ stride = [1, 1], ...others }) => ({ ...others, stride: swap(stride) })),
  ),
  wrong(
    'the vertical stride for both axes',
    withOptions(({ stride: [s] = [1, 1], ...others }) => ({ ...others, stride: [s, s] })),
  ),
  wrong(
    'the number of windows is rounded up',
    (input: Tensor4, kernel: Tensor4, options: Options = {}) => {
      const output = conv2d(input, kernel, options);
      const { stride, padding, dilation } = apart(options);
      const span = dilation[1] * (kernel[0][0][0].length - 1) + 1;
      const isLeftOver = (input[0][0][0].length + 2 * padding[1] - span) % stride[1] !== 0;
      return isLeftOver ? eachPlane(output, (plane) => plane.map((row) => [...row, 0])) : output;
    },
  ),
  wrong(
    'the size shrinks with the stride, the window still moves by one',
    (input: Tensor4, kernel: Tensor4, options: Options = {}) => {
      const { stride, ...others } = apart(options);
      const output = conv2d(input, kernel, { ...others, stride });
      const plain = conv2d(input, kernel, others);
      return output.map((image, n) =>
        image.map((plane, o) => plane.map((row, y) => row.map((_, x) => plain[n][o][y][x]))),
      );
    },
  ),
];

/** Pads before the right convolution sees the image. */
const padding =
  (pad: (plane: number[][], padding: Pair) => number[][]) =>
  (input: Tensor4, kernel: Tensor4, options: Options = {}): Tensor4 => {
    const { padding: sides, ...others } = apart(options);
    const padded = eachPlane(input, (plane) => pad(plane, sides));
    return conv2d(padded, kernel, others);
  };

export const wrongPaddings = [
  wrong(
    'the padding is ignored',
    withOptions((options) => ({ ...options, padding: [0, 0] })),
  ),
  wrong(
    'the paddings are exchanged',
    withOptions(({ padding: sides = [0, 0], ...others }) => ({ ...others, padding: swap(sides) })),
  ),
  wrong(
    'padding above and on the left only',
    padding((plane, [rows, columns]) => {
      const wide = plane.map((row) => [...copies(columns, 0), ...row]);
      return [...copies(rows, copies(wide[0].length, 0)), ...wide];
    }),
  ),
  wrong(
    'the edge is repeated into the padding',
    padding((plane, [rows, columns]) => {
      const wide = plane.map((r) => [
        ...copies(columns, r[0]),
        ...r,
        ...copies(columns, r.at(-1)!),
      ]);
      return [...copies(rows, wide[0]), ...wide, ...copies(rows, wide.at(-1)!)];
    }),
  ),
  wrong(
    'a negative row is the last one: at(-1)',
    padding((plane, [rows, columns]) => {
      const wide = plane.map((row) => [
        ...copies(columns, row.at(-1)!),
        ...row,
        ...copies(columns, 0),
      ]);
      const empty = copies(wide[0].length, 0);
      return [...copies(rows, wide.at(-1)!), ...wide, ...copies(rows, empty)];
    }),
  ),
  wrong(
    'the padding is written into the caller’s image',
    (input: Tensor4, kernel: Tensor4, options: Options = {}) => {
      const {
        padding: [rows, columns],
        ...others
      } = apart(options);
      for (const image of input) {
        for (const plane of image) {
          for (const row of plane) {
            row.unshift(...copies(columns, 0));
            row.push(...copies(columns, 0));
          }
          plane.unshift(...copies(rows, copies(plane[0].length, 0)));
          plane.push(...copies(rows, copies(plane[0].length, 0)));
        }
      }
      return conv2d(input, kernel, others);
    },
  ),
];
