import * as tf from '@tensorflow/tfjs';
import { type Random, seededRandom } from '#src/common/random';

export type NetworkName = 'mlp_1' | 'mlp_2' | 'cnn_3' | 'cnn_4' | 'cnn_5';

export type Activation = 'relu' | 'sigmoid';

export interface NetworkOptions {
  imageShape?: [height: number, width: number, channels: number];
  classes?: number;
  seed?: number;
}

type Layer =
  | { kind: 'dense'; units: number; isActivated: boolean; useBias?: boolean }
  | { kind: 'convolution'; kernelSize: number; filters: number; isActivated: boolean }
  | { kind: 'pooling' };

const dense = (units: number): Layer => ({ kind: 'dense', units, isActivated: true });
const convolution = (kernelSize: number, filters: number, isActivated = true): Layer => ({
  kind: 'convolution',
  kernelSize,
  filters,
  isActivated,
});
const pooling: Layer = { kind: 'pooling' };

/** All layers but the last, which gives the logits. */
const architectures: Record<NetworkName, readonly Layer[]> = {
  mlp_1: [dense(32)],
  mlp_2: [dense(32), { kind: 'dense', units: 64, isActivated: false, useBias: false }],
  cnn_3: [convolution(3, 16), convolution(5, 8), pooling, convolution(7, 16, false), pooling],
  cnn_4: [
    convolution(3, 16),
    convolution(3, 8),
    convolution(5, 16),
    pooling,
    convolution(5, 16),
    pooling,
  ],
  cnn_5: [
    convolution(3, 8),
    convolution(3, 16),
    convolution(3, 8),
    convolution(3, 16),
    pooling,
    convolution(3, 16),
    convolution(3, 8),
    pooling,
  ],
};

export function buildNetwork(
  name: NetworkName,
  activation: Activation,
  options: NetworkOptions = {},
): tf.LayersModel {
  const { imageShape = [32, 32, 3], classes = 10, seed = 0 } = options;
  const random = seededRandom(seed);
  const last: Layer = { kind: 'dense', units: classes, isActivated: false };
  const input = tf.input({ shape: imageShape }); // [batch, height, width, channels]
  let output = input;
  for (const layer of [...architectures[name], last]) {
    if (layer.kind === 'dense' && output.shape.length > 2) {
      output = tf.layers.flatten().apply(output) as tf.SymbolicTensor; // [batch, features]
    }
    output = makeLayer(layer, activation, random).apply(output) as tf.SymbolicTensor;
  }
  return tf.model({ inputs: input, outputs: output }); // [batch, classes]
}

function makeLayer(layer: Layer, activation: Activation, random: Random): tf.layers.Layer {
  if (layer.kind === 'pooling') return tf.layers.maxPooling2d({ poolSize: 2, strides: 2 });
  // A seed for each layer, or some would begin as twins. The seed 0 would be none.
  const seed = 1 + random.integer(2 ** 31 - 1);
  const settings = {
    activation: layer.isActivated ? activation : ('linear' as const),
    kernelInitializer:
      layer.kind === 'dense'
        ? tf.initializers.randomNormal({ stddev: 0.05, seed })
        : tf.initializers.glorotUniform({ seed }),
  };
  return layer.kind === 'dense'
    ? tf.layers.dense({ ...settings, units: layer.units, useBias: layer.useBias ?? true })
    : tf.layers.conv2d({ ...settings, kernelSize: layer.kernelSize, filters: layer.filters });
}
