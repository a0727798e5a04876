import { NotImplemented } from '#src/laws/not-implemented';

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
 * Task 0.5: the trainable parameters of a multi-layer perceptron.
 *
 * @param sizes - neurons a layer, from the inputs to the outputs: at least two numbers.
 * @param bias - whether each layer has biases; `bias[0]` belongs to the layer from `sizes[0]` to
 *   `sizes[1]`, so there is one entry less than sizes. Left out: every layer has them.
 */
export function mlpParameters(sizes: number[], bias?: boolean[]): number {
  throw new NotImplemented('0.5', 'mlpParameters');
}

/** Task 0.6: the trainable parameters of one convolution. */
export function convolutionParameters(spec: ConvolutionSpec): number {
  throw new NotImplemented('0.6', 'convolutionParameters');
}

/**
 * Task 0.7: at how many places a window fits along one axis, which is the size of the output.
 * A last step for which the window would hang over the edge is not taken.
 *
 * @throws {Error} when the window does not fit at all; the message gives the pixels that it spans,
 *   dilation·(kernel − 1) + 1, and those of the padded input, size + 2·padding.
 */
export function outputSize(window: WindowSpec): number {
  throw new NotImplemented('0.7', 'outputSize');
}

/**
 * Task 0.8: the trainable parameters of a whole CNN, with its prediction layer.
 *
 * @param cnn - every window fits into what the layer before it gives.
 */
export function cnnParameters(cnn: Cnn): number {
  throw new NotImplemented('0.8', 'cnnParameters');
}
