import { NotImplemented } from '#src/laws/not-implemented';

/** Nested arrays of four dimensions; which ones, each signature says. */
export type Tensor4 = number[][][][];

/** Pairs are `[vertical, horizontal]`. */
export interface Conv2dOptions {
  /** How far the window moves at each step; `[1, 1]` by default. */
  stride?: [number, number];
  /** Rows of zeros above and below, columns of zeros left and right; `[0, 0]` by default. */
  padding?: [number, number];
  /** The distance between two kernel elements on the image; `[1, 1]` by default. */
  dilation?: [number, number];
  /** Channels are cut into this many groups that do not see each other; 1 by default. */
  groups?: number;
}

/**
 * Task 2.2 (bonus): the convolution of task 2.1 with the options of `torch.conv2d`.
 *
 * @param input - `[batch, in_channels, height, width]`
 * @param kernel - `[out_channels, in_channels / groups, kernel_height, kernel_width]`
 * @returns `[batch, out_channels, rows, columns]`; see the README for the number of rows and columns.
 * @throws {Error} when the channels or the kernels do not fit the groups, or the window is larger
 *   than the padded image; the message gives the number that does not fit (README, "Errors").
 */
export function conv2d(input: Tensor4, kernel: Tensor4, options: Conv2dOptions = {}): Tensor4 {
  throw new NotImplemented('2.2', 'conv2d');
}
