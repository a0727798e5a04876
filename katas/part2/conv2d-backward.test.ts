import fc from 'fast-check';
import * as subject from '#kata/part2/conv2d-backward';
import { quarters, tensor4 } from '#src/laws/arbitraries';
import { workingLaw } from '#src/laws/definitions/at-work';
import { computesAnew } from '#src/laws/definitions/computes-anew';
import {
  correlate,
  correlateGradients,
  outputShape,
  shape4,
  tensorOf,
  type Tensor4,
} from '#src/laws/definitions/convolution/convolution';
import {
  convolutionCases,
  flipKernel,
  largeCases,
  mapTensor,
  scaleTensor,
  type ConvolutionCase,
} from '#src/laws/definitions/convolution/cases';
import { backwardWork } from '#src/laws/definitions/convolution/work';
import { isUntouched, ownsItsElements } from '#src/laws/expectations';
import {
  plainConvolutions,
  type RecordedConvolution,
} from '#src/laws/definitions/convolution/recorded';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

interface BackwardCase extends ConvolutionCase {
  upstream: Tensor4;
}

/** Copies go in, so that a program that writes to its arguments is told so by its own law. */
const gradients = (given: BackwardCase) => {
  const { input, kernel, upstream } = structuredClone(given);
  return call(subject, 'conv2dBackward', input, kernel, upstream);
};

const working = backwardWork((input, kernel, upstream) => gradients({ input, kernel, upstream }));

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

/** The gradient of the input by a program that sets where it should add, in the README's order. */
function lastProductOnly({ input, kernel, upstream }: BackwardCase): Tensor4 {
  const gradient = mapTensor(input, () => 0);
  upstream.forEach((image, n) =>
    image.forEach((channel, o) =>
      channel.forEach((row, y) =>
        row.forEach((weight, x) =>
          kernel[o].forEach((plane, c) =>
            plane.forEach((line, i) =>
              line.forEach((element, j) => {
                gradient[n][c][y + i][x + j] = weight * element;
              }),
            ),
          ),
        ),
      ),
    ),
  );
  return gradient;
}

law({
  task: '2.3',
  claim: 'the gradient of the input passes the gradient check',
  points: 4,
  draws: 25, // each checks every element
  given: cases,
  got: async (given) => (await gradients(given)).input,
  wanted: (given) => centralDifferences(given, 'input'),
  suspects: [
    {
      says: 'Yours is the mean over the batch: the loss is a sum, so its gradient is a sum.',
      as: ({ input, kernel, upstream }) =>
        scaleTensor(1 / input.length, correlateGradients(input, kernel, upstream).input),
    },
    {
      says: 'Yours keeps only one of the products of each element: add to the gradient (+=), do not set it (=).',
      as: lastProductOnly,
    },
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
  draws: 25, // each checks every element
  given: cases,
  got: async (given) => (await gradients(given)).kernel,
  wanted: (given) => centralDifferences(given, 'kernel'),
  suspects: [
    {
      says: 'Yours is the mean over the batch: the loss is a sum, so its gradient is a sum.',
      as: ({ input, kernel, upstream }) =>
        scaleTensor(1 / input.length, correlateGradients(input, kernel, upstream).kernel),
    },
    {
      says: 'Yours is mirrored: kernel[i][j] met input[y+i][x+j], and its gradient belongs at [i][j].',
      as: ({ input, kernel, upstream }) =>
        flipKernel(correlateGradients(input, kernel, upstream).kernel),
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

law<RecordedConvolution>({
  task: '2.3',
  claim: 'it gives what PyTorch’s autograd gave',
  points: 3,
  given: fc.constantFrom(...plainConvolutions),
  examples: plainConvolutions,
  draws: 0,
  show: ({ input, kernel, upstream }) => ({ input, kernel, upstream }),
  got: gradients,
  wanted: ({ inputGradient, kernelGradient }) => ({ input: inputGradient, kernel: kernelGradient }),
  why: 'These gradients were recorded from PyTorch, for random upstream gradients.',
  look: 'katas/part2/README.md, "The backward pass".',
});

law({
  task: '2.3',
  claim: 'larger images, batches and numbers are no different',
  points: 1,
  given: largeCases().chain(({ input, kernel }) =>
    fc.record({
      input: fc.constant(input),
      kernel: fc.constant(kernel),
      upstream: fc.noShrink(tensor4(outputShape(shape4(input), shape4(kernel)), quarters())),
    }),
  ),
  draws: 1,
  show: () => ({ input: 'numbers of shape 4×5×9×8', kernel: 'numbers of shape 6×5×4×3' }),
  got: gradients,
  wanted: ({ input, kernel, upstream }) => correlateGradients(input, kernel, upstream),
  why: 'The gradients know no size and no range: nothing is rounded, clipped, or fixed to a number of channels.',
  look: 'the constants in your code: is one of them a size?',
});

workingLaw(working, {
  task: '2.3',
  claim: 'input, kernel and upstream are left as they were',
  points: 1,
  given: cases,
  async check(given) {
    const before = structuredClone(given);
    const { input, kernel, upstream } = given;
    ownsItsElements(Object.values(await call(subject, 'conv2dBackward', input, kernel, upstream)));
    isUntouched('input', before.input, input);
    isUntouched('kernel', before.kernel, kernel);
    isUntouched('upstream', before.upstream, upstream);
  },
  why: 'Gradients are new arrays: the forward values are still needed for the update.',
  look: 'every assignment in your loops: does one write into an argument?',
});

workingLaw(working, {
  task: '2.3',
  claim: 'every call computes anew',
  points: 1,
  given: cases,
  draws: 20,
  check: ({ input, kernel, upstream }) =>
    computesAnew(
      upstream,
      (changed) => call(subject, 'conv2dBackward', input, kernel, changed),
      (changed) => correlateGradients(input, kernel, changed),
    ),
  why: 'Every batch has its own gradients. A sum that goes on from the last call is wrong.',
  look: 'whatever lives outside your function, or is filled by more than one call.',
});
