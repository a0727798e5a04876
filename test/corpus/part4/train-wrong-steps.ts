import * as tf from '@tensorflow/tfjs';
import { trainEpoch } from '../../../solutions/part4/train.ts';
import { firstVariable, inEvaluation, logitsOf, meanLoss, oneHot } from './gradients.ts';
import { training as wrong, variablesOf, type Gradients } from './trainer.ts';

const each = (gradients: Gradients, change: (g: tf.Tensor, name: string) => tf.Tensor) =>
  Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, change(g, name)]));

export const wrongSteps = [
  wrong('climbs', { rate: (rate) => -rate }),
  wrong('the sum of the losses', {
    loss: (model, x, labels) => meanLoss(model, x, labels).mul(labels.size),
  }),
  wrong('the sum is descended, the mean recorded', {
    follow: (gradients, _, size) => each(gradients, (g) => g.mul(size)),
  }),
  wrong('no update', { follow: () => ({}) }),
  wrong('two steps for each batch', { repeats: 2 }),
  wrong('the rate of the assignment, whatever is asked', { rate: () => 0.01 }),
  wrong('the rate is forgotten', { rate: () => 1 }),
  wrong('the rate falls with every step', { rate: (rate, step) => rate / step }),
  wrong('only kernels are trained', {
    follow: (gradients, model) => {
      const kernels = model.trainableWeights.filter(({ shape }) => shape.length > 1);
      return Object.fromEntries(kernels.map(({ name }) => [name, gradients[name]]));
    },
  }),
  wrong('only the first layer is trained', {
    follow: (gradients, model) => {
      const { name } = firstVariable(model);
      return { [name]: gradients[name] };
    },
  }),
  wrong('weight decay', {
    follow: (gradients, model) => {
      const weights = new Map(variablesOf(model).map(({ name, variable }) => [name, variable]));
      return each(gradients, (g, name) => g.add(weights.get(name)!.mul(0.01)));
    },
  }),
  wrong('gradients cut off at 0.1', {
    follow: (gradients) => each(gradients, (g) => g.clipByValue(-0.1, 0.1)),
  }),
  wrong('gradients of length 1', {
    follow: (gradients) => each(gradients, (g) => g.div(g.norm().add(1e-9))),
  }),
  wrong('only the signs of the gradients', {
    follow: (gradients) => each(gradients, (g) => g.sign()),
  }),
  wrong('a softmax of the softmax', {
    loss: (model, x, labels) => {
      const probabilities = logitsOf(model, x).softmax();
      return tf.losses.softmaxCrossEntropy(oneHot(labels, probabilities), probabilities);
    },
  }),
  wrong('the logarithm of a softmax that has become 0', {
    loss: (model, x, labels) => {
      const logits = logitsOf(model, x);
      return tf.log(logits.softmax()).mul(oneHot(labels, logits)).sum(1).mean().neg();
    },
  }),
  wrong('label smoothing', {
    loss: (model, x, labels) => {
      const logits = logitsOf(model, x);
      return tf.losses.softmaxCrossEntropy(oneHot(labels, logits), logits, undefined, 0.1);
    },
  }),
  wrong('the mean squared error', {
    loss: (model, x, labels) => {
      const logits = logitsOf(model, x);
      return tf.losses.meanSquaredError(oneHot(labels, logits), logits.softmax());
    },
  }),
  wrong('levels 0 … 255', { pixel: (level) => level }),
  wrong('levels divided by 256', { pixel: (level) => level / 256 }),
  wrong('levels −1 … 1', { pixel: (level) => level / 127.5 - 1 }),
  wrong('evaluation mode', { loss: inEvaluation }),
  wrong(
    'momentum',
    withOptimizer((rate) => tf.train.momentum(rate, 0.9)),
  ),
  wrong(
    'Adam',
    withOptimizer((rate) => tf.train.adam(rate)),
  ),
  wrong(
    'RMSProp',
    withOptimizer((rate) => tf.train.rmsprop(rate)),
  ),
];

/** The right loop, but for its optimizer. */
function withOptimizer(make: (rate: number) => tf.Optimizer) {
  return async (...[model, rate, data, indices, options]: Parameters<typeof trainEpoch>) => {
    const { sgd } = tf.train;
    try {
      Object.assign(tf.train, { sgd: make });
      return await trainEpoch(model, rate, data, indices, options);
    } finally {
      Object.assign(tf.train, { sgd });
    }
  };
}
