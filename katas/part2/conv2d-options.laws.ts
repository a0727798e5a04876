import fc from 'fast-check';
import * as subject from '#kata/part2/conv2d-options';
import { workingLaw } from '#src/laws/definitions/at-work';
import {
  correlate,
  outputShape,
  shape4,
  type ConvolutionOptions,
} from '#src/laws/definitions/convolution/convolution';
import { largeCases } from '#src/laws/definitions/convolution/cases';
import {
  dilations,
  groupCounts,
  optionCases,
  padded,
  paddings,
  strides,
  type Drawn,
  type Options,
  type OptionsCase,
  type Pair,
} from '#src/laws/definitions/convolution/options-cases';
import { convolutionWork } from '#src/laws/definitions/convolution/work';
import { hasShape } from '#src/laws/expectations';
import { recordedConvolutions } from '#src/laws/definitions/convolution/recorded';
import { law, type Suspect } from '#src/laws/law';
import { call } from '#src/laws/subject';

/** Copies go in, so that a program that writes to its arguments is told so by its own law. */
const convolve = (given: OptionsCase) => {
  const { input, kernel, options } = structuredClone(given);
  return call(subject, 'conv2d', input, kernel, options);
};

const working = convolutionWork((input, kernel) => convolve({ input, kernel, options: {} }));

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
      says: 'Yours ignores the stride: every window is taken.',
      as: withOptions(() => ({})),
    },
    {
      says: 'Yours rounds the number of windows up: one that hangs over the edge is not taken.',
      as: ({ input, kernel, options: { stride = [1, 1] } }) =>
        correlate(padded(input, [0, stride[0] - 1], [0, stride[1] - 1]), kernel, { stride }),
    },
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
      says: 'Yours ignores the padding.',
      as: withOptions(() => ({})),
    },
    {
      says: 'Yours exchanges the two paddings: the first is rows, the second columns.',
      as: withOptions(({ padding }) => ({ padding: swap(padding) ?? [0, 0] })),
    },
    {
      says: 'Yours pads above and on the left only: zeros belong on both sides.',
      as: ({ input, kernel, options: { padding = [0, 0] } }) =>
        correlate(padded(input, [padding[0], 0], [padding[1], 0]), kernel),
    },
    {
      says: 'Yours pads below and on the right only: zeros belong on both sides.',
      as: ({ input, kernel, options: { padding = [0, 0] } }) =>
        correlate(padded(input, [0, padding[0]], [0, padding[1]]), kernel),
    },
  ],
);

equals(
  'dilation',
  'With dilation d, kernel[i][j] meets the image at i·d₀, j·d₁ from the window’s corner: the kernel is spread out, holes between its elements.',
  { dilation: dilations },
  [
    {
      says: 'Yours ignores the dilation: kernel elements lie next to each other.',
      as: withOptions(() => ({})),
    },
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
  given: fc.constantFrom(...recordedConvolutions),
  examples: recordedConvolutions,
  draws: 0,
  show: ({ input, kernel, options }) => ({ input, kernel, options }),
  got: ({ input, kernel, options }) => convolve({ input, kernel, options: options as Options }),
  wanted: ({ output }) => output,
  why: 'These outputs were recorded from torch.nn.functional.conv2d.',
  look: 'katas/part2/README.md, "Stride, padding, dilation, groups".',
});

workingLaw(working, {
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
  claim: 'larger images, batches and numbers are no different',
  points: 1,
  given: largeCases(),
  draws: 2,
  show: () => ({ input: 'numbers of shape 4×5×9×8', kernel: 'numbers of shape 6×5×4×3' }),
  got: ({ input, kernel }) => convolve({ input, kernel, options: largeOptions }),
  wanted: ({ input, kernel }) => correlate(input, kernel, largeOptions),
  why: 'The definition knows no size and no range: nothing is rounded, clipped, or fixed to a number of channels.',
  look: 'the constants in your code: is one of them a size?',
});

const largeOptions: Options = { stride: [2, 1], padding: [1, 2], dilation: [1, 2] };
