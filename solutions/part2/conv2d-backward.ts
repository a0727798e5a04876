/** Nested arrays of four dimensions; which ones, each signature says. */
export type Tensor4 = number[][][][];

/** The gradients of a loss with respect to the two arguments of a convolution, in their shapes. */
export interface Conv2dGradients {
  input: Tensor4;
  kernel: Tensor4;
}

/**
 * The backward pass of a convolution without padding, with stride 1.
 *
 * Every product input·kernel that went into an output element sends that element's upstream
 * gradient back: times the kernel to the input, times the input to the kernel.
 *
 * @param input - `[batch, in_channels, height, width]`
 * @param kernel - `[out_channels, in_channels, kernel_height, kernel_width]`
 * @param upstream - ∂loss/∂output, in the shape of the output.
 * @returns ∂loss/∂input and ∂loss/∂kernel.
 */
export function conv2dBackward(
  input: Tensor4,
  kernel: Tensor4,
  upstream: Tensor4,
): Conv2dGradients {
  const gradients = { input: zerosLike(input), kernel: zerosLike(kernel) };
  upstream.forEach((image, n) =>
    image.forEach((channel, o) =>
      channel.forEach((row, y) =>
        row.forEach((gradient, x) => {
          kernel[o].forEach((plane, c) =>
            plane.forEach((line, i) =>
              line.forEach((weight, j) => {
                gradients.input[n][c][y + i][x + j] += gradient * weight;
                gradients.kernel[o][c][i][j] += gradient * input[n][c][y + i][x + j];
              }),
            ),
          );
        }),
      ),
    ),
  );
  return gradients;
}

function zerosLike(tensor: Tensor4): Tensor4 {
  return tensor.map((block) => block.map((plane) => plane.map((line) => line.map(() => 0))));
}
