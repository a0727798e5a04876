import * as tf from '@tensorflow/tfjs';
import type * as reference from '../../../solutions/part4/gradient.ts';

// Pieces that programs of part 4 are made of, right and wrong.

/** What the tasks of gradient.ts ask for. */
export type Gradient = Pick<typeof reference, 'gradientMagnitude' | 'magnitudeFromWeights'>;

export type Model = tf.LayersModel;
export type Loss = (model: Model, images: tf.Tensor4D, labels: tf.Tensor1D) => tf.Tensor;

export const logitsOf = (model: Model, images: tf.Tensor4D, training = true): tf.Tensor2D =>
  model.apply(images, { training }) as tf.Tensor2D;

export const oneHot = (labels: tf.Tensor1D, logits: tf.Tensor): tf.Tensor =>
  tf.oneHot(labels, logits.shape[1]!);

export const meanLoss = (model: Model, images: tf.Tensor4D, labels: tf.Tensor1D): tf.Scalar => {
  const logits = logitsOf(model, images);
  return tf.losses.softmaxCrossEntropy(oneHot(labels, logits), logits);
};

/** The variable of the first layer that has weights. */
export const firstVariable = (model: Model): tf.Variable =>
  model.layers.find(({ weights }) => weights.length > 0)!.weights[0].read() as tf.Variable;

/** The gradients by name; to be called inside of `tf.tidy`. */
export const allGradients = (
  model: Model,
  images: tf.Tensor4D,
  labels: tf.Tensor1D,
  loss: Loss = meanLoss,
): Record<string, tf.Tensor> =>
  tf.variableGrads(() => loss(model, images, labels) as tf.Scalar).grads;

/** The gradient of the first layer's weights. */
export const firstGradient = (
  model: Model,
  images: tf.Tensor4D,
  labels: tf.Tensor1D,
  loss?: Loss,
): tf.Tensor => allGradients(model, images, labels, loss)[firstVariable(model).name];

/** The number that a tensor holds, computed in a tidy. */
export const numberOf = (compute: () => tf.Tensor): number => {
  const tensor = tf.tidy(compute);
  const [value] = tensor.dataSync();
  tensor.dispose();
  return value;
};

/** The mean cross-entropy of a network that is not in training mode. */
export const inEvaluation: Loss = (model, images, labels) => {
  const logits = logitsOf(model, images, false);
  return tf.losses.softmaxCrossEntropy(oneHot(labels, logits), logits);
};
