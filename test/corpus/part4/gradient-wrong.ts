import * as tf from '@tensorflow/tfjs';
import * as reference from '../../../solutions/part4/gradient.ts';
import type { Implementation } from '../implementation.ts';
import {
  allGradients,
  firstGradient,
  firstVariable,
  inEvaluation,
  logitsOf,
  meanLoss,
  numberOf,
  oneHot,
  type Gradient,
  type Loss,
  type Model,
} from './gradients.ts';

type Magnitude = (model: Model, images: tf.Tensor4D, labels: tf.Tensor1D) => unknown;
const { gradientMagnitude } = reference;

const wrong = (name: string, write: Magnitude): Implementation<Gradient> => ({
  name,
  module: { gradientMagnitude: write },
});

/** Of the right gradient, not the right number. */
const summary = (name: string, summarise: (gradient: tf.Tensor, model: Model) => tf.Tensor) =>
  wrong(name, async (model, images, labels) =>
    numberOf(() => summarise(firstGradient(model, images, labels), model)),
  );

/** The right number of another loss. */
const ofLoss = (name: string, loss: Loss) =>
  wrong(name, async (model, images, labels) =>
    numberOf(() => firstGradient(model, images, labels, loss).norm()),
  );

/** The right number of other weights. */
const ofWeights = (name: string, pick: (model: Model) => readonly { name: string }[]) =>
  wrong(name, async (model, images, labels) =>
    numberOf(() => {
      const gradients = allGradients(model, images, labels);
      const flat = pick(model).map((weight) => gradients[weight.name].flatten());
      return tf.concat(flat).norm();
    }),
  );

export const wrongSummaries = [
  summary('no root', (gradient) => gradient.square().sum()),
  summary('the sum of absolute values', (gradient) => gradient.abs().sum()),
  summary('the largest element', (gradient) => gradient.abs().max()),
  summary('the largest element, without its sign', (gradient) => gradient.max()),
  summary('the mean of absolute values', (gradient) => gradient.abs().mean()),
  summary('the root of the mean of the squares', (gradient) => gradient.square().mean().sqrt()),
  summary('divided by the number of weights', (gradient) => gradient.norm().div(gradient.size)),
  summary('the sum, with signs', (gradient) => gradient.sum()),
  summary('the first row alone', (gradient) => gradient.gather([0]).norm()),
  summary('the mean of the magnitudes of the units', (gradient) =>
    gradient
      .reshape([-1, gradient.shape.at(-1)!])
      .norm('euclidean', 0)
      .mean(),
  ),
  summary('the magnitudes of the units added up', (gradient) =>
    gradient
      .reshape([-1, gradient.shape.at(-1)!])
      .norm('euclidean', 0)
      .sum(),
  ),
  summary('relative to the weights', (gradient, model) =>
    gradient.norm().div(firstVariable(model).norm().add(1e-9)),
  ),
  summary('times the learning rate', (gradient) => gradient.norm().mul(0.01)),
  summary('cut off at 1', (gradient) => gradient.norm().minimum(1)),
  summary('a small number under the root', (gradient) => gradient.square().sum().add(1e-7).sqrt()),
  summary('the weights themselves', (_, model) => firstVariable(model).norm()),
];

export const wrongWeights = [
  ofWeights('all weights and biases', (model) => model.trainableWeights),
  ofWeights('all kernels', (model) =>
    model.trainableWeights.filter(({ shape }) => shape.length > 1),
  ),
  ofWeights('the first layer’s weights and bias', (model) =>
    model.layers.find(({ weights }) => weights.length > 0)!.weights.slice(0, 2),
  ),
  ofWeights('the last layer', (model) => model.layers.at(-1)!.weights.slice(0, 1)),
  ofWeights('the second layer that has weights, where there is one', (model) => {
    const layers = model.layers.filter(({ weights }) => weights.length > 0);
    return (layers[1] ?? layers[0]).weights.slice(0, 1);
  }),
  ofWeights('the first layer, even where it has no weights', (model) =>
    model.layers[0].weights.slice(0, 1),
  ),
  ofWeights('the first fully connected layer', (model) =>
    model.layers.find((layer) => layer.getClassName() === 'Dense')!.weights.slice(0, 1),
  ),
  ofWeights('the bias of the first layer', (model) =>
    model.layers.find(({ weights }) => weights.length > 0)!.weights.slice(-1),
  ),
  wrong('with respect to the images', async (model, images, labels) =>
    numberOf(() =>
      tf
        .grad((x) => meanLoss(model, x as tf.Tensor4D, labels))(images)
        .norm(),
    ),
  ),
];

