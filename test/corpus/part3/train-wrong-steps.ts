import * as tf from '@tensorflow/tfjs';
import { batches } from '../../../src/data/batches.ts';
import { trainEpoch } from '../../../solutions/part3/train.ts';
import {
  named as wrong,
  crossEntropies,
  imagesOf,
  training,
  variablesOf,
  type TrainEpoch,
} from './epochs.ts';

const mapped = (
  tensors: tf.NamedTensorMap,
  change: (tensor: tf.Tensor, name: string) => tf.Tensor,
) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, change(tensor, name)]));

const squares = (model: tf.LayersModel) =>
  variablesOf(model)
    .map((variable) => variable.square().sum())
    .reduce((sum, square) => sum.add(square));

const targetsOf = (logits: tf.Tensor2D, labels: tf.Tensor1D) =>
  tf.oneHot(labels, logits.shape[1]).toFloat();

/** Another loss than the mean cross-entropy of the batch. */
export const wrongLosses = [
  wrong('the sum of the losses', {
    loss: (logits, labels) => crossEntropies(logits, labels).sum(),
  }),
  wrong('always divided by batchSize', {
    loss: (logits, labels, { settings }) =>
      crossEntropies(logits, labels).sum().div(settings.batchSize),
  }),
  wrong('divided by the classes too: the mean over all targets', {
    loss: (logits, labels) =>
      logits.logSoftmax(1).mul(targetsOf(logits, labels)).mean<tf.Scalar>().neg(),
  }),
  wrong('the softmax is taken twice', {
    loss: (logits, labels) => crossEntropies(logits.softmax() as tf.Tensor2D, labels).mean(),
  }),
  wrong('the mean squared error of the probabilities', {
    loss: (logits, labels) =>
      tf.losses.meanSquaredError(targetsOf(logits, labels), logits.softmax()) as tf.Scalar,
  }),
  wrong('a sigmoid for each class', {
    loss: (logits, labels) =>
      tf.losses.sigmoidCrossEntropy(targetsOf(logits, labels), logits) as tf.Scalar,
  }),
  wrong('the exponential of a large logit overflows', {
    loss: (logits, labels) => {
      const targets = targetsOf(logits, labels);
      return logits.exp().sum(1).log().sub(logits.mul(targets).sum(1)).mean();
    },
  }),
  wrong('the logarithm of a probability plus 1e-7', {
    loss: (logits, labels) => {
      const probabilities = logits.softmax().mul(targetsOf(logits, labels)).sum(1);
      return probabilities.add(1e-7).log().mean<tf.Scalar>().neg();
    },
  }),
  wrong('smoothed labels', {
    loss: (logits, labels) =>
      tf.losses.softmaxCrossEntropy(targetsOf(logits, labels), logits, 1, 0.1) as tf.Scalar,
  }),
  wrong('the negative loss: it climbs', {
    loss: (logits, labels) => crossEntropies(logits, labels).mean<tf.Scalar>().neg(),
  }),
  wrong('the loss also has the squares of the weights', {
    loss: (logits, labels, { model }) =>
      crossEntropies(logits, labels).mean<tf.Scalar>().add(squares(model).mul(0.001)),
  }),
  wrong('always ten classes', {
    loss: (logits, labels) =>
      tf.losses.softmaxCrossEntropy(tf.oneHot(labels, 10), logits) as tf.Scalar,
  }),
  wrong('as many classes as the batch has', {
    loss: (logits, labels, { batch }) =>
      tf.losses.softmaxCrossEntropy(
        tf.oneHot(labels, Math.max(...batch.labels) + 1),
        logits,
      ) as tf.Scalar,
  }),
  wrong('labels are counted from 1', {
    loss: (logits, labels) => crossEntropies(logits, labels.sub(1).toInt() as tf.Tensor1D).mean(),
  }),
  wrong('the network classifies itself: its own answers are the labels', {
    loss: (logits) => crossEntropies(logits, logits.argMax(1) as tf.Tensor1D).mean(),
  }),
];

