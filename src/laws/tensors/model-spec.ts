// What laws say of networks and optimizers, in data.

/** The weights or the bias of a layer, as nested arrays. */
export type Weights = number[] | number[][] | number[][][] | number[][][][];

/** A layer of a network that a law makes for the subject. */
export type LayerSpec =
  | { kind: 'flatten' }
  /** In training mode all that goes through it is 0, otherwise it is left as it is. */
  | { kind: 'blackout' }
  | { kind: 'dense'; units: number; relu?: boolean; bias?: boolean }
  | { kind: 'convolution'; kernel: [rows: number, columns: number]; filters: number };

export interface ModelSpec {
  imageShape: [height: number, width: number, channels: number];
  layers: readonly LayerSpec[];
  /** In the order of the layers, of each the kernel first. */
  weights: readonly Weights[];
}

/** A network without the numbers in it. */
export interface Outline {
  /** Of the images, `null` for any number of them. */
  inputShape: (number | null)[];
  /** The shapes of all weights, in its order. */
  shapes: number[][];
  /** How many of the weights a training may change. */
  trainable: number;
}

/** The optimizers that laws know by heart. */
export interface OptimizerSpec {
  name: 'sgd' | 'momentum' | 'adam';
  learningRate: number;
}

/** The momentum that the optimizer of that name has. */
export const MOMENTUM = 0.5;
