import * as tf from '@tensorflow/tfjs';
import type * as reference from '../../../solutions/part5/train.ts';
import type { Implementation } from '../implementation.ts';
import { epochWith, type Pieces, type TrainEpoch } from './epoch-pieces.ts';

const wrong = (
  name: string,
  write: Partial<Pieces> | TrainEpoch,
): Implementation<typeof reference> => ({
  name,
  module: { trainEpoch: typeof write === 'function' ? write : epochWith(write) },
});

/** A step in which gradients become others before the optimizer gets them. */
const gradientsThrough =
  (change: (gradients: tf.NamedTensorMap) => tf.NamedTensorMap): Pieces['step'] =>
  (optimizer, loss) => {
    const { value, grads } = optimizer.computeGradients(loss);
    optimizer.applyGradients(change(grads));
    return value;
  };

const each = (grads: tf.NamedTensorMap, change: (gradient: tf.Tensor) => tf.Tensor) =>
  Object.fromEntries(Object.entries(grads).map(([name, gradient]) => [name, change(gradient)]));

/** Mistakes in what is descended. */
export const wrongLosses = [
  wrong('the sum of the losses', {
    loss: (labels, logits) => crossEntropies(labels, logits).sum(),
  }),
  wrong('the sum of the losses divided by the batch size that was asked for', {
    loss: (labels, logits, { batchSize }) => crossEntropies(labels, logits).sum().div(batchSize),
  }),
  wrong('a softmax before a loss that has one', {
    loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits.softmax()),
  }),
  wrong('smoothed labels', {
    loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits, 1, 0.1),
  }),
  wrong('the squared error of the probabilities', {
    loss: (labels, logits) => tf.losses.meanSquaredError(labels, logits.softmax()),
  }),
  wrong('a logarithm to the base 2', {
    loss: (labels, logits) => crossEntropies(labels, logits).mean<tf.Scalar>().div(Math.LN2),
  }),
  wrong('a sigmoid for each class', {
    loss: (labels, logits) => tf.losses.sigmoidCrossEntropy(labels, logits),
  }),
  wrong('the logarithm of a softmax that may be 0', {
    loss: (labels, logits) => labels.mul(logits.softmax().log()).sum(1).mean<tf.Scalar>().neg(),
  }),
  wrong('a softmax that overflows', {
    loss(labels, logits) {
      const powers = logits.exp();
      const probabilities = powers.div(powers.sum(1, true)).mul(labels).sum(1);
      return probabilities.log().mean<tf.Scalar>().neg();
    },
  }),
  wrong('levels 0 … 255', {
    images: ({ images, size }, { height, width, channels }) =>
      tf.tensor4d(images, [size, height, width, channels]).mul(255),
  }),
  wrong('levels divided by 255 once more', {
    images: ({ images, size }, { height, width, channels }) =>
      tf.tensor4d(images, [size, height, width, channels]).div(255),
  }),
  wrong('the network is in evaluation mode for the steps', {
    logits: (model, images) => model.apply(images, { training: false }) as tf.Tensor2D,
  }),
];

const crossEntropies = (labels: tf.Tensor2D, logits: tf.Tensor2D) =>
  labels.mul(logits.logSoftmax()).sum(1).neg();

