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
 * Convolution as `torch.conv2d` computes it.
 *
 * @param input - `[batch, in_channels, height, width]`
 * @param kernel - `[out_channels, in_channels / groups, kernel_height, kernel_width]`
 * @returns `[batch, out_channels, rows, columns]`
 * @throws {RangeError} when the channels do not fit the groups, or the window is larger than the
 *   padded image.
 */
export function conv2d(input: Tensor4, kernel: Tensor4, options: Conv2dOptions = {}): Tensor4 {
  const { stride = [1, 1], padding = [0, 0], dilation = [1, 1], groups = 1 } = options;
  const [inChannels, height, width] = [input[0].length, input[0][0].length, input[0][0][0].length];
  const outChannels = kernel.length;
  const [groupChannels, kernelHeight, kernelWidth] = [
    kernel[0].length,
    kernel[0][0].length,
    kernel[0][0][0].length,
  ];
  if (groupChannels * groups !== inChannels) {
    throw new RangeError(
      `the input has ${inChannels} channels, but the kernel is made for ${groups} × ${groupChannels}`,
    );
  }
  if (outChannels % groups !== 0) {
    throw new RangeError(`${outChannels} output channels cannot be cut into ${groups} groups`);
  }
  const rows = windowCount(height, kernelHeight, stride[0], padding[0], dilation[0]);
  const columns = windowCount(width, kernelWidth, stride[1], padding[1], dilation[1]);

  // The element of one channel at a place that may lie in the padding.
  const pixel = (channel: number[][], y: number, x: number) => channel[y]?.[x] ?? 0;

  function windowSum(channels: number[][][], filter: number[][][], y: number, x: number): number {
    let sum = 0;
    for (let c = 0; c < groupChannels; c++) {
      for (let i = 0; i < kernelHeight; i++) {
        for (let j = 0; j < kernelWidth; j++) {
          sum += pixel(channels[c], y + i * dilation[0], x + j * dilation[1]) * filter[c][i][j];
        }
      }
    }
    return sum;
  }

  return input.map((image) =>
    kernel.map((filter, o) => {
      const group = Math.floor(o / (outChannels / groups));
      const channels = image.slice(group * groupChannels, (group + 1) * groupChannels);
      return Array.from({ length: rows }, (_, y) =>
        Array.from({ length: columns }, (__, x) =>
          windowSum(channels, filter, y * stride[0] - padding[0], x * stride[1] - padding[1]),
        ),
      );
    }),
  );
}

/** ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1 */
function windowCount(
  size: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
): number {
  const padded = size + 2 * padding;
  const span = dilation * (kernel - 1) + 1;
  if (span > padded) {
    throw new RangeError(`a window of ${span} does not fit into a padded image of ${padded}`);
  }
  return Math.floor((padded - span) / stride) + 1;
}
