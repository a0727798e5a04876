import { NotImplemented } from '#src/laws/not-implemented';

/** Nested arrays of four dimensions; which ones, each signature says. */
export type Tensor4 = number[][][][];

/** The gradients of a loss with respect to the two arguments of a convolution, in their shapes. */
export interface Conv2dGradients {
  input: Tensor4;
  kernel: Tensor4;
}

/**
 * Task 2.3 (bonus): the backward pass of the convolution of task 2.1.
 *
 * @param input - `[batch, in_channels, height, width]`
 * @param kernel - `[out_channels, in_channels, kernel_height, kernel_width]`
 * @param upstream - ∂loss/∂output, in the shape of the output:
 *   `[batch, out_channels, height − kernel_height + 1, width − kernel_width + 1]`
 * @returns ∂loss/∂input and ∂loss/∂kernel.
 */
export function conv2dBackward(
  input: Tensor4,
  kernel: Tensor4,
  upstream: Tensor4,
): Conv2dGradients {
  throw new NotImplemented('2.3', 'conv2dBackward');
}
