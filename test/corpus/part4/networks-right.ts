import * as tf from '@tensorflow/tfjs';
import type { Activation, NetworkName, NetworkOptions } from '../../../solutions/part4/networks.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { builder, layerOf, named as right } from './activated-builder.ts';

const { heNormal, heUniform, leCunNormal } = tf.initializers;

/** Not 0, which TensorFlow.js takes for no seed when it draws from a normal distribution. */
const seedOf = (seed: number, index: number) => 1000 * seed + index + 1;

/** With the functional API, activations as options of the layers. */
function functional(
  name: NetworkName,
  activation: Activation,
  { imageShape = [32, 32, 3], classes = 10, seed = 0 }: NetworkOptions = {},
): tf.LayersModel {
  const random = seededRandom(~seed);
  const initial = () => ({ kernelInitializer: heUniform({ seed: random.integer(1e9) }) });
  const { dense, conv2d, maxPool2d, flatten } = tf.layers;
  const fc = (units: number) => dense({ units, activation, ...initial() });
  const conv = (kernelSize: number, filters: number) =>
    conv2d({ kernelSize, filters, activation, ...initial() });
  const pool = () => maxPool2d({ poolSize: [2, 2] });
  const layers: Record<NetworkName, () => tf.layers.Layer[]> = {
    mlp_1: () => [flatten(), fc(32)],
    mlp_2: () => [flatten(), fc(32), dense({ units: 64, useBias: false, ...initial() })],
    cnn_3: () => [
      conv(3, 16),
      conv(5, 8),
      pool(),
      conv2d({ kernelSize: 7, filters: 16, ...initial() }),
      pool(),
      flatten(),
    ],
    cnn_4: () => [conv(3, 16), conv(3, 8), conv(5, 16), pool(), conv(5, 16), pool(), flatten()],
    cnn_5: () => [
      conv(3, 8),
      conv(3, 16),
      conv(3, 8),
      conv(3, 16),
      pool(),
      conv(3, 16),
      conv(3, 8),
      pool(),
      flatten(),
    ],
  };
  const input = tf.input({ shape: imageShape });
  const all = [...layers[name](), dense({ units: classes, ...initial() })];
  const outputs = all.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs });
}

/** Its own sigmoid, out of exponentials, as a layer without weights. */
const ownSigmoid = () => layerOf((x) => tf.div(1, tf.add(1, tf.exp(tf.neg(x)))));

export const rightNetworks = [
  right('tf.sequential, activations as layers, Glorot', {}),
  right('tf.model, activations as options, He', functional),
  right('He normal', { kernel: (seed, index) => heNormal({ seed: seedOf(seed, index) }) }),
  right('LeCun normal', { kernel: (seed, index) => leCunNormal({ seed: seedOf(seed, index) }) }),
  right('He uniform', { kernel: (seed, index) => heUniform({ seed: seedOf(seed, index) }) }),
  right('biases of 0.1', { bias: () => tf.initializers.constant({ value: 0.1 }) }),
  right('a sigmoid of exponentials, and max(0, x)', {
    activated: (activation) =>
      activation === 'sigmoid' ? ownSigmoid() : layerOf((x) => tf.maximum(x, 0)),
  }),
  right('the sigmoid as (1 + tanh(x / 2)) / 2', {
    activated: (activation) =>
      activation === 'relu' ? tf.layers.reLU() : layerOf((x) => x.div(2).tanh().add(1).div(2)),
  }),
  right('the activation after the pooling: it rises, so it commutes with the largest number', {
    words: (words) => words.join(', ').replaceAll('f, MaxPool', 'MaxPool, f').split(', '),
  }),
  right('weights set afterwards, from one generator', (name, activation, options = {}) => {
    const model = builder()(name, activation, options);
    const { normal } = seededRandom(options.seed ?? 0);
    const weights = model.getWeights().map(({ shape }) => {
      const fanIn = tf.util.sizeFromShape(shape.slice(0, -1));
      const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () =>
        shape.length === 1 ? 0 : normal() / Math.sqrt(fanIn),
      );
      return tf.tensor(values, shape);
    });
    model.setWeights(weights);
    tf.dispose(weights);
    return model;
  }),
  right(
    'the sigmoid network gets copies of the weights of the ReLU network',
    (name, activation, options) => {
      const first = builder()(name, 'relu', options);
      if (activation === 'relu') return first;
      const second = builder({ kernel: () => tf.initializers.zeros() })(name, activation, options);
      second.setWeights(first.getWeights());
      first.dispose();
      return second;
    },
  ),
];
