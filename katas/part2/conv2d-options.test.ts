import fc from 'fast-check';
import recorded from '../../fixtures/pytorch/conv2d.json' with { type: 'json' };
import * as subject from '#kata/part2/conv2d-options';
import { quarters, tensor4 } from '#src/laws/arbitraries';
import {
  correlate,
  outputShape,
  shape4,
  type ConvolutionOptions,
  type Tensor4,
} from '#src/laws/definitions/convolution';
import { hasShape, isUntouched, refuses } from '#src/laws/expectations';
import { law, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';

type Pair = [number, number];
interface Options {
  stride?: Pair;
  padding?: Pair;
  dilation?: Pair;
  groups?: number;
}
interface OptionsCase {
  input: Tensor4;
  kernel: Tensor4;
  options: Options;
}

const convolve = ({ input, kernel, options }: OptionsCase) =>
  call(subject, 'conv2d', input, kernel, options);

const pair = (min: number, max: number): fc.Arbitrary<Pair> =>
  fc.tuple(fc.integer({ min, max }), fc.integer({ min, max }));

interface Drawn {
  stride?: fc.Arbitrary<Pair>;
  padding?: fc.Arbitrary<Pair>;
  dilation?: fc.Arbitrary<Pair>;
  groups?: fc.Arbitrary<number>;
}

/** Cases whose options are drawn as asked, left out where not; the window always fits. */
function optionCases(drawn: Drawn): fc.Arbitrary<OptionsCase> {
  return fc
    .record({
      options: fc.record(drawn as Required<Drawn>),
      sides: pair(1, 3),
      extra: pair(0, 4),
      batch: fc.integer({ min: 1, max: 2 }),
      groupIn: fc.integer({ min: 1, max: 2 }),
      groupOut: fc.integer({ min: 1, max: 2 }),
    })
    .chain(({ options, sides: [kh, kw], extra, batch, groupIn, groupOut }) => {
      const { padding = [0, 0], dilation = [1, 1], groups = 1 } = options as Options;
      const size = (axis: 0 | 1, side: number) =>
        Math.max(1, dilation[axis] * (side - 1) + 1 - 2 * padding[axis] + extra[axis]);
      return fc.record({
        input: tensor4([batch, groupIn * groups, size(0, kh), size(1, kw)], quarters()),
        kernel: tensor4([groupOut * groups, groupIn, kh, kw], quarters()),
        options: fc.constant(options as Options),
      });
    });
}

const strides = pair(1, 3);
const paddings = pair(0, 2);
const dilations = pair(1, 3);
const groupCounts = fc.integer({ min: 1, max: 3 });

/** What an implementation gives that changes the options first. */
const withOptions =
  (change: (options: Options) => ConvolutionOptions) =>
  ({ input, kernel, options }: OptionsCase) =>
    correlate(input, kernel, change(options));

const swap = (pairOf: Pair | undefined): Pair | undefined => pairOf && [pairOf[1], pairOf[0]];

const equals = (options: string, why: string, drawn: Drawn, suspects: Suspect<OptionsCase>[]) =>
  law<OptionsCase>({
    task: '2.2',
    claim: `${options}: it equals the sum of the definition`,
    points: 2,
    given: optionCases(drawn),
    got: convolve,
    wanted: ({ input, kernel, options: given }) => correlate(input, kernel, given),
    suspects,
    why,
    look: 'katas/part2/README.md, "Stride, padding, dilation, groups".',
  });

law({
  task: '2.2',
  claim: 'without options it is the convolution of task 2.1',
  points: 1,
  given: optionCases({}),
  got: ({ input, kernel }) => call(subject, 'conv2d', input, kernel),
  wanted: ({ input, kernel }) => correlate(input, kernel),
  why: 'Every option has a default that changes nothing: stride 1, padding 0, dilation 1, one group.',
  look: 'the default values of your options.',
});

equals(
  'stride',
  'With stride s, output[y][x] is the window that starts at row y·s₀, column x·s₁: every s-th output of the plain convolution.',
  { stride: strides },
  [
    {
      says: 'Yours exchanges the two strides: the first is vertical, the second horizontal.',
      as: withOptions((options) => ({ ...options, stride: swap(options.stride) ?? [1, 1] })),
    },
    {
      says: 'Yours uses the vertical stride for both axes.',
      as: withOptions(({ stride = [1, 1] }) => ({ stride: [stride[0], stride[0]] })),
    },
  ],
);

equals(
  'padding',
  'Padding p lays p₀ rows of zeros above and below, p₁ columns left and right: both sides, so the size grows by 2p.',
  { padding: paddings },
  [
    {
      says: 'Yours exchanges the two paddings: the first is rows, the second columns.',
      as: withOptions(({ padding }) => ({ padding: swap(padding) ?? [0, 0] })),
    },
    {
      says: 'Yours pads above and on the left only: zeros belong on both sides.',
      as: ({ input, kernel, options: { padding = [0, 0] } }) =>
        correlate(padded(input, padding), kernel),
    },
  ],
);

equals(
  'dilation',
  'With dilation d, kernel[i][j] meets the image at i·d₀, j·d₁ from the window’s corner: the kernel is spread out, holes between its elements.',
  { dilation: dilations },
  [
    {
      says: 'Yours exchanges the two dilations: the first is vertical, the second horizontal.',
      as: withOptions(({ dilation }) => ({ dilation: swap(dilation) ?? [1, 1] })),
    },
  ],
);

equals(
  'groups',
  'With g groups the input channels are cut into g runs of neighbours, the kernels into g runs too; run k of the kernels sees run k of the channels alone.',
  { groups: groupCounts },
  [
    {
      says: 'Yours deals the kernels out to the groups in turn (o modulo groups): each group has a run of neighbours.',
      as: ({ input, kernel, options: { groups = 1 } }) => {
        const run = input[0].length / groups;
        return input.map((image) =>
          kernel.map(
            (filter, o) =>
              correlate(
                [image.slice((o % groups) * run, ((o % groups) + 1) * run)],
                [filter],
              )[0][0],
          ),
        );
      },
    },
  ],
);

equals(
  'all options together',
  'The options act in a fixed order: pad the image, spread the kernel, step by the stride.',
  { stride: strides, padding: paddings, dilation: dilations, groups: groupCounts },
  [],
);

law({
  task: '2.2',
  claim: 'it gives what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recorded.cases),
  examples: recorded.cases,
  draws: 0,
  show: ({ input, kernel, options }) => ({ input, kernel, options }),
  got: ({ input, kernel, options }) => convolve({ input, kernel, options: options as Options }),
  wanted: ({ output }) => output,
  why: 'These outputs were recorded from torch.nn.functional.conv2d.',
  look: 'katas/part2/README.md, "Stride, padding, dilation, groups".',
});

law({
  task: '2.2',
  claim: 'a last partial step is left out',
  points: 1,
  given: optionCases({ stride: strides, padding: paddings, dilation: dilations }),
  async check(given) {
    const shape = outputShape(shape4(given.input), shape4(given.kernel), given.options);
    hasShape(await convolve(given), shape);
  },
  why: 'There are ⌊(size + 2p − d·(k−1) − 1)/s⌋ + 1 windows: rounded down, because a window that hangs over the edge is not taken.',
  look: 'katas/part2/README.md, "Stride, padding, dilation, groups".',
});

law({
  task: '2.2',
  claim: 'a dilated window that does not fit is refused with a clear error',
  points: 1,
  given: fc
    .record({
      axis: fc.constantFrom<0 | 1>(0, 1),
      dilation: fc.integer({ min: 2, max: 3 }),
      stride: fc.integer({ min: 1, max: 2 }),
      missing: fc.integer({ min: 1, max: 2 }),
    })
    .chain(({ axis, dilation, stride, missing }) => {
      const along = (value: number, across: number): Pair =>
        axis === 0 ? [value, across] : [across, value];
      const size = 2 * dilation + 1 - missing; // three kernel elements span 2·dilation + 1
      return fc.record({
        input: tensor4([1, 1, ...along(size, 7)], quarters()),
        kernel: tensor4([1, 1, ...along(3, 1)], quarters()),
        options: fc.constant<Options>({ dilation: along(dilation, 1), stride: along(stride, 1) }),
        size: fc.constant(size),
      });
    }),
  show: ({ input, kernel, options }) => ({ input, kernel, options }),
  check: ({ size, ...given }) => refuses(convolve(given), [size]),
  why: 'Three kernel elements that are d apart span 2d + 1 pixels. Where the image has fewer, there is no output; the error gives the size of the image.',
  look: 'katas/part2/README.md, "Errors".',
});

law({
  task: '2.2',
  claim: 'channels that do not fit the groups are refused with a clear error',
  points: 1,
  given: fc.oneof(
    misfit({ inputGroups: 3, kernelGroups: 2, groups: 2 }), // 3 runs of channels for 2 groups
    misfit({ inputGroups: 2, kernelGroups: 3, groups: 2 }), // 3 kernels for 2 groups
  ),
  show: ({ input, kernel, options }) => ({ input, kernel, options }),
  check: ({ number, ...given }) => refuses(convolve(given), [number]),
  why: 'Every group needs as many input channels as the kernel has planes, and as many kernels as every other group. The error gives the number of channels, or of kernels, that does not fit.',
  look: 'katas/part2/README.md, "Errors".',
});

law({
  task: '2.2',
  claim: 'input and kernel are left as they were',
  points: 1,
  given: optionCases({ stride: strides, padding: paddings }),
  async check(given) {
    const before = structuredClone(given);
    await convolve(given);
    isUntouched('input', before.input, given.input);
    isUntouched('kernel', before.kernel, given.kernel);
  },
  why: 'Padding is laid around a copy: the caller’s image keeps its size.',
  look: 'the place where you pad.',
});

/** A call whose input channels, or whose kernels, do not fit its groups; `number` is how many. */
function misfit(counts: { inputGroups: number; kernelGroups: number; groups: number }) {
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

/** Zeros above and on the left only, twice as many. */
function padded(input: Tensor4, [rows, columns]: Pair): Tensor4 {
  return input.map((image) =>
    image.map((plane) => {
      const wide = plane.map((row) => [...zeros(2 * columns), ...row]);
      return [...Array.from({ length: 2 * rows }, () => zeros(wide[0].length)), ...wide];
    }),
  );
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
