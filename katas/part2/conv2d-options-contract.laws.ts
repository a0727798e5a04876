import fc from 'fast-check';
import * as subject from '#kata/part2/conv2d-options';
import { quarters, tensor4 } from '#src/laws/arbitraries';
import { workingLaw } from '#src/laws/definitions/at-work';
import { computesAnew } from '#src/laws/definitions/computes-anew';
import { correlate } from '#src/laws/definitions/convolution/convolution';
import {
  dilations,
  groupCounts,
  misfit,
  optionCases,
  paddings,
  strides,
  type Options,
  type OptionsCase,
  type Pair,
} from '#src/laws/definitions/convolution/options-cases';
import { convolutionWork } from '#src/laws/definitions/convolution/work';
import { isUntouched, ownsItsElements, refuses } from '#src/laws/expectations';
import { call } from '#src/laws/subject';

const convolve = ({ input, kernel, options }: OptionsCase) =>
  call(subject, 'conv2d', input, kernel, options);

const working = convolutionWork((input, kernel) => convolve({ input, kernel, options: {} }));

workingLaw(working, {
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

workingLaw(working, {
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

workingLaw(working, {
  task: '2.2',
  claim: 'input, kernel and options are left as they were',
  points: 1,
  given: optionCases(
    {
      stride: strides,
      padding: paddings,
      dilation: dilations,
      groups: groupCounts,
    },
    true,
  ),
  async check(given) {
    const before = structuredClone(given);
    const { input, kernel, options } = given;
    ownsItsElements(await call(subject, 'conv2d', input, kernel, options));
    isUntouched('input', before.input, input);
    isUntouched('kernel', before.kernel, kernel);
    isUntouched('options', before.options, options);
  },
  why: 'Padding is laid around a copy: the caller’s image keeps its size. And the next layer may write into the output.',
  look: 'the place where you pad, and where defaults are filled in.',
});

workingLaw(working, {
  task: '2.2',
  claim: 'every call computes anew',
  points: 1,
  given: optionCases({ stride: strides, padding: paddings }),
  draws: 20,
  check: ({ input, kernel, options }) =>
    computesAnew(
      kernel,
      (trained) => call(subject, 'conv2d', input, trained, options),
      (trained) => correlate(input, trained, options),
    ),
  why: 'Training changes the kernel in place between two calls. An output that was kept from an earlier call is stale.',
  look: 'whatever lives outside your function, or is filled by more than one call.',
});
