import type { LayersModel } from '@tensorflow/tfjs';
import type { TensorFlow } from '#src/backend/rung';

/** A layer, in words that TensorFlow.js and PyTorch both build it from. Stride 1 and no padding. */
export type Layer =
  | { kind: 'dense'; units: number; relu: boolean; bias: boolean }
  | { kind: 'convolution'; kernel: number; filters: number; relu: boolean }
  /** The maximum of 2 × 2, stride 2. */
  | { kind: 'pooling' };

export interface BenchNetwork {
  /** Up to the logits; whatever comes before the first dense layer is flattened. */
  layers: readonly Layer[];
  /** The trainable parameters that it must have on 32 × 32 × 3 images. */
  parameters: number;
}

const convolution = (kernel: number, filters: number): Layer => ({
  kind: 'convolution',
  kernel,
  filters,
  relu: true,
});
const pooling: Layer = { kind: 'pooling' };
const hidden: Layer = { kind: 'dense', units: 32, relu: true, bias: true };
const logits: Layer = { kind: 'dense', units: 10, relu: false, bias: true };

/** The five networks of part 3. */
export const networks = {
  mlp_1: { layers: [hidden, logits], parameters: 98_666 },
  mlp_2: {
    layers: [hidden, { kind: 'dense', units: 64, relu: false, bias: false }, logits],
    parameters: 101_034,
  },
  cnn_3: {
    layers: [
      convolution(3, 16),
      convolution(5, 8),
      pooling,
      { kind: 'convolution', kernel: 7, filters: 16, relu: false },
      pooling,
      logits,
    ],
    parameters: 11_394,
  },
  cnn_4: {
    layers: [
      convolution(3, 16),
      convolution(3, 8),
      convolution(5, 16),
      pooling,
      convolution(5, 16),
      pooling,
      logits,
    ],
    parameters: 13_810,
  },
  cnn_5: {
    layers: [
      convolution(3, 8),
      convolution(3, 16),
      convolution(3, 8),
      convolution(3, 16),
      pooling,
      convolution(3, 16),
      convolution(3, 8),
      pooling,
      logits,
    ],
    parameters: 8_490,
  },
} as const satisfies Record<string, BenchNetwork>;

export type NetworkName = keyof typeof networks;

export const networkNames = Object.keys(networks) as NetworkName[];

/** @returns a model from images `[batch, 32, 32, 3]` to logits `[batch, 10]`. */
export function buildModel(tf: TensorFlow, name: NetworkName): LayersModel {
  const input = tf.input({ shape: [32, 32, 3] });
  let output = input;
  for (const layer of networks[name].layers) {
    if (layer.kind === 'dense' && output.shape.length > 2) {
      output = tf.layers.flatten().apply(output) as typeof input;
    }
    output = tfLayer(tf, layer).apply(output) as typeof input;
  }
  return tf.model({ inputs: input, outputs: output });
}

function tfLayer(tf: TensorFlow, layer: Layer) {
  if (layer.kind === 'pooling') return tf.layers.maxPooling2d({ poolSize: 2, strides: 2 });
  const activation = layer.relu ? 'relu' : 'linear';
  if (layer.kind === 'dense') {
    return tf.layers.dense({ units: layer.units, useBias: layer.bias, activation });
  }
  return tf.layers.conv2d({ kernelSize: layer.kernel, filters: layer.filters, activation });
}
