import fc from 'fast-check';
import { different, type Work } from '../at-work.ts';
import { correlate, correlateGradients, tensorOf, type Tensor4 } from './convolution.ts';

type Arguments = [input: Tensor4, kernel: Tensor4];

/** One image of one channel under two kernels: the plainest convolution of which something comes. */
const drawn: fc.Arbitrary<Arguments> = fc
  .record({ image: different(16), kernels: different(8) })
  .map(({ image, kernels }): Arguments => [
    tensorOf([1, 1, 4, 4], ([, , y, x]) => image[4 * y + x]),
    tensorOf([2, 1, 2, 2], ([o, , i, j]) => kernels[4 * o + 2 * i + j]),
  ])
  // Numbers of both signs, and apart: an output that was clipped or rounded differs still.
  .filter(([input, kernel]) => {
    const outputs = correlate(input, kernel).flat(3);
    return outputs.filter((x) => x > 1).length > 2 && outputs.filter((x) => x < -1).length > 2;
  });

const first: Arguments = [
  [[[[1, -2, 3, 2], [2, 1, -1, 4], [-3, 2, 4, 1], [1, 3, -2, 2]]]],
  [[[[1, -2], [3, -1]]], [[[-1, 2], [1, 3]]]],
]; // prettier-ignore

const second: Arguments = [
  [[[[2, 1, -3, 1], [-1, 3, 2, -2], [4, 1, -1, 3], [2, -4, 1, 1]]]],
  [[[[2, 1], [-1, 3]]], [[[1, -3], [2, -2]]]],
]; // prettier-ignore

/** @param got - the convolution of the subject, without options. */
export const convolutionWork = (
  got: (...args: Arguments) => Promise<unknown>,
): Work<Arguments> => ({
  examples: [[first, second]],
  drawn: fc.tuple(drawn, drawn),
  got,
  wanted: correlate,
  names: ['input', 'kernel'],
});

type BackwardArguments = [...Arguments, upstream: Tensor4];

/** Any numbers of the shape of the output will do: its own, from right to left. */
const withUpstream = (args: Arguments): BackwardArguments => [
  ...args,
  correlate(...args).map((image) => image.map((plane) => plane.map((row) => row.toReversed()))),
];

const drawnBackward = fc
  .record({ args: drawn, upstream: different(18) })
  .map(({ args, upstream }): BackwardArguments => [
    ...args,
    tensorOf([1, 2, 3, 3], ([, o, y, x]) => upstream[9 * o + 3 * y + x]),
  ]);

/** @param got - the backward pass of the subject. */
export const backwardWork = (
  got: (...args: BackwardArguments) => Promise<unknown>,
): Work<BackwardArguments> => ({
  examples: [[withUpstream(first), withUpstream(second)]],
  drawn: fc.tuple(drawnBackward, drawnBackward),
  got,
  wanted: correlateGradients,
  names: ['input', 'kernel', 'upstream'],
});
