import fc from 'fast-check';
import recorded from '../../fixtures/pytorch/conv2d.json' with { type: 'json' };
import * as subject from '#kata/part2/conv2d-backward';
import { quarters, tensor4 } from '#src/laws/arbitraries';
import {
  correlate,
  correlateGradients,
  outputShape,
  shape4,
  tensorOf,
  type Tensor4,
} from '#src/laws/definitions/convolution';
import {
  convolutionCases,
  flipKernel,
  type ConvolutionCase,
} from '#src/laws/definitions/convolution-cases';
import { isUntouched } from '#src/laws/expectations';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

interface BackwardCase extends ConvolutionCase {
  upstream: Tensor4;
}

const gradients = ({ input, kernel, upstream }: BackwardCase) =>
  call(subject, 'conv2dBackward', input, kernel, upstream);

/** The upstream gradient is drawn too: one of ones would let a backward pass ignore it. */
const cases: fc.Arbitrary<BackwardCase> = convolutionCases({
  inChannels: [1, 2],
  extra: [0, 2],
}).chain(({ input, kernel }) =>
  fc.record({
    input: fc.constant(input),
    kernel: fc.constant(kernel),
    upstream: tensor4(outputShape(shape4(input), shape4(kernel)), quarters()),
  }),
);

/** Σ upstream · conv(input, kernel), the loss whose gradients are asked for. */
function loss({ input, kernel, upstream }: BackwardCase): number {
  const terms = correlate(input, kernel).flat(3);
  return upstream.flat(3).reduce((sum, weight, i) => sum + weight * terms[i], 0);
}

/**
 * The loss is linear in each argument, so a central difference with a step of 1 is its derivative
 * exactly: no step size to choose, no rounding.
 */
function centralDifferences(given: BackwardCase, name: 'input' | 'kernel'): Tensor4 {
  return tensorOf(shape4(given[name]), ([a, b, c, d]) => {
    const nudged = structuredClone(given[name]);
    nudged[a][b][c][d] += 1;
    const above = loss({ ...given, [name]: nudged });
    nudged[a][b][c][d] -= 2;
    return (above - loss({ ...given, [name]: nudged })) / 2;
  });
}

law({
  task: '2.3',
  claim: 'the gradient of the input passes the gradient check',
  points: 4,
  given: cases,
  got: async (given) => (await gradients(given)).input,
  wanted: (given) => centralDifferences(given, 'input'),
  suspects: [
    {
      says: 'Yours reads the kernel mirrored on the way back: input[y+i][x+j] met kernel[i][j], so the same pair meets again.',
      as: ({ input, kernel, upstream }) =>
        correlateGradients(input, flipKernel(kernel), upstream).input,
    },
    {
      says: 'Yours ignores the upstream gradient: every product is weighted by it.',
      as: ({ input, kernel, upstream }) =>
        correlateGradients(
          input,
          kernel,
          tensorOf(shape4(upstream), () => 1),
        ).input,
    },
  ],
  why: 'Every output that read an input element sends its upstream gradient back, times the kernel element that they met in; the gradient is their sum.',
  look: 'katas/part2/README.md, "The backward pass".',
});

law({
  task: '2.3',
  claim: 'the gradient of the kernel passes the gradient check',
  points: 4,
  given: cases,
  got: async (given) => (await gradients(given)).kernel,
  wanted: (given) => centralDifferences(given, 'kernel'),
  suspects: [
    {
      says: 'Yours is the mean over the batch: the loss is a sum, so its gradient is a sum.',
      as: ({ input, kernel, upstream }) => {
        const { kernel: sum } = correlateGradients(input, kernel, upstream);
        return tensorOf(shape4(sum), ([a, b, c, d]) => sum[a][b][c][d] / input.length);
      },
    },
    {
      says: 'Yours ignores the upstream gradient: every product is weighted by it.',
      as: ({ input, kernel, upstream }) =>
        correlateGradients(
          input,
          kernel,
          tensorOf(shape4(upstream), () => 1),
        ).kernel,
    },
  ],
  why: 'A kernel element is used once per image and per place; each use adds upstream times the input element that it met.',
  look: 'katas/part2/README.md, "The backward pass".',
});

const plainRecords = recorded.cases.filter(
  ({ options: { stride, padding, dilation, groups } }) =>
    [...stride, ...dilation, groups].every((n) => n === 1) && padding.every((n) => n === 0),
);

law<(typeof recorded.cases)[number]>({
  task: '2.3',
  claim: 'it gives what PyTorch’s autograd gave',
  points: 3,
  given: fc.constantFrom(...plainRecords),
  examples: plainRecords,
  draws: 0,
  show: ({ input, kernel, upstream }) => ({ input, kernel, upstream }),
  got: gradients,
  wanted: ({ inputGradient, kernelGradient }) => ({ input: inputGradient, kernel: kernelGradient }),
  why: 'These gradients were recorded from PyTorch, for random upstream gradients.',
  look: 'katas/part2/README.md, "The backward pass".',
});

law({
  task: '2.3',
  claim: 'input, kernel and upstream are left as they were',
  points: 1,
  given: cases,
  async check(given) {
    const before = structuredClone(given);
    await gradients(given);
    isUntouched('input', before.input, given.input);
    isUntouched('kernel', before.kernel, given.kernel);
    isUntouched('upstream', before.upstream, given.upstream);
  },
  why: 'Gradients are new arrays: the forward values are still needed for the update.',
  look: 'every assignment in your loops: does one write into an argument?',
});
