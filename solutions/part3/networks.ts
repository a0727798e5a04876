import * as tf from '@tensorflow/tfjs';
import { type Random, seededRandom } from '#src/common/random';

export type NetworkName = 'mlp_1' | 'mlp_2' | 'cnn_3' | 'cnn_4' | 'cnn_5';

export interface NetworkOptions {
  imageShape?: [height: number, width: number, channels: number];
  classes?: number;
  seed?: number;
}

type Layer =
  | { kind: 'dense'; units: number; activation?: 'relu'; useBias?: boolean }
  | { kind: 'convolution'; kernelSize: number; filters: number; activation?: 'relu' }
  | { kind: 'pooling' };

const dense = (units: number): Layer => ({ kind: 'dense', units, activation: 'relu' });
const convolution = (kernelSize: number, filters: number): Layer => ({
  kind: 'convolution',
  kernelSize,
  filters,
  activation: 'relu',
});
const pooling: Layer = { kind: 'pooling' };

/** All layers but the last, which gives the logits. */
const architectures: Record<NetworkName, readonly Layer[]> = {
  mlp_1: [dense(32)],
  mlp_2: [dense(32), { kind: 'dense', units: 64, useBias: false }],
  cnn_3: [
    convolution(3, 16),
    convolution(5, 8),
    pooling,
    { kind: 'convolution', kernelSize: 7, filters: 16 },
    pooling,
  ],
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

export function buildNetwork(name: NetworkName, options: NetworkOptions = {}): tf.LayersModel {
  const { imageShape = [32, 32, 3], classes = 10, seed = 0 } = options;
  const random = seededRandom(seed);
  const input = tf.input({ shape: imageShape }); // [batch, height, width, channels]
  let output = input;
  for (const layer of [...architectures[name], { kind: 'dense', units: classes } as const]) {
    if (layer.kind === 'dense' && output.shape.length > 2) {
      output = tf.layers.flatten().apply(output) as tf.SymbolicTensor; // [batch, features]
    }
    const depth = output.shape.at(-1)!; // features, or channels
    output = makeLayer(layer, depth, random).apply(output) as tf.SymbolicTensor;
  }
  return tf.model({ inputs: input, outputs: output }); // [batch, classes]
}

/** @param depth - how many features, or channels, come in. */
function makeLayer(layer: Layer, depth: number, random: Random): tf.layers.Layer {
  if (layer.kind === 'pooling') return tf.layers.maxPooling2d({ poolSize: 2, strides: 2 });
  const fanIn = layer.kind === 'dense' ? depth : layer.kernelSize ** 2 * depth;
  // Uniform within ±1/√fan-in, as PyTorch begins. Each with a seed of its own: no layers are twins.
  const initializer = () => {
    const limit = 1 / Math.sqrt(fanIn);
    const seed = random.integer(2 ** 31);
    return tf.initializers.randomUniform({ minval: -limit, maxval: limit, seed });
  };
  const initial = { kernelInitializer: initializer(), biasInitializer: initializer() };
  return layer.kind === 'dense'
    ? tf.layers.dense({ ...layer, ...initial })
    : tf.layers.conv2d({ ...layer, ...initial });
}
