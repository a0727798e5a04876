import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

/** How wrong outputs are, and how that changes with each of them. */
export interface LossAndGradient {
  /** One number, the mean over the batch. */
  loss: tf.Scalar;
  /** ∂loss/∂outputs, of the shape of the outputs. */
  gradient: tf.Tensor2D;
}

/**
 * What a network is judged by. It is called within a `tf.tidy`, which frees what it makes; it disposes of
 * nothing that it was given.
 *
 * @param outputs - `[batch, classes]`, float32, of at least one sample.
 * @param labels - `[batch]`, int32: the class of each sample, from 0.
 * @throws {Error} when there are more or fewer labels than rows of outputs; the message gives both numbers.
 */
export type Loss = (outputs: tf.Tensor2D, labels: tf.Tensor1D) => LossAndGradient;

/** The losses by name. */
export type Criterion = 'cross-entropy' | 'nll' | 'multi-margin' | 'mse' | 'mae';

/**
 * Task 8.1: y = x − ln Σ exp(x), row by row: the logarithm of the softmax. Logits of ±1000 give finite
 * numbers.
 *
 * @param logits - `[batch, classes]`
 * @returns the log-probabilities, `[batch, classes]`.
 */
export function logSoftmax(logits: tf.Tensor2D): tf.Tensor2D {
  throw new NotImplemented('8.1', 'logSoftmax');
}

/**
 * Task 8.1: from ∂loss/∂y to ∂loss/∂x, where y is the log-softmax of x.
 *
 * @param logProbabilities - y, what `logSoftmax` returned.
 * @param gradOutput - ∂loss/∂y, of the same shape.
 * @returns ∂loss/∂x, of the same shape.
 */
export function logSoftmaxBackward(
  logProbabilities: tf.Tensor2D,
  gradOutput: tf.Tensor2D,
): tf.Tensor2D {
  throw new NotImplemented('8.1', 'logSoftmaxBackward');
}

/** Task 8.1: the mean of −ln softmax(x) at the label. The outputs are logits, also of ±1000. */
export function crossEntropy(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  throw new NotImplemented('8.1', 'crossEntropy');
}

/** Task 8.1: the mean of −y at the label. The outputs y are log-probabilities, or any numbers. */
export function negativeLogLikelihood(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  throw new NotImplemented('8.1', 'negativeLogLikelihood');
}

/**
 * Task 8.1: for each sample, Σ max(0, 1 − x_label + x_i) over all classes i but the label, divided by the
 * number of all classes; then the mean over the batch. Where a margin is met exactly,
 * 1 − x_label + x_i = 0, the derivative of its term is 0.
 */
export function multiMargin(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  throw new NotImplemented('8.1', 'multiMargin');
}

/** Task 8.1: the mean of (x − t)² over all samples and classes, where t is 1 at the label and 0 elsewhere. */
export function meanSquaredError(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  throw new NotImplemented('8.1', 'meanSquaredError');
}

/**
 * Task 8.1: the mean of |x − t| over all samples and classes, where t is 1 at the label and 0 elsewhere. Where
 * x = t, the derivative is 0.
 */
export function meanAbsoluteError(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  throw new NotImplemented('8.1', 'meanAbsoluteError');
}

/**
 * Task 8.1: the loss of what leaves a network, by its name. For `nll` a log-softmax goes in front of the
 * negative log-likelihood, and the gradient goes back through it; the others take the outputs as they are.
 *
 * @param outputs - of the network, `[batch, classes]`.
 */
export function lossOf(
  criterion: Criterion,
  outputs: tf.Tensor2D,
  labels: tf.Tensor1D,
): LossAndGradient {
  throw new NotImplemented('8.1', 'lossOf');
}
