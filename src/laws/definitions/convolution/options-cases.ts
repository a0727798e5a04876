import fc from 'fast-check';
import { quarters, tensor4 } from '../../arbitraries.ts';
import type { Tensor4 } from './convolution.ts';

export type Pair = [number, number];
/** As the student's stub declares them. */
export interface Options {
  stride?: Pair;
  padding?: Pair;
  dilation?: Pair;
  groups?: number;
}
export interface OptionsCase {
  input: Tensor4;
  kernel: Tensor4;
  options: Options;
}

/** Two whole numbers, drawn apart. */
const pair = (min: number, max: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));

export interface Drawn {
  stride?: fc.Arbitrary<Pair>;
  padding?: fc.Arbitrary<Pair>;
  dilation?: fc.Arbitrary<Pair>;
  groups?: fc.Arbitrary<number>;
}

/** Cases whose options are drawn as asked, left out where not; the window always fits. */
export function optionCases(drawn: Drawn, mayBeLeftOut = false): fc.Arbitrary<OptionsCase> {
  return fc
    .record({
      options: fc.record(drawn as Required<Drawn>, mayBeLeftOut ? { requiredKeys: [] } : {}),
      sides: pair(1, 3),
      extra: pair(0, 4),
      batch: fc.integer({ min: 1, max: 2 }),
      groupIn: fc.integer({ min: 1, max: 2 }),
      groupOut: fc.integer({ min: 1, max: 2 }),
    })
    .chain(({ options, sides: [kh, kw], extra, batch, groupIn, groupOut }) => {
      const { padding = [0, 0], dilation = [1, 1], groups = 1 } = options;
      const size = (axis: 0 | 1, side: number) =>
        Math.max(1, dilation[axis] * (side - 1) + 1 - 2 * padding[axis] + extra[axis]);
      return fc.record({
        input: tensor4([batch, groupIn * groups, size(0, kh), size(1, kw)], quarters()),
        kernel: tensor4([groupOut * groups, groupIn, kh, kw], quarters()),
        options: fc.constant(options),
      });
    });
}

export const strides = pair(1, 3);
export const paddings = pair(0, 2);
export const dilations = pair(1, 3);
export const groupCounts = fc.integer({ min: 1, max: 3 });

/** A call whose input channels, or whose kernels, do not fit its groups; `number` is how many. */
export function misfit(counts: { inputGroups: number; kernelGroups: number; groups: number }) {
  const { inputGroups, kernelGroups, groups } = counts;
  return fc
    .record({ groupIn: fc.integer({ min: 1, max: 2 }), side: fc.integer({ min: 1, max: 2 }) })
    .chain(({ groupIn, side }) =>
      fc.record({
        input: tensor4([1, inputGroups * groupIn, side, 3], quarters()),
        kernel: tensor4([kernelGroups, groupIn, side, 1], quarters()),
        options: fc.constant<Options>({ groups }),
        number: fc.constant(inputGroups === groups ? kernelGroups : inputGroups * groupIn),
      }),
    );
}

/** Rows of zeros above and below, columns of zeros left and right. */
export function padded(input: Tensor4, [above, below]: Pair, [left, right]: Pair): Tensor4 {
  return input.map((image) =>
    image.map((plane) => {
      const rows = plane.map((row) => [...zeros(left), ...row, ...zeros(right)]);
      const blank = (count: number) => Array.from({ length: count }, () => zeros(rows[0].length));
      return [...blank(above), ...rows, ...blank(below)];
    }),
  );
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
