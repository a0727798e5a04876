/** Nested arrays of four dimensions; which ones, each signature says. */
export type Tensor4 = number[][][][];

/**
 * Convolution as in deep learning (cross-correlation), without padding, with stride 1.
 *
 * @param input - `[batch, in_channels, height, width]`
 * @param kernel - `[out_channels, in_channels, kernel_height, kernel_width]`
 * @returns `[batch, out_channels, height − kernel_height + 1, width − kernel_width + 1]`
 * @throws {RangeError} when the channels differ, or the kernel is larger than the image.
 */
export function myConv2d(input: Tensor4, kernel: Tensor4): Tensor4 {
  const [inChannels, height, width] = [input[0].length, input[0][0].length, input[0][0][0].length];
  const [kernelHeight, kernelWidth] = [kernel[0][0].length, kernel[0][0][0].length];
  if (kernel[0].length !== inChannels) {
    throw new RangeError(
      `the input has ${inChannels} channels, but the kernel is made for ${kernel[0].length}`,
    );
  }
  if (kernelHeight > height || kernelWidth > width) {
    throw new RangeError(
      `a ${kernelHeight}×${kernelWidth} kernel does not fit into a ${height}×${width} image`,
    );
  }
  const rows = height - kernelHeight + 1;
  const columns = width - kernelWidth + 1;

  // [channels, height, width] with [channels, kernel height, kernel width] -> one number at (y, x)
  function windowSum(image: number[][][], filter: number[][][], y: number, x: number): number {
    let sum = 0;
    for (let c = 0; c < inChannels; c++) {
      for (let i = 0; i < kernelHeight; i++) {
        for (let j = 0; j < kernelWidth; j++) {
          sum += image[c][y + i][x + j] * filter[c][i][j];
        }
      }
    }
    return sum;
  }

  return input.map((image) =>
    kernel.map((filter) =>
      Array.from({ length: rows }, (_, y) =>
        Array.from({ length: columns }, (__, x) => windowSum(image, filter, y, x)),
      ),
    ),
  );
}
