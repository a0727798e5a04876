import * as reference from '../../../solutions/part2/conv2d-backward.ts';
import type { Implementation } from '../implementation.ts';
import { eachElement, eachPlane, type Tensor4 } from './loops.ts';

export type Gradients = reference.Conv2dGradients;

const { conv2dBackward } = reference;

export const wrong = (
  name: string,
  implementation: Function,
): Implementation<typeof reference> => ({
  name,
  module: { conv2dBackward: implementation },
});

/** The right gradients of changed arguments. */
export const before =
  (change: (input: Tensor4, kernel: Tensor4, upstream: Tensor4) => [Tensor4, Tensor4, Tensor4]) =>
  (input: Tensor4, kernel: Tensor4, upstream: Tensor4): Gradients =>
    conv2dBackward(...change(input, kernel, upstream));

/** The right gradients, with something done to them. */
export const after =
  (change: (right: Gradients, input: Tensor4, kernel: Tensor4, upstream: Tensor4) => unknown) =>
  (input: Tensor4, kernel: Tensor4, upstream: Tensor4) =>
    change(conv2dBackward(input, kernel, upstream), input, kernel, upstream);

export const times = (factor: number, tensor: Tensor4) => eachElement(tensor, (v) => factor * v);

export const flipped = (tensor: Tensor4) =>
  eachPlane(tensor, (plane) => plane.toReversed().map((row) => row.toReversed()));

/** The loops of the backward pass, each step of which is written as a student would. */
export function byStep(
  step: (
    gradients: Gradients,
    upstream: number,
    at: { n: number; o: number; y: number; x: number; c: number; i: number; j: number },
    input: Tensor4,
    kernel: Tensor4,
  ) => void,
) {
  return (input: Tensor4, kernel: Tensor4, upstream: Tensor4): Gradients => {
    const gradients = { input: times(0, input), kernel: times(0, kernel) };
    upstream.forEach((image, n) =>
      image.forEach((plane, o) =>
        plane.forEach((row, y) =>
          row.forEach((gradient, x) =>
            kernel[o].forEach((filter, c) =>
              filter.forEach((line, i) =>
                line.forEach((_, j) =>
                  step(gradients, gradient, { n, o, y, x, c, i, j }, input, kernel),
                ),
              ),
            ),
          ),
        ),
      ),
    );
    return gradients;
  };
}
