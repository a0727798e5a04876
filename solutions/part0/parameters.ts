/** One convolution: `outChannels` kernels that each read all `inChannels`. */
export interface ConvolutionSpec {
  kernelHeight: number;
  kernelWidth: number;
  inChannels: number;
  outChannels: number;
  /** One bias a kernel; true by default. */
  bias?: boolean;
}

/** A window that slides along one axis, of a convolution or of a pooling. */
export interface WindowSpec {
  /** Pixels of the input along this axis, without padding. */
  size: number;
  /** Elements of the window along this axis. */
  kernel: number;
  /** How far the window moves at each step; 1 by default. */
  stride?: number;
  /** Pixels added on each of the two sides; 0 by default. */
  padding?: number;
  /** The distance between two elements of the window; 1 by default. */
  dilation?: number;
}

/** A layer of a CNN. ReLU has no parameters and keeps every size: it is not listed. */
export type CnnLayer =
  | {
      kind: 'convolution';
      kernelHeight: number;
      kernelWidth: number;
      outChannels: number;
      /** True by default. */
      bias?: boolean;
    }
  | {
      kind: 'pooling';
      /** Rows, and columns, of the window. */
      kernel: number;
      stride: number;
    };

/** Convolutions (stride 1) and poolings, none padded, then one fully connected prediction layer. */
export interface Cnn {
  /** `[height, width, channels]` of an image. */
  image: [number, number, number];
  layers: CnnLayer[];
  /** Outputs of the prediction layer; it has a bias. */
  classes: number;
}

/**
 * The trainable parameters of a multi-layer perceptron: Σ fan_in·fan_out + fan_out.
 *
 * @param sizes - neurons a layer, from the inputs to the outputs.
 * @param bias - whether each layer has biases; by default every layer has.
 */
export function mlpParameters(sizes: number[], bias?: boolean[]): number {
  let total = 0;
  for (let layer = 0; layer + 1 < sizes.length; layer++) {
    const [fanIn, fanOut] = [sizes[layer], sizes[layer + 1]];
    const hasBias = bias?.[layer] ?? true;
    total += fanIn * fanOut + (hasBias ? fanOut : 0);
  }
  return total;
}

/** The trainable parameters of one convolution; the size of the image plays no role. */
export function convolutionParameters(spec: ConvolutionSpec): number {
  const { kernelHeight, kernelWidth, inChannels, outChannels, bias = true } = spec;
  const weights = kernelHeight * kernelWidth * inChannels * outChannels;
  return weights + (bias ? outChannels : 0);
}

/**
 * ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1
 *
 * @throws {RangeError} when the window is larger than the padded input.
 */
export function outputSize(window: WindowSpec): number {
  const { size, kernel, stride = 1, padding = 0, dilation = 1 } = window;
  const padded = size + 2 * padding;
  const span = dilation * (kernel - 1) + 1;
  if (span > padded) {
    throw new RangeError(`a window that spans ${span} does not fit into ${padded} pixels`);
  }
  return Math.floor((padded - span) / stride) + 1;
}

/** The trainable parameters of a whole CNN: its convolutions, and the prediction layer. */
export function cnnParameters({ image, layers, classes }: Cnn): number {
  let [height, width, channels] = image;
  let total = 0;
  for (const layer of layers) {
    if (layer.kind === 'convolution') {
      total += convolutionParameters({ ...layer, inChannels: channels });
      height = outputSize({ size: height, kernel: layer.kernelHeight });
      width = outputSize({ size: width, kernel: layer.kernelWidth });
      channels = layer.outChannels;
    } else {
      height = outputSize({ size: height, kernel: layer.kernel, stride: layer.stride });
      width = outputSize({ size: width, kernel: layer.kernel, stride: layer.stride });
    }
  }
  return total + mlpParameters([height * width * channels, classes]);
}
