import fc from 'fast-check';
import * as subject from '#kata/part2/conv2d';
import { quarters, tensor4 } from '#src/laws/arbitraries';
import { workingLaw } from '#src/laws/definitions/at-work';
import { computesAnew } from '#src/laws/definitions/computes-anew';
import { correlate } from '#src/laws/definitions/convolution/convolution';
import {
  convolutionCases,
  convolutionShapes,
  onesKernelCases,
  oversizedCases,
} from '#src/laws/definitions/convolution/cases';
import { convolutionWork } from '#src/laws/definitions/convolution/work';
import { isUntouched, ownsItsElements, refuses } from '#src/laws/expectations';
import { call } from '#src/laws/subject';

const working = convolutionWork((input, kernel) => call(subject, 'myConv2d', input, kernel));

workingLaw(working, {
  task: '2.1',
  claim: 'channels that do not match are refused with a clear error',
  points: 1,
  given: fc
    .tuple(convolutionShapes(), fc.constantFrom(-2, -1, 1, 2))
    .filter(([{ kernel }, more]) => kernel[1] + more > 0)
    .chain(
      ([
        {
          input,
          kernel: [outChannels, inChannels, ...sides],
        },
        more,
      ]) =>
        fc.record({
          input: tensor4(input, quarters()),
          kernel: tensor4([outChannels, inChannels + more, ...sides], quarters()),
        }),
    ),
  check: ({ input, kernel }) =>
    refuses(call(subject, 'myConv2d', input, kernel), [input[0].length, kernel[0].length]),
  why: 'A kernel made for another number of channels is a mistake of the caller. A silent NaN or a cut-off sum would be found hours later.',
  look: 'katas/part2/README.md, "Errors".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'a kernel larger than the image is refused with a clear error',
  points: 1,
  given: oversizedCases(),
  show: ({ input, kernel }) => ({ input, kernel }),
  check: ({ input, kernel, tooLarge }) =>
    refuses(
      call(subject, 'myConv2d', input, kernel),
      tooLarge === 'rows'
        ? [input[0][0].length, kernel[0][0].length]
        : [input[0][0][0].length, kernel[0][0][0].length],
    ),
  why: 'H−kh+1 would be zero or negative: there is no place where the kernel fits. An empty output would hide the mistake.',
  look: 'katas/part2/README.md, "Errors".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'input and kernel are left as they were, also when the output is written to',
  points: 1,
  given: fc.oneof(convolutionCases(), onesKernelCases()),
  async check({ input, kernel }) {
    const before = structuredClone({ input, kernel });
    const output = await call(subject, 'myConv2d', input, kernel);
    isUntouched('input', before.input, input);
    isUntouched('kernel', before.kernel, kernel);
    ownsItsElements(output);
    isUntouched('input', before.input, input);
  },
  why: 'The caller still needs them: the same image meets the next layer, the same kernel the next batch. And the next layer may write into the output.',
  look: 'every assignment in your loops: does one write into an argument, or share a row?',
});

workingLaw(working, {
  task: '2.1',
  claim: 'every call computes anew',
  points: 1,
  given: convolutionCases(),
  draws: 20,
  check: ({ input, kernel }) =>
    computesAnew(
      kernel,
      (trained) => call(subject, 'myConv2d', input, trained),
      (trained) => correlate(input, trained),
    ),
  why: 'Training changes the kernel in place between two calls. An output that was kept from an earlier call is stale.',
  look: 'whatever lives outside your function, or is filled by more than one call.',
});
