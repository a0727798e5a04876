import { NotImplemented } from '#src/laws/not-implemented';

/** Nested arrays of four dimensions; which ones, each signature says. */
export type Tensor4 = number[][][][];

/**
 * Task 2.1: a convolution layer, forward only, without padding, with stride 1.
 * "Convolution" as in deep learning: the kernel is laid on the image as it is, not flipped.
 *
 * @param input - `[batch, in_channels, height, width]`
 * @param kernel - `[out_channels, in_channels, kernel_height, kernel_width]`
 * @returns `[batch, out_channels, height − kernel_height + 1, width − kernel_width + 1]`
 * @throws {Error} when the channels of input and kernel differ, or the kernel is larger than the
 *   image; the message gives both numbers that do not fit.
 */
export function myConv2d(input: Tensor4, kernel: Tensor4): Tensor4 {
  throw new NotImplemented('2.1', 'myConv2d');
}
