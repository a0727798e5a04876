import * as tf from '@tensorflow/tfjs';
import * as reference from '../../../solutions/part4/networks.ts';
import type { NetworkOptions } from '../../../solutions/part4/networks.ts';
import { builder, layerOf, named as wrong } from './activated-builder.ts';

const { buildNetwork } = reference;

const activation = (name: 'sigmoid' | 'tanh' | 'hardSigmoid' | 'relu' | 'softmax') =>
  tf.layers.activation({ activation: name });

/** A function of its own wherever a sigmoid is asked for. */
const forSigmoid = (name: string, make: () => tf.layers.Layer) =>
  wrong(name, { activated: (asked) => (asked === 'relu' ? tf.layers.reLU() : make()) });

/** The activation itself, or its places. */
export const wrongActivations = [
  wrong('part 3 once more: the activation is ignored', (name, _, options) =>
    buildNetwork(name, 'relu', options),
  ),
  wrong('always the sigmoid', (name, _, options) => buildNetwork(name, 'sigmoid', options)),
  wrong('the two activations exchanged', (name, asked, options) =>
    buildNetwork(name, asked === 'relu' ? 'sigmoid' : 'relu', options),
  ),
  wrong('the options where the activation should be', (name, options) =>
    buildNetwork(name, 'sigmoid', options as unknown as NetworkOptions),
  ),
  forSigmoid('tanh for the sigmoid', () => activation('tanh')),
  forSigmoid('the hard sigmoid', () => activation('hardSigmoid')),
  forSigmoid('a softmax for the sigmoid', () => activation('softmax')),
  forSigmoid('the sigmoid of −x', () => layerOf((x) => x.neg().sigmoid())),
  forSigmoid('the logarithm of the sigmoid', () => layerOf((x) => x.logSigmoid())),
  forSigmoid('SiLU: x · sigmoid(x)', () => layerOf((x) => x.mul(x.sigmoid()))),
  forSigmoid('the slope of the sigmoid', () => layerOf((x) => x.sigmoid().mul(x.neg().sigmoid()))),
  forSigmoid('sigmoid minus a half', () => layerOf((x) => x.sigmoid().sub(0.5))),
  forSigmoid('ReLU and then sigmoid', () => layerOf((x) => x.relu().sigmoid())),
  forSigmoid('sigmoid and then ReLU of what is above a half', () =>
    layerOf((x) => x.sigmoid().sub(0.5).relu().add(0.5)),
  ),
  forSigmoid('no activation: its name is misspelt', () => activation('linear' as 'relu')),
  wrong('leaky ReLU', {
    activated: (asked) =>
      asked === 'relu' ? tf.layers.leakyReLU({ alpha: 0.01 }) : activation('sigmoid'),
  }),
  wrong('ReLU cut off at 1', {
    activated: (asked) =>
      asked === 'relu' ? tf.layers.reLU({ maxValue: 1 }) : activation('sigmoid'),
  }),
  wrong('an activation after the last layer too', { words: (words) => [...words, 'f'] }),
  wrong('an activation after every layer with weights', {
    words: (words) =>
      words
        .filter((word) => word !== 'f')
        .flatMap((word, i, { length }) =>
          word === 'MaxPool' || i === length - 1 ? [word] : [word, 'f'],
        ),
  }),
  wrong('an activation after FC-64', {
    words: (words) => words.flatMap((word) => (word.includes('no bias') ? [word, 'f'] : [word])),
  }),
  wrong('an activation after the last convolution of cnn_3', {
    words: (words) => words.flatMap((word) => (word === 'Conv-7×7×16' ? [word, 'f'] : [word])),
  }),
  wrong('only the first activation', {
    words: (words) => words.filter((word, i) => word !== 'f' || words.indexOf('f') === i),
  }),
  wrong('the last activation is missing', {
    words: (words) => words.filter((word, i) => word !== 'f' || words.lastIndexOf('f') !== i),
  }),
  wrong('ReLU stays after convolutions', (name, asked, options) =>
    buildNetwork(name, name.startsWith('cnn') ? 'relu' : asked, options),
  ),
  wrong('ReLU stays in the MLPs', (name, asked, options) =>
    buildNetwork(name, name.startsWith('mlp') ? 'relu' : asked, options),
  ),
  wrong('only the first sigmoid, ReLU after it', (name, asked, options) => {
    let seen = 0;
    const one = () => (asked === 'sigmoid' && seen++ === 0 ? 'sigmoid' : 'relu');
    return builder({ activated: () => activation(one()) })(name, asked, options);
  }),
];