/** The gradient is right, and what is done with it is not. */
export const wrongUpdates = [
  wrong('no update', { update: () => {} }),
  wrong('two steps for each batch', {
    update: (gradients, { optimizer }) => {
      optimizer.applyGradients(gradients);
      optimizer.applyGradients(gradients);
    },
  }),
  wrong('biases are not trained', {
    gradients: (gradients) =>
      mapped(gradients, (gradient) => (gradient.rank === 1 ? tf.zerosLike(gradient) : gradient)),
  }),
  wrong('the last layer alone is trained', {
    gradients: (gradients, { model }) => {
      const names = model.layers.at(-1)!.trainableWeights.map((weight) => weight.read());
      const last = new Set(names.map((variable) => (variable as tf.Variable).name));
      return mapped(gradients, (gradient, name) =>
        last.has(name) ? gradient : tf.zerosLike(gradient),
      );
    },
  }),
  wrong('the first layer alone is trained', {
    gradients: (gradients, { model }) => {
      const [{ name: kernel }] = variablesOf(model);
      const prefix = kernel.split('/')[0];
      return mapped(gradients, (gradient, name) =>
        name.startsWith(prefix) ? gradient : tf.zerosLike(gradient),
      );
    },
  }),
  wrong('a gradient longer than 5 is shortened', {
    gradients: (gradients) => {
      const [length] = Object.values(gradients)
        .map((gradient) => gradient.square().sum())
        .reduce((sum, square) => sum.add(square))
        .sqrt()
        .dataSync();
      return mapped(gradients, (gradient) => gradient.mul(Math.min(1, 5 / length)));
    },
  }),
  wrong('gradients above 0.1 are cut', {
    gradients: (gradients) => mapped(gradients, (gradient) => gradient.clipByValue(-0.1, 0.1)),
  }),
  wrong('weights decay in each step', {
    update: (gradients, { optimizer, model }) => {
      optimizer.applyGradients(gradients);
      for (const variable of variablesOf(model)) variable.assign(variable.mul(0.999));
    },
  }),
  wrong('plain steps of 0.01, whatever the optimizer', {
    update: (gradients, { model }) => {
      for (const v of variablesOf(model)) v.assign(v.sub(gradients[v.name].mul(0.01)));
    },
  }),
  wrong('an optimizer of its own: Adam', (model, _, data, split, options) =>
    trainEpoch(model, tf.train.adam(0.01), data, split, options),
  ),
  wrong('a new optimizer in each epoch', (model, optimizer, data, split, options) => {
    const isPlain = optimizer.getClassName() === 'SGD';
    const rate = rateOf(optimizer);
    const fresh = isPlain ? tf.train.sgd(rate) : tf.train.momentum(rate, 0.5);
    return trainEpoch(model, fresh, data, split, options);
  }),
  wrong('the optimizer is disposed of after each epoch', async (model, optimizer, ...rest) => {
    const records = await trainEpoch(model, optimizer, ...rest);
    optimizer.dispose();
    return records;
  }),
  wrong('the rate falls from epoch to epoch', (model, optimizer, data, split, options) => {
    const { learningRate } = optimizer as unknown as { learningRate: number };
    if (options?.epoch) Object.assign(optimizer, { learningRate: 0.9 * learningRate });
    if (options?.epoch) (optimizer as tf.SGDOptimizer).setLearningRate?.(0.9 * learningRate);
    return trainEpoch(model, optimizer, data, split, options);
  }),
  wrong('gradients are added up and never set back to 0', summing(false)),
  wrong('gradients of all batches are added up for one step', summing(true)),
  wrong('the weights begin anew in each epoch', async (model, ...rest) => {
    const begun = beginnings.get(model) ?? model.getWeights().map((w) => w.dataSync().slice());
    beginnings.set(model, begun);
    const shapes = model.getWeights().map(({ shape }) => shape);
    tf.tidy(() => model.setWeights(begun.map((values, i) => tf.tensor(values, shapes[i]))));
    return trainEpoch(model, ...rest);
  }),
];

const rateOf = (optimizer: tf.Optimizer) =>
  (optimizer as unknown as { learningRate: number }).learningRate;

const beginnings = new WeakMap<tf.LayersModel, ReturnType<tf.Tensor['dataSync']>[]>();

/** Sums up gradients over the batches of an epoch, and steps at each of them or at the last. */
function summing(onlyAtTheEnd: boolean): TrainEpoch {
  return async (model, optimizer, data, split, options = {}) => {
    let sums: tf.NamedTensorMap | undefined;
    const { batchSize = 50 } = options;
    const records = await training({
      update: (gradients, { before }) => {
        const next = mapped(gradients, (gradient, name) =>
          tf.keep(sums === undefined ? gradient.clone() : sums[name].add(gradient)),
        );
        tf.dispose(sums);
        sums = next;
        const isLast = (before + 1) * batchSize >= split.train.length;
        if (isLast || !onlyAtTheEnd) optimizer.applyGradients(next);
      },
    })(model, optimizer, data, split, options);
    tf.dispose(sums);
    return records;
  };
}

/** Other images, labels or modes in the step than the right ones. */
export const wrongInputs = [
  wrong('levels 0 … 255 go into the network', {
    images: (step) => imagesOf(step).mul(255),
  }),
  wrong('levels are divided by 255 twice', { images: (step) => imagesOf(step).div(255) }),
  wrong('images are mirrored in every second step', {
    images: (step) => (step.before % 2 === 0 ? imagesOf(step).reverse(2) : imagesOf(step)),
  }),
  wrong('height and width are exchanged', {
    images: (step) => {
      const { batch, data } = step;
      const shape = [batch.size, data.width, data.height, data.channels] as const;
      return tf.tensor4d(batch.images, [...shape]).transpose([0, 2, 1, 3]);
    },
  }),
  wrong('images are shuffled, labels are not', {
    images: (step) => imagesOf(step).reverse(0),
  }),
  wrong('labels as they lie, images in the order of the epoch', {
    batches: (data, indices, { batchSize, seed, epoch }) => {
      const unshuffled = [...batches(data, { indices, batchSize })];
      return [...batches(data, { indices, batchSize, seed, epoch })].map((batch, k) => ({
        ...batch,
        labels: unshuffled[k].labels,
      }));
    },
  }),
  wrong('the network is in evaluation mode for steps', {
    logits: (model, images) => model.apply(images) as tf.Tensor2D,
  }),
  wrong('trains on all samples of the data set', (model, optimizer, data, split, options) =>
    trainEpoch(model, optimizer, data, { ...split, train: [...data.labels.keys()] }, options),
  ),
  wrong(
    'trains on the validation samples after the others',
    async (model, optimizer, data, split, options) => {
      const records = await trainEpoch(model, optimizer, data, split, options);
      await training({ isRecorded: () => false })(
        model,
        optimizer,
        data,
        { ...split, train: split.validation },
        options,
      );
      return records;
    },
  ),
  wrong(
    'places in the list of indices are taken for indices',
    (model, optimizer, data, split, options) =>
      trainEpoch(model, optimizer, data, { ...split, train: [...split.train.keys()] }, options),
  ),
];
