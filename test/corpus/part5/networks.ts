import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../../src/common/random.ts';
import type * as reference from '../../../solutions/part5/network.ts';
import type { NetworkName, NetworkOptions } from '../../../solutions/part5/network.ts';
import type { Implementation } from '../implementation.ts';
import { builder, type Changes } from '../part3/layers.ts';

type Build = (options?: NetworkOptions) => unknown;

/** A favourite, and how it is built: by part 3's table, but for some changes. */
function network(
  name: string,
  { is = 'cnn_4', ...write }: { is?: NetworkName; build?: Build } & Changes = {},
): Implementation<typeof reference> {
  const build = write.build ?? ((options?: NetworkOptions) => builder(write)(is, options));
  return { name, module: { favourite: () => is, buildNetwork: build } };
}

const { glorotUniform, heNormal, leCunNormal } = tf.initializers;

/** cnn_5, by tf.model. */
function functional({ imageShape = [32, 32, 3], classes = 10, seed = 0 }: NetworkOptions = {}) {
  const { integer } = seededRandom(seed);
  const drawn = () => ({ kernelInitializer: glorotUniform({ seed: integer(2 ** 31) }) });
  const convolved = (x: tf.SymbolicTensor, filters: number) =>
    tf.layers
      .conv2d({ kernelSize: 3, filters, activation: 'relu', ...drawn() })
      .apply(x) as tf.SymbolicTensor;
  const pooled = (x: tf.SymbolicTensor) =>
    tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
  const inputs = tf.input({ shape: imageShape });
  const first = pooled([8, 16, 8, 16].reduce(convolved, inputs));
  const second = pooled([16, 8].reduce(convolved, first));
  const row = tf.layers.flatten().apply(second);
  const outputs = tf.layers.dense({ units: classes, ...drawn() }).apply(row) as tf.SymbolicTensor;
  return tf.model({ inputs, outputs });
}

/** All weights of a network replaced, tensor by tensor. */
function replaced(model: tf.LayersModel, change: (weight: tf.Tensor, i: number) => tf.Tensor) {
  tf.tidy(() => model.setWeights(model.getWeights().map(change)));
  return model;
}

export const rightNetworks = [
  network('mlp_2', { is: 'mlp_2' }),
  network('cnn_3, LeCun', {
    is: 'cnn_3',
    kernel: (seed, index) => leCunNormal({ seed: 1000 * seed + index + 1 }),
  }),
  network('cnn_5 by tf.model', { is: 'cnn_5', build: functional }),
  network('cnn_4, its weights set afterwards', {
    build(options) {
      const { normal } = seededRandom(options?.seed ?? 0);
      return replaced(builder()('cnn_4', options), ({ shape, rank }) => {
        const spread = rank === 1 ? 0 : 1 / Math.sqrt(tf.util.sizeFromShape(shape.slice(0, -1)));
        const length = tf.util.sizeFromShape(shape);
        return tf.tensor(
          Float32Array.from({ length }, () => spread * normal()),
          shape,
        );
      });
    },
  }),
];

/** A name that is not the network’s. */
export const wrongFavourites: Implementation<typeof reference>[] = [
  {
    name: 'mlp_1',
    module: {
      favourite: () => 'mlp_1',
      buildNetwork: (options: object) => part3('mlp_1', options),
    },
  },
  { name: 'the name of another network', module: { favourite: () => 'cnn_5' } },
  { name: 'the name in capitals', module: { favourite: () => 'CNN_4' } },
  { name: 'a list of names', module: { favourite: () => ['cnn_4'] } },
  { name: 'the network in place of its name', module: { favourite: () => part3('cnn_4') } },
  { name: 'a promise of a name', module: { favourite: async () => 'cnn_4' } },
  {
    name: 'another name each time',
    module: { favourite: () => (['cnn_3', 'cnn_4', 'cnn_5'] as const)[asked++ % 3] },
  },
  {
    name: 'the name comes first, as in part 3',
    module: { buildNetwork: (name: NetworkName, options: object) => builder()(name, options) },
  },
];

let asked = 0;

const part3 = builder();