export const wrongLosses = [
  ofLoss('the sum of the losses', (model, images, labels) =>
    meanLoss(model, images, labels).mul(labels.size),
  ),
  ofLoss('a mean over the classes too', (model, images, labels) => {
    const logits = logitsOf(model, images);
    return oneHot(labels, logits).mul(tf.logSoftmax(logits)).mean().neg();
  }),
  ofLoss('a softmax of the softmax', (model, images, labels) => {
    const probabilities = tf.softmax(logitsOf(model, images));
    return tf.losses.softmaxCrossEntropy(oneHot(labels, probabilities), probabilities);
  }),
  ofLoss('the mean squared error of the probabilities', (model, images, labels) => {
    const logits = logitsOf(model, images);
    return tf.losses.meanSquaredError(oneHot(labels, logits), tf.softmax(logits));
  }),
  ofLoss('a sigmoid cross-entropy', (model, images, labels) => {
    const logits = logitsOf(model, images);
    return tf.losses.sigmoidCrossEntropy(oneHot(labels, logits), logits);
  }),
  ofLoss('label smoothing', (model, images, labels) => {
    const logits = logitsOf(model, images);
    return tf.losses.softmaxCrossEntropy(oneHot(labels, logits), logits, undefined, 0.1);
  }),
  ofLoss('the logarithm of a softmax that has become 0', (model, images, labels) => {
    const logits = logitsOf(model, images);
    return oneHot(labels, logits)
      .mul(tf.log(tf.softmax(logits)))
      .sum(1)
      .mean()
      .neg();
  }),
  ofLoss('exponentials that overflow', (model, images, labels) => {
    const logits = logitsOf(model, images);
    const wanted = oneHot(labels, logits).mul(logits).sum(1);
    return logits.exp().sum(1).log().sub(wanted).mean();
  }),
  ofLoss('weight decay beside the loss', (model, images, labels) =>
    meanLoss(model, images, labels).add(firstVariable(model).square().sum().mul(0.0005)),
  ),
  ofLoss('evaluation mode', inEvaluation),
  ofLoss('levels of 0 … 1 divided by 255 once more', (model, images, labels) =>
    meanLoss(model, images.div(255), labels),
  ),
  ofLoss('classes counted from 1', (model, images, labels) =>
    meanLoss(model, images, labels.sub(tf.scalar(1, 'int32')).maximum(tf.scalar(0, 'int32'))),
  ),
  ofLoss('the first sample alone', (model, images, labels) =>
    meanLoss(model, images.slice(0, 1), labels.slice(0, 1)),
  ),
  ofLoss('the last sample is forgotten', (model, images, labels) =>
    meanLoss(
      model,
      images.slice(0, Math.max(1, labels.size - 1)),
      labels.slice(0, Math.max(1, labels.size - 1)),
    ),
  ),
  wrong('the mean of the magnitudes of single samples', async (model, images, labels) => {
    const alone = Array.from({ length: labels.size }, (_, n) =>
      numberOf(() =>
        firstGradient(model, images.slice(n, 1) as tf.Tensor4D, labels.slice(n, 1)).norm(),
      ),
    );
    return alone.reduce((sum, x) => sum + x) / alone.length;
  }),
];

/** Takes a step of SGD, and looks how far the weights have gone. */
function byAStep(model: Model, images: tf.Tensor4D, labels: tf.Tensor1D, rate: number): number {
  const before = tf.tidy(() => firstVariable(model).clone());
  const optimizer = tf.train.sgd(rate);
  optimizer.minimize(() => meanLoss(model, images, labels));
  optimizer.dispose();
  const magnitude = numberOf(() => firstVariable(model).sub(before).norm().div(rate));
  before.dispose();
  return magnitude;
}

const remembered = new WeakMap<Model, Promise<number>>();

export const wrongManners = [
  wrong('a step is taken and not taken back', async (...batch) => byAStep(...batch, 1)),
  wrong('a step is taken and taken back: small gradients are lost', async (model, ...batch) => {
    const before = model.getWeights().map((weight) => weight.clone());
    const magnitude = byAStep(model, ...batch, 0.01);
    model.setWeights(before);
    tf.dispose(before);
    return magnitude;
  }),
  wrong('rounded to four digits', async (...batch) =>
    Number((await gradientMagnitude(...batch)).toFixed(4)),
  ),
  wrong('a text', async (...batch) => String(await gradientMagnitude(...batch))),
  wrong('a tensor', async (...batch) => tf.scalar(await gradientMagnitude(...batch))),
  wrong('an array of one number', async (...batch) => [await gradientMagnitude(...batch)]),
  wrong('a typed array of one number', async (...batch) =>
    Float32Array.of(await gradientMagnitude(...batch)),
  ),
  wrong('nothing: the return is missing', async (...batch) => {
    await gradientMagnitude(...batch);
  }),
  wrong('NaN', async () => NaN),
  wrong('always 0', async () => 0),
  wrong('the first answer for a network is kept', (model, ...batch) => {
    const known = remembered.get(model) ?? gradientMagnitude(model, ...batch);
    remembered.set(model, known);
    return known;
  }),
  wrong('the gradients are left behind', async (model, images, labels) => {
    const { value, grads } = tf.variableGrads(() => meanLoss(model, images, labels));
    value.dispose();
    return numberOf(() => grads[firstVariable(model).name].norm());
  }),
  wrong('the loss is left behind', async (model, images, labels) => {
    const { value, grads } = tf.variableGrads(() => meanLoss(model, images, labels));
    const magnitude = numberOf(() => grads[firstVariable(model).name].norm());
    tf.dispose(grads);
    return value.isDisposed ? NaN : magnitude;
  }),
  wrong('the magnitude is left behind', async (model, images, labels) => {
    const norm = tf.tidy(() => firstGradient(model, images, labels).norm());
    return (await norm.data())[0];
  }),
  wrong('the images are freed', async (model, images, labels) => {
    const magnitude = await gradientMagnitude(model, images, labels);
    images.dispose();
    return magnitude;
  }),
  wrong('the labels are freed', async (model, images, labels) => {
    const magnitude = await gradientMagnitude(model, images, labels);
    labels.dispose();
    return magnitude;
  }),
  wrong('the network is freed', async (model, images, labels) => {
    const magnitude = await gradientMagnitude(model, images, labels);
    model.dispose();
    return magnitude;
  }),
];
