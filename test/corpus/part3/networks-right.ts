import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../../src/common/random.ts';
import type { NetworkName, NetworkOptions } from '../../../solutions/part3/networks.ts';
import { builder, named as right, tables } from './layers.ts';
import { Convolution, seedOf, Whole } from './own-layers.ts';

const { heNormal, heUniform } = tf.initializers;

const initializers = { heNormal, heUniform };

export const rightWeights = [
  right('tf.sequential, activations as layers, Glorot', {}),
  ...Object.entries(initializers).map(([name, make]) =>
    right(`drawn by ${name}`, {
      kernel: (seed, index) => make({ seed: seedOf(seed, index) }),
    }),
  ),
  right('weights set afterwards, from one generator', (name, options = {}) => {
    const model = builder()(name, options);
    const { normal } = seededRandom(options.seed ?? 0);
    const weights = model.getWeights().map(({ shape }) => {
      const [size, fanIn] = [
        tf.util.sizeFromShape(shape),
        tf.util.sizeFromShape(shape.slice(0, -1)),
      ];
      const values = Float32Array.from({ length: size }, () =>
        shape.length === 1 ? 0 : normal() / Math.sqrt(fanIn),
      );
      return tf.tensor(values, shape);
    });
    model.setWeights(weights);
    tf.dispose(weights);
    return model;
  }),
];

/** The functional way, by hand for every name. */
function functional(
  name: NetworkName,
  { imageShape = [32, 32, 3], classes = 10, seed = 0 }: NetworkOptions = {},
): tf.LayersModel {
  const random = seededRandom(seed ^ 0x5eed);
  const initial = () => ({
    kernelInitializer: tf.initializers.glorotUniform({ seed: random.integer(1e9) }),
  });
  const relu = 'relu' as const;
  const [input, { dense, conv2d, maxPool2d, flatten }] = [
    tf.input({ shape: imageShape }),
    tf.layers,
  ];
  const through = (...layers: tf.layers.Layer[]) =>
    layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  const fc = (units: number) => dense({ units, activation: relu, ...initial() });
  const conv = (kernelSize: number, filters: number) =>
    conv2d({ kernelSize, filters, activation: relu, ...initial() });
  const pool = () => maxPool2d({ poolSize: [2, 2] });
  const hidden = () => {
    switch (name) {
      case 'mlp_1':
        return through(flatten(), fc(32));
      case 'mlp_2':
        return through(flatten(), fc(32), dense({ units: 64, useBias: false, ...initial() }));
      case 'cnn_3': {
        const last = conv2d({ kernelSize: [7, 7], filters: 16, ...initial() });
        return through(conv(3, 16), conv(5, 8), pool(), last, pool(), flatten());
      }
      case 'cnn_4':
        return through(
          conv(3, 16),
          conv(3, 8),
          conv(5, 16),
          pool(),
          conv(5, 16),
          pool(),
          flatten(),
        );
      case 'cnn_5':
        return through(
          conv(3, 8),
          conv(3, 16),
          conv(3, 8),
          conv(3, 16),
          pool(),
          conv(3, 16),
          conv(3, 8),
          pool(),
          flatten(),
        );
    }
  };
  const outputs = dense({ units: classes, ...initial() }).apply(hidden()) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs });
}

export const rightLayers = [
  right('tf.model, layer by layer, activations as options', functional),
  right('a sequential network of two sequential networks', (name, options = {}) => {
    const { classes = 10, seed = 0 } = options;
    const features = builder({ words: (words) => words.slice(0, -1) })(name, options);
    const kernelInitializer = tf.initializers.glorotUniform({ seed: 100 * seed + 99 });
    const last = tf.sequential();
    const inputShape = features.outputs[0].shape.slice(1);
    if (inputShape.length > 1) last.add(tf.layers.flatten({ inputShape }));
    last.add(tf.layers.dense({ units: classes, kernelInitializer, inputShape }));
    return tf.sequential({ layers: [features, last] });
  }),
  right('convolutions as layers of their own', (name, options = {}) => {
    const { imageShape = [32, 32, 3], seed = 0 } = options;
    return builder({
      layer: (word, index) =>
        word.startsWith('Conv')
          ? new Convolution(
              word,
              word !== 'Conv-7×7×16',
              seedOf(seed, index),
              index === 0 ? imageShape : undefined,
            )
          : undefined,
      words: (words) => (name.startsWith('cnn') ? words.filter((word) => word !== 'ReLU') : words),
    })(name, options);
  }),
  right('all layers in one layer of its own', (name, options = {}) => {
    const { imageShape = [32, 32, 3], classes = 10, seed = 0 } = options;
    const words = [...tables[name].split(', '), `FC-${classes}`];
    return tf.sequential({ layers: [new Whole(words, seed, imageShape)] });
  }),
];
