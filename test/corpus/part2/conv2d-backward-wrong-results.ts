import { conv2dBackward } from '../../../solutions/part2/conv2d-backward.ts';
import { after, wrong } from './backward.ts';
import { axesExchanged, eachElement, eachPlane, transposed, type Tensor4 } from './loops.ts';

const state: { sums?: Tensor4 } = {};

export const wrongResults = [
  wrong(
    'the two gradients are exchanged',
    after((right) => ({ input: right.kernel, kernel: right.input })),
  ),
  wrong(
    'an array of two gradients',
    after((right) => [right.input, right.kernel]),
  ),
  wrong(
    'other names: dInput and dKernel',
    after((right) => ({ dInput: right.input, dKernel: right.kernel })),
  ),
  wrong(
    'the kernel’s gradient is left out',
    after(({ input }) => ({ input })),
  ),
  wrong(
    'the input’s gradient in the shape of the output: a valid convolution with the kernel',
    after((right, _input, _kernel, upstream) => ({
      ...right,
      input: right.input.map((image) =>
        image.map((plane) =>
          plane
            .slice(0, upstream[0][0].length)
            .map((row) => row.slice(0, upstream[0][0][0].length)),
        ),
      ),
    })),
  ),
  wrong(
    'the input’s gradient is transposed',
    after((right) => ({ ...right, input: eachPlane(right.input, transposed) })),
  ),
  wrong(
    'the kernel’s gradient is transposed where it is square',
    after((right, _input, kernel) => ({
      ...right,
      kernel:
        kernel[0][0].length === kernel[0][0][0].length
          ? eachPlane(right.kernel, transposed)
          : right.kernel,
    })),
  ),
  wrong(
    'the kernel’s gradient is [in, out, …]',
    after((right) => ({ ...right, kernel: axesExchanged(right.kernel) })),
  ),
  wrong(
    'one gradient of the kernel for each image',
    (input: Tensor4, kernel: Tensor4, upstream: Tensor4) => ({
      input: conv2dBackward(input, kernel, upstream).input,
      kernel: input.map((image, n) => conv2dBackward([image], kernel, [upstream[n]]).kernel),
    }),
  ),
  wrong(
    'the kernel’s gradient adds up from call to call',
    after((right, _input, kernel) => {
      const fits = state.sums?.flat(3).length === kernel.flat(3).length;
      const sums = fits ? state.sums?.flat(3) : undefined;
      let place = 0;
      state.sums = eachElement(right.kernel, (v) => v + (sums?.[place++] ?? 0));
      return { ...right, kernel: state.sums };
    }),
  ),
  wrong(
    'the gradients are added to the arguments',
    after((right, input) => {
      right.input.forEach((image, n) =>
        image.forEach((plane, c) =>
          plane.forEach((row, y) => row.forEach((v, x) => (input[n][c][y][x] += v))),
        ),
      );
      return right;
    }),
  ),
  wrong(
    'the upstream gradient is used up with pop',
    after((right, _input, _kernel, upstream) => {
      for (const image of upstream) while (image.length > 0) image.pop();
      return right;
    }),
  ),
];
