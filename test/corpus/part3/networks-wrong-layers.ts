import * as tf from '@tensorflow/tfjs';
import type { NetworkName, NetworkOptions } from '../../../solutions/part3/networks.ts';
import { builder, type Changes, layerOf, named as wrong, tables } from './layers.ts';

/** Another word in the place of each one of that kind. */
const each = (kind: string, other: string) => (words: string[]) =>
  words.map((word) => (word.startsWith(kind) ? other : word));

/** A change of one network alone. */
const only =
  (which: NetworkName, change: (table: string) => string) =>
  (words: string[], name: NetworkName) =>
    name === which ? [...change(tables[name]).split(', '), words.at(-1)!] : words;

const activation =
  (make: () => tf.layers.Layer) =>
  (word: string): tf.layers.Layer | undefined =>
    word === 'ReLU' ? make() : undefined;

const ending = (word: string, make: () => tf.layers.Layer): Changes => ({
  words: (words) => [...words, word],
  layer: (candidate) => (candidate === word ? make() : undefined),
});

/** After the layers of the table, or in between, is something that is not in it. */
export const wrongEnds = [
  wrong(
    'a softmax at the end',
    ending('Softmax', () => tf.layers.softmax()),
  ),
  wrong('a class more, for the background', {
    options: (options) => ({ ...options, classes: options.classes + 1 }),
  }),
  wrong('without the last layer', { words: (words) => words.slice(0, -1) }),
  wrong('a hidden layer more before the last one', {
    words: (words) => words.toSpliced(-1, 0, 'FC-64', 'ReLU'),
  }),
  wrong('the mean of each channel before the last layer', {
    words: (words, name) => (name.startsWith('cnn') ? words.toSpliced(-1, 0, 'Mean') : words),
    layer: (word) =>
      word === 'Mean' ? layerOf((x) => x.mean([1, 2], true), meanShape) : undefined,
  }),
  wrong('batch normalization after every convolution', {
    words: (words) => words.flatMap((word) => (word.startsWith('Conv') ? [word, 'Norm'] : [word])),
    layer: (word) => (word === 'Norm' ? tf.layers.batchNormalization() : undefined),
  }),
  wrong('dropout before the last layer', {
    words: (words) => words.toSpliced(-1, 0, 'Dropout'),
    layer: (word) => (word === 'Dropout' ? tf.layers.dropout({ rate: 0.5 }) : undefined),
  }),
  wrong('rows and columns are flattened after the channels, as in PyTorch', {
    words: (words) => words.toSpliced(-1, 0, 'Permute'),
    layer: (word) => (word === 'Permute' ? channelsFirst() : undefined),
  }),
  wrong('nothing is flattened: fully connected along the channels', (name, options) =>
    name === 'mlp_1' ? unflattened(options) : builder()(name, options),
  ),
];

const meanShape = ([batch, , , channels]: number[]) => [batch, 1, 1, channels];

/** Images as `[batch, channels, height, width]`; rows of numbers as they are. */
const channelsFirst = () =>
  layerOf(
    (input) => (input.rank === 4 ? input.transpose([0, 3, 1, 2]) : input),
    (shape) => (shape.length === 4 ? [shape[0], shape[3], shape[1], shape[2]] : shape),
  );

function unflattened({ imageShape = [32, 32, 3], classes = 10 }: NetworkOptions = {}) {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 32, activation: 'relu', inputShape: imageShape }),
      tf.layers.flatten(),
      tf.layers.dense({ units: classes }),
    ],
  });
}

/** An activation is missing, is another one, or is where none belongs. */
export const wrongActivations = [
  wrong('a ReLU after FC-64', { words: only('mlp_2', (table) => `${table}, ReLU`) }),
  wrong('a ReLU after the last convolution of cnn_3', {
    words: only('cnn_3', (table) => table.replace('7×16,', '7×16, ReLU,')),
  }),
  wrong('tanh in place of ReLU', {
    layer: activation(() => tf.layers.activation({ activation: 'tanh' })),
  }),
  wrong('a ReLU with a slope to be learned', {
    layer: activation(() => tf.layers.prelu({ alphaInitializer: 'zeros' })),
  }),
];

