import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

/** Numbers nested to any depth, for example `[inputs, units]` or `[rows, columns, channels, kernels]`. */
export type NestedNumbers = readonly (number | NestedNumbers)[];

/**
 * Task 4.2: how steep the loss is in the weights of the first layer, ‖∂loss/∂W‖: the square root of the
 * sum of the squares of all elements of the gradient.
 *
 * W are the weights, without the bias, of the first layer that has any. The loss is the mean softmax
 * cross-entropy of the batch, with the network in training mode, as in a step of training. It is
 * computed from the gradient itself, as `tf.variableGrads` and `tf.grads` give it.
 *
 * @param model - images in, logits `[batch, classes]` out. Not changed.
 * @param images - `[batch, height, width, channels]`. Not disposed.
 * @param labels - `[batch]`, int32: the class of each image. Not disposed.
 * @returns a number, at least 0. No tensor is left behind.
 */
export async function gradientMagnitude(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  labels: tf.Tensor1D,
): Promise<number> {
  throw new NotImplemented('4.2', 'gradientMagnitude');
}

/**
 * Task 4.3: the same magnitude without any gradient, from the weights before and after one step of plain
 * SGD: ‖before − after‖ / learningRate.
 *
 * @param before - nested arrays of any depth, as `tensor.array()` gives them. Not changed.
 * @param after - of the same shape. Not changed.
 * @param learningRate - of the step, greater than 0.
 * @throws {Error} when the shapes differ, with the two lengths that do not fit in the message, or when the
 *   learning rate is not greater than 0, with the rate in the message.
 */
export function magnitudeFromWeights(
  before: NestedNumbers,
  after: NestedNumbers,
  learningRate: number,
): number {
  throw new NotImplemented('4.3', 'magnitudeFromWeights');
}
