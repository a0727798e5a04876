import * as tf from '@tensorflow/tfjs';
import * as reference from '../../../solutions/part4/networks.ts';
import type { Activation, NetworkName, NetworkOptions } from '../../../solutions/part4/networks.ts';
import { builder, named as wrong } from './activated-builder.ts';

const { buildNetwork } = reference;

/** What must not change with the activation. */
export const wrongRest = [
  wrong('a softmax at the end, with sigmoid', {
    words: (words, activation) => (activation === 'relu' ? words : [...words, 'softmax']),
    layer: (word) =>
      word === 'softmax' ? tf.layers.activation({ activation: 'softmax' }) : undefined,
  }),
  wrong('mean pooling, with sigmoid', {
    layer: (word, activation) =>
      word === 'MaxPool' && activation === 'sigmoid'
        ? tf.layers.averagePooling2d({ poolSize: 2, strides: 2 })
        : undefined,
  }),
  wrong('batch normalisation before each sigmoid', {
    words: (words, activation) =>
      activation === 'relu'
        ? words
        : words.flatMap((word) => (word === 'f' ? ['norm', word] : [word])),
    layer: (word) => (word === 'norm' ? tf.layers.batchNormalization({}) : undefined),
  }),
  wrong('dropout before the last layer', {
    words: (words) => [...words.slice(0, -1), 'dropout', ...words.slice(-1)],
    layer: (word) => (word === 'dropout' ? tf.layers.dropout({ rate: 0.25 }) : undefined),
  }),
  wrong('no biases, with sigmoid', { useBias: (activation) => activation === 'relu' }),
  wrong('same padding', { padding: 'same' }),
  wrong('ten classes, whatever is asked', {
    options: (options) => ({ ...options, classes: 10 }),
  }),
  wrong('images of CIFAR-10, whatever is asked', {
    options: (options) => ({ ...options, imageShape: [32, 32, 3] }),
  }),
  wrong('width before height', {
    options: ({ imageShape: [height, width, channels], ...options }) => ({
      ...options,
      imageShape: [width, height, channels],
    }),
  }),
  wrong('an extra hidden layer with sigmoid', {
    words: (words, activation) =>
      activation === 'relu' ? words : [...words.slice(0, -1), 'FC-32', 'f', ...words.slice(-1)],
  }),
];

const { glorotUniform, randomUniform } = tf.initializers;

/** Where the two networks begin. */
export const wrongStarts = [
  wrong('initial weights that suit the activation', {
    kernel: (seed, index, activation) => {
      const { glorotNormal, heNormal } = tf.initializers;
      return (activation === 'sigmoid' ? glorotNormal : heNormal)({ seed: 100 * seed + index + 1 });
    },
  }),
  wrong('another seed for the sigmoid', (name, asked, { seed = 0, ...options } = {}) =>
    buildNetwork(name, asked, { ...options, seed: asked === 'sigmoid' ? seed + 1 : seed }),
  ),
  wrong('other biases for the sigmoid', {
    bias: (activation) => tf.initializers.constant({ value: activation === 'sigmoid' ? 0.1 : 0 }),
  }),
  wrong('one generator for all networks', { kernel: () => glorotUniform({ seed: ++drawn }) }),
  wrong('no seed at all', { kernel: () => glorotUniform({}) }),
  wrong('the seed is ignored', { kernel: (_, index) => glorotUniform({ seed: index + 1 }) }),
  wrong('the seed 1 where none is given', (name, asked, options) =>
    buildNetwork(name, asked, { seed: 1, ...options }),
  ),
  wrong('the same seed for every layer', { kernel: (seed) => glorotUniform({ seed: seed + 1 }) }),
  wrong('all layers alike with the seed 0', {
    kernel: (seed, index) => glorotUniform({ seed: seed * (index + 1) }),
  }),
  wrong('weights from −1 to 1', {
    kernel: (seed, index) => randomUniform({ minval: -1, maxval: 1, seed: 100 * seed + index }),
  }),
  wrong('weights of 0', { kernel: () => tf.initializers.zeros() }),
  wrong('the sigmoid network is the trained ReLU network: both share their layers', sharing),
  wrong('the same network for the same call', (...asked) => {
    const key = JSON.stringify(asked);
    const model = known.get(key) ?? buildNetwork(...asked);
    known.set(key, model);
    return model;
  }),
  wrong('a promise of a network', async (...asked) => buildNetwork(...asked)),
];

let drawn = 0;
const known = new Map<string, tf.LayersModel>();
const layersOf = new Map<string, tf.LayersModel>();

/** Networks of one name and one seed get the layers of the first of them, activations of their own. */
function sharing(
  name: NetworkName,
  asked: Activation,
  options: NetworkOptions = {},
): tf.LayersModel {
  const key = JSON.stringify([name, options]);
  const first = layersOf.get(key) ?? builder()(name, 'relu', options);
  layersOf.set(key, first);
  let output: tf.SymbolicTensor = tf.input({ shape: first.inputs[0].shape.slice(1) });
  const input = output;
  for (const layer of first.layers.slice(1)) {
    const isActivation = layer.getClassName() === 'Activation';
    const own = isActivation ? tf.layers.activation({ activation: asked }) : layer;
    output = own.apply(output) as tf.SymbolicTensor;
  }
  return tf.model({ inputs: input, outputs: output });
}