/** A convolution or a pooling with other numbers than the table's. */
export const wrongWindows = [
  wrong('the mean of each window is kept', {
    layer: (word) =>
      word === 'MaxPool' ? tf.layers.averagePooling2d({ poolSize: 2, strides: 2 }) : undefined,
  }),
  wrong('poolings with a stride of 1', { pooling: { strides: 1 } }),
  wrong('poolings of 3×3, stride 2', { pooling: { poolSize: 3 } }),
  wrong('poolings with padding', { pooling: { padding: 'same' } }),
  wrong('convolutions with padding', { convolution: { padding: 'same' } }),
  wrong('convolutions with a stride of 2 in place of pooling', {
    words: (words) => words.filter((word) => word !== 'MaxPool'),
    convolution: { strides: 2 },
  }),
  wrong('dilated convolutions', { convolution: { dilationRate: 2 } }),
  wrong('separable convolutions', {
    layer: (word) => {
      const [kernelSize, , filters] = word.match(/\d+/g)?.map(Number) ?? [];
      return word.startsWith('Conv') && kernelSize === 5
        ? tf.layers.separableConv2d({ kernelSize, filters })
        : undefined;
    },
  }),
  wrong('every kernel 3×3', {
    words: (words) => words.map((word) => word.replace(/[57]×[57]/, '3×3')),
  }),
  wrong('cnn_3 begins with its 5×5 kernels', {
    words: only('cnn_3', (table) => table.replace('3×3×16', '5×5×16').replace('5×5×8', '3×3×8')),
  }),
  wrong('16 filters everywhere', { words: (words) => words.map((w) => w.replace('×8', '×16')) }),
  wrong('the kernel size and the filters are mixed up', {
    words: (words) => words.map((word) => word.replace(/(\d)×\d×(\d+)/, '$2×$2×$1')),
  }),
  wrong('no pooling at the end', {
    words: (words) => words.filter((word, i) => word !== 'MaxPool' || i < words.length - 2),
  }),
  wrong('a pooling after every convolution', {
    words: (words) =>
      words
        .filter((word) => word !== 'MaxPool')
        .flatMap((word) => (word.startsWith('Conv') ? [word, 'MaxPool'] : [word])),
  }),
  wrong('cnn_5 has the layers of cnn_4', { words: only('cnn_5', () => tables.cnn_4) }),
  wrong('the layers of cnn_4 in the other order', {
    words: only('cnn_4', (table) => table.split(', ').toReversed().join(', ')),
  }),
];

/** Sizes, channels and classes of CIFAR-10, or in another order. */
export const wrongSizes = [
  wrong('always for images of 32×32×3', {
    options: (options) => ({ ...options, imageShape: [32, 32, 3] }),
  }),
  wrong('always for three channels', {
    options: ({ imageShape: [height, width], ...rest }) => ({
      ...rest,
      imageShape: [height, width, 3],
    }),
  }),
  wrong('always ten classes', { options: (options) => ({ ...options, classes: 10 }) }),
  wrong('only square images', {
    options: ({ imageShape: [height, , channels], ...rest }) => ({
      ...rest,
      imageShape: [height, height, channels],
    }),
  }),
  wrong('width before height', {
    options: ({ imageShape: [height, width, channels], ...rest }) => ({
      ...rest,
      imageShape: [width, height, channels],
    }),
  }),
  wrong('channels first', {
    options: ({ imageShape: [height, width, channels], ...rest }) => ({
      ...rest,
      imageShape: [channels, height, width],
    }),
  }),
  wrong('the convolutions take channels first', { convolution: { dataFormat: 'channelsFirst' } }),
  wrong('only batches of 50', (name, options = {}) => {
    const model = builder()(name, options);
    const { imageShape = [32, 32, 3] as const } = options;
    const input = tf.input({ batchShape: [50, ...imageShape] });
    return tf.model({ inputs: input, outputs: model.apply(input) as tf.SymbolicTensor });
  }),
];

/** Biases where the table has none, and the other way round; layers that learn nothing. */
export const wrongParameters = [
  wrong('FC-64 has biases', { words: (words) => words.map((w) => w.replace(' (no bias)', '')) }),
  wrong('FC-32 of mlp_2 has no biases either', { words: each('FC-32', 'FC-32 (no bias)') }),
  wrong('convolutions have no biases', { convolution: { useBias: false } }),
  wrong('nothing has a bias', { convolution: { useBias: false }, dense: { useBias: false } }),
  wrong('the weights cannot be trained', (name, options) => {
    const model = builder()(name, options);
    model.trainable = false;
    return model;
  }),
  wrong('the convolutions cannot be trained', { convolution: { trainable: false } }),
  wrong('a promise of a network', async (name, options) => builder()(name, options)),
  wrong('a function in the place of a network', (name, options) => {
    const model = builder()(name, options);
    return (images: tf.Tensor) => model.apply(images);
  }),
  wrong('the list of the layers', (name, options) => builder()(name, options).layers),
];