/** Mistakes in how far, and how often. */
export const wrongSteps = [
  wrong('climbs', {
    step: gradientsThrough((gradients) => each(gradients, (gradient) => gradient.neg())),
  }),
  wrong('no weight is moved', { step: (_, loss) => loss() }),
  wrong('Adam', { optimizer: (learningRate) => tf.train.adam(learningRate) }),
  wrong('momentum, begun anew in each epoch', {
    optimizer: (learningRate) => tf.train.momentum(learningRate, 0.9),
  }),
  wrong('momentum of Nesterov', {
    optimizer: (learningRate) => tf.train.momentum(learningRate, 0.9, true),
  }),
  wrong('momentum, kept from epoch to epoch', {
    optimizer(learningRate, model) {
      const known = optimizers.get(model) ?? tf.train.momentum(learningRate, 0.9);
      optimizers.set(model, known);
      return known;
    },
    freesOptimizer: false,
  }),
  wrong('the rate 0.01, whatever was asked for', { optimizer: () => tf.train.sgd(0.01) }),
  wrong('the rate of the first epoch is kept for the network', {
    optimizer(learningRate, model) {
      const rate = rates.get(model) ?? learningRate;
      rates.set(model, rate);
      return tf.train.sgd(rate);
    },
  }),
  wrong('the rate falls from epoch to epoch', {
    optimizer: (learningRate, _, { epoch }) => tf.train.sgd(learningRate / (1 + epoch)),
  }),
  wrong('the rate is divided by the size of a batch', {
    optimizer: (learningRate, _, { batchSize }) => tf.train.sgd(learningRate / batchSize),
  }),
  wrong('two steps for each batch', {
    step(optimizer, loss) {
      optimizer.minimize(loss);
      return optimizer.minimize(loss, true)!;
    },
  }),
  wrong('each gradient is cut to a length of 1', {
    step: gradientsThrough((gradients) =>
      each(gradients, (gradient) => gradient.div(gradient.norm().maximum(1))),
    ),
  }),
  wrong('each element of a gradient is cut at ±1', {
    step: gradientsThrough((gradients) =>
      each(gradients, (gradient) => gradient.clipByValue(-1, 1)),
    ),
  }),
  wrong('each element of a gradient is cut at ±0.1', {
    step: gradientsThrough((gradients) =>
      each(gradients, (gradient) => gradient.clipByValue(-0.1, 0.1)),
    ),
  }),
  wrong('weights decay', {
    step(optimizer, loss, model) {
      const before = optimizer.minimize(loss, true)!;
      for (const weight of variablesOf(model)) weight.assign(weight.mul(1 - 5e-4));
      return before;
    },
  }),
  wrong('only the weights are moved, not the biases', {
    step(optimizer, loss, model) {
      const kernels = variablesOf(model).filter(({ rank }) => rank > 1);
      return optimizer.minimize(loss, true, kernels)!;
    },
  }),
  wrong('only the last layer is moved', {
    step(optimizer, loss, model) {
      const variables = variablesOf(model.layers.at(-1)!);
      return optimizer.minimize(loss, true, variables)!;
    },
  }),
  wrong('only the first layer that has weights is moved', {
    step(optimizer, loss, model) {
      const variables = variablesOf(model.layers.find(({ weights }) => weights.length > 0)!);
      return optimizer.minimize(loss, true, variables)!;
    },
  }),
  wrong('each epoch begins with the first weights of the network', {
    begin(model) {
      const values = firstWeights.get(model) ?? model.getWeights().map((w) => w.arraySync());
      firstWeights.set(model, values);
      tf.tidy(() => model.setWeights(values.map((value) => tf.tensor(value))));
    },
  }),
  wrong('each epoch begins with zeros', {
    begin: (model) =>
      tf.tidy(() => model.setWeights(model.getWeights().map((w) => tf.zerosLike(w)))),
  }),
];

const variablesOf = ({ trainableWeights }: tf.LayersModel | tf.layers.Layer) =>
  trainableWeights.map((weight) => weight.read() as tf.Variable);

const optimizers = new WeakMap<tf.LayersModel, tf.Optimizer>();
const rates = new WeakMap<tf.LayersModel, number>();
const firstWeights = new WeakMap<tf.LayersModel, ReturnType<tf.Tensor['arraySync']>[]>();

/** Mistakes in what is freed. */
export const wrongMemory = [
  wrong('the losses are not freed', { freesLoss: false }),
  wrong('the optimizer is not freed', { freesOptimizer: false }),
  wrong('a copy of the logits is kept', {
    logits: (model, images) => tf.keep((model.apply(images) as tf.Tensor2D).clone()),
  }),
  wrong('the validation images are not freed', {
    async validated(model, { images, labels, height, width, channels }, { validation }) {
      const size = height * width * channels;
      const values = validation.flatMap((i) => Array.from(images.slice(i * size, (i + 1) * size)));
      const x = tf.tensor4d(values, [validation.length, height, width, channels]);
      const guesses = tf.tidy(() => [
        ...(model.apply(x.div(255)) as tf.Tensor).argMax(1).dataSync(),
      ]);
      return (
        guesses.filter((guess, k) => guess === labels[validation[k]]).length / validation.length
      );
    },
  }),
  wrong('the network is freed with the rest', async (model, ...args) => {
    const records = await epochWith()(model, ...args);
    model.dispose();
    return records;
  }),
  wrong('all tensors there are, are freed', async (...args) => {
    const records = await epochWith()(...args);
    tf.disposeVariables();
    return records;
  }),
];
