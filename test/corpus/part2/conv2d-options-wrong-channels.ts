import { conv2d } from '../../../solutions/part2/conv2d-options.ts';
import { eachPlane, type Tensor4 } from './loops.ts';
import {
  apart,
  conv2dOr,
  copies,
  swap,
  withOptions,
  wrong,
  type Options,
  type Pair,
} from './options.ts';

export const wrongDilations = [
  wrong(
    'the dilation is ignored',
    withOptions((options) => ({ ...options, dilation: [1, 1] })),
  ),
  wrong(
    'the dilations are exchanged',
    withOptions(({ dilation = [1, 1], ...others }) => ({ ...others, dilation: swap(dilation) })),
  ),
  wrong(
    'dilation counts the holes: d = 1 leaves one pixel out',
    withOptions(({ dilation: [a, b] = [0, 0], ...others }) => ({
      ...others,
      dilation: [a + 1, b + 1],
    })),
  ),
  wrong(
    'the output size forgets the dilation, pixels beyond the edge are zero',
    (input: Tensor4, kernel: Tensor4, options: Options = {}) => {
      conv2d(input, kernel, options);
      const {
        dilation: [down, across],
        ...others
      } = apart(options);
      const [kh, kw] = [kernel[0][0].length, kernel[0][0][0].length];
      const larger = eachPlane(input, (plane) => {
        const wide = plane.map((row) => [...row, ...copies((across - 1) * (kw - 1), 0)]);
        return [...wide, ...copies((down - 1) * (kh - 1), copies(wide[0].length, 0))];
      });
      return conv2d(larger, kernel, { ...others, dilation: [down, across] });
    },
  ),
];

/** The right convolution of chosen channels for each output channel. */
const grouping =
  (channelsOf: (o: number, run: number, groups: number, kernels: number) => number[]) =>
  (input: Tensor4, kernel: Tensor4, options: Options = {}): Tensor4 => {
    conv2d(input, kernel, options);
    const { groups, ...others } = apart(options);
    const run = input[0].length / groups;
    return input.map((image) =>
      kernel.map((filter, o) => {
        const channels = channelsOf(o, run, groups, kernel.length);
        return conv2d([channels.map((c) => image[c])], [filter], others)[0][0];
      }),
    );
  };

const run = (first: number, length: number) => Array.from({ length }, (_, i) => first + i);

export const wrongGroups = [
  wrong(
    'the groups are ignored: every kernel sees the first channels',
    grouping((_, size) => run(0, size)),
  ),
  wrong(
    'the kernels are dealt out to the groups in turn',
    grouping((o, size, groups) => run((o % groups) * size, size)),
  ),
  wrong(
    'the channels are dealt out to the groups in turn',
    grouping((o, size, groups, kernels) => {
      const group = Math.floor((o * groups) / kernels);
      return run(0, size).map((i) => i * groups + group);
    }),
  ),
  wrong(
    'groups are depthwise: kernel o sees channel o alone',
    (x: Tensor4, k: Tensor4, options: Options = {}) => {
      const output = conv2d(x, k, options);
      if (apart(options).groups === 1) return output;
      const { groups: _, ...others } = apart(options);
      return x.map((image) =>
        k.map(([plane], o) => conv2d([[image[o % image.length]]], [[plane]], others)[0][0]),
      );
    },
  ),
];

export const wrongElsewhere = [
  wrong(
    'options are wanted: without them it fails',
    (x: Tensor4, k: Tensor4, { stride = [1, 1], ...others }: Options) =>
      conv2d(x, k, { stride, ...others }),
  ),
  wrong('"same" padding is the default', (x: Tensor4, k: Tensor4, options: Options = {}) => {
    const same: Pair = [Math.floor(k[0][0].length / 2), Math.floor(k[0][0][0].length / 2)];
    return conv2d(x, k, { padding: same, ...options });
  }),
  wrong(
    'a window that does not fit gives an empty output',
    (x: Tensor4, k: Tensor4, options: Options = {}) =>
      conv2dOr(x, k, options) ?? x.map(() => k.map(() => [])),
  ),
  wrong(
    'the size without dilation decides what is refused',
    (x: Tensor4, k: Tensor4, options: Options = {}) => {
      const { padding: sides } = apart(options);
      const kw = k[0][0][0].length;
      if (kw > x[0][0][0].length + 2 * sides[1]) throw new RangeError(`${kw} columns do not fit`);
      return conv2dOr(x, k, options) ?? [[[[NaN]]]];
    },
  ),
  wrong('the options of the first call are kept', firstOptions()),
];

function firstOptions() {
  let kept: Options | undefined;
  return (input: Tensor4, kernel: Tensor4, options: Options = {}): Tensor4 => {
    kept ??= options;
    return conv2d(input, kernel, kept);
  };
}