export const wrongNetworks = [
  network('a softmax at the end', { words: (words) => [...words, 'Softmax'], layer: softmax }),
  network('no ReLU after the first layer', { words: (words) => words.toSpliced(1, 1) }),
  network('a ReLU after FC-64', {
    is: 'mlp_2',
    words: (words) => words.toSpliced(-1, 0, 'ReLU'),
  }),
  network('the sigmoid in place of ReLU', {
    layer: (word) =>
      word === 'ReLU' ? tf.layers.activation({ activation: 'sigmoid' }) : undefined,
  }),
  network('the mean of each window', {
    layer: (word) => (word === 'MaxPool' ? tf.layers.averagePooling2d({}) : undefined),
  }),
  network('convolutions with padding', { convolution: { padding: 'same' } }),
  network('FC-64 has biases', {
    is: 'mlp_2',
    words: (words) => words.map((word) => word.replace(' (no bias)', '')),
  }),
  network('dropout before the last layer', {
    words: (words) => words.toSpliced(-1, 0, 'Dropout'),
    layer: (word) => (word === 'Dropout' ? tf.layers.dropout({ rate: 0.5 }) : undefined),
  }),
  network('always ten classes', { options: (options) => ({ ...options, classes: 10 }) }),
  network('always 32×32×3', {
    options: (options) => ({ ...options, imageShape: [32, 32, 3] }),
  }),
  network('width before height', {
    options: ({ imageShape: [height, width, channels], ...rest }) => ({
      ...rest,
      imageShape: [width, height, channels],
    }),
  }),
  network('without options, grey images of 28×28', {
    build: (options) => builder()('cnn_4', { imageShape: [28, 28, 1], ...options }),
  }),
  network('without options, two classes', {
    build: (options) => builder()('cnn_4', { classes: 2, ...options }),
  }),
  network('options must be given', {
    build: (options) => builder()('cnn_4', { ...options, seed: options!.seed ?? 0 }),
  }),
  network('without a seed, 1', {
    build: (options) => builder()('cnn_4', { seed: 1, ...options }),
  }),
  network('the seed is ignored', { kernel: (_, index) => glorotUniform({ seed: index }) }),
  network('a seed for the first layer alone', {
    kernel: (seed, index) => glorotUniform(index === 0 ? { seed } : {}),
  }),
  network('a seed for all layers but the last', {
    build: (options) =>
      builder({
        kernel: (seed, index) => glorotUniform(index === 10 ? {} : { seed: 100 * seed + index }),
      })('cnn_4', options),
  }),
  network('the seed matters to the first layer alone', {
    kernel: (seed, index) => glorotUniform({ seed: index === 0 ? seed : index }),
  }),
  network('the seed matters to the last layer alone', {
    kernel: (seed, index) => glorotUniform({ seed: index === 10 ? seed : index }),
  }),
  network('He’s normal initializer with the seed as it is', {
    kernel: (seed, index) => heNormal({ seed: seed * (index + 1) }),
  }),
  network('seed times layer: twins with the seed 0', {
    is: 'cnn_5',
    kernel: (seed, index) => glorotUniform({ seed: seed * (index + 1) }),
  }),
  network('all weights begin at 0', { kernel: () => tf.initializers.zeros() }),
  network('the last layer begins at 0', {
    build: (options) =>
      replaced(builder()('cnn_4', options), (weight, i) =>
        i === 8 ? tf.zerosLike(weight) : weight,
      ),
  }),
  network('weights of N(0, 1)', {
    kernel: (seed, index) =>
      tf.initializers.randomNormal({ seed: 100 * seed + index + 1, stddev: 1 }),
  }),
  network('the same network for all three rates', { build: kept }),
  network('a promise of a network', { build: async (options) => builder()('cnn_4', options) }),
  network('the weights cannot be trained', {
    build(options) {
      const model = builder()('cnn_4', options);
      model.trainable = false;
      return model;
    },
  }),
];

function softmax(word: string) {
  return word === 'Softmax' ? tf.layers.softmax() : undefined;
}

function kept(options?: NetworkOptions): tf.LayersModel {
  const key = JSON.stringify(options);
  const model = known.get(key) ?? builder()('cnn_4', options);
  known.set(key, model);
  return model;
}

const known = new Map<string, tf.LayersModel>();
