/** Nested arrays of four dimensions; which ones, each signature says. */
export type Tensor4 = number[][][][];

/** `[vertical, horizontal]` for the three pairs. */
export interface ConvolutionOptions {
  /** `[1, 1]` by default. */
  stride?: readonly [number, number];
  /** Rows and columns of zeros on each side; `[0, 0]` by default. */
  padding?: readonly [number, number];
  /** `[1, 1]` by default. */
  dilation?: readonly [number, number];
  /** 1 by default. */
  groups?: number;
}

type Index = readonly [number, number, number, number];
type Shape = Index;

/**
 * The definition that the laws compare with: which input element and which kernel element
 * meet in which output element. Forward and both gradients are sums over the same meetings,
 * so this one function says everything; it is slow, and proven equal to TensorFlow.js.
 */
function forEachMeeting(
  [batch, inChannels, height, width]: Shape,
  [outChannels, groupChannels, kernelHeight, kernelWidth]: Shape,
  options: ConvolutionOptions,
  meet: (output: Index, input: Index, kernel: Index) => void,
): void {
  const { stride = [1, 1], padding = [0, 0], dilation = [1, 1], groups = 1 } = options;
  if (inChannels !== groupChannels * groups) throw new RangeError('channels do not match');
  const rows = windows(height, kernelHeight, stride[0], padding[0], dilation[0]);
  const columns = windows(width, kernelWidth, stride[1], padding[1], dilation[1]);
  for (const [n, o, y, x] of indices([batch, outChannels, rows, columns])) {
    const firstChannel = Math.floor((o * groups) / outChannels) * groupChannels;
    for (let c = 0; c < groupChannels; c++) {
      for (let i = 0; i < kernelHeight; i++) {
        for (let j = 0; j < kernelWidth; j++) {
          const row = y * stride[0] + i * dilation[0] - padding[0];
          const column = x * stride[1] + j * dilation[1] - padding[1];
          const isInside = row >= 0 && row < height && column >= 0 && column < width;
          if (isInside) meet([n, o, y, x], [n, firstChannel + c, row, column], [o, c, i, j]);
        }
      }
    }
  }
}

/**
 * Cross-correlation, as `torch.nn.functional.conv2d` computes it.
 *
 * @param input - `[batch, in_channels, height, width]`
 * @param kernel - `[out_channels, in_channels / groups, kernel_height, kernel_width]`
 * @returns `[batch, out_channels, rows, columns]`
 */
export function correlate(
  input: Tensor4,
  kernel: Tensor4,
  options: ConvolutionOptions = {},
): Tensor4 {
  const output = zeros(outputShape(shape4(input), shape4(kernel), options));
  forEachMeeting(shape4(input), shape4(kernel), options, (o, i, k) => {
    output[o[0]][o[1]][o[2]][o[3]] += at(input, i) * at(kernel, k);
  });
  return output;
}

/**
 * The gradients of Σ upstream · correlate(input, kernel).
 *
 * @param upstream - the gradient with respect to the output, in its shape.
 */
export function correlateGradients(
  input: Tensor4,
  kernel: Tensor4,
  upstream: Tensor4,
  options: ConvolutionOptions = {},
): { input: Tensor4; kernel: Tensor4 } {
  const gradients = { input: zeros(shape4(input)), kernel: zeros(shape4(kernel)) };
  forEachMeeting(shape4(input), shape4(kernel), options, (o, i, k) => {
    gradients.input[i[0]][i[1]][i[2]][i[3]] += at(upstream, o) * at(kernel, k);
    gradients.kernel[k[0]][k[1]][k[2]][k[3]] += at(upstream, o) * at(input, i);
  });
  return gradients;
}

/** The shape of a convolution's output. */
export function outputShape(input: Shape, kernel: Shape, options: ConvolutionOptions = {}): Shape {
  const { stride = [1, 1], padding = [0, 0], dilation = [1, 1] } = options;
  return [
    input[0],
    kernel[0],
    windows(input[2], kernel[2], stride[0], padding[0], dilation[0]),
    windows(input[3], kernel[3], stride[1], padding[1], dilation[1]),
  ];
}

/** ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1 */
function windows(size: number, kernel: number, stride: number, padding: number, dilation: number) {
  return Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
}

/** The shape of a regular tensor that has no empty dimension. */
export function shape4(tensor: Tensor4): Shape {
  return [tensor.length, tensor[0].length, tensor[0][0].length, tensor[0][0][0].length];
}

/** A tensor whose every element is `value(index)`. */
export function tensorOf(shape: Shape, value: (index: Index) => number): Tensor4 {
  const along = <T>(length: number, element: (i: number) => T) =>
    Array.from({ length }, (_, i) => element(i));
  return along(shape[0], (a) =>
    along(shape[1], (b) => along(shape[2], (c) => along(shape[3], (d) => value([a, b, c, d])))),
  );
}

const zeros = (shape: Shape) => tensorOf(shape, () => 0);

const at = (tensor: Tensor4, [a, b, c, d]: Index) => tensor[a][b][c][d];

function* indices([first, second, third, fourth]: Shape): Generator<Index> {
  for (let a = 0; a < first; a++) {
    for (let b = 0; b < second; b++) {
      for (let c = 0; c < third; c++) {
        for (let d = 0; d < fourth; d++) yield [a, b, c, d];
      }
    }
  }
}
