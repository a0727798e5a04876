import * as tf from '@tensorflow/tfjs';

export interface LossAndGradient {
  loss: tf.Scalar;
  gradient: tf.Tensor2D;
}

export type Loss = (outputs: tf.Tensor2D, labels: tf.Tensor1D) => LossAndGradient;

export type Criterion = 'cross-entropy' | 'nll' | 'multi-margin' | 'mse' | 'mae';

export function logSoftmax(logits: tf.Tensor2D): tf.Tensor2D {
  const shifted = logits.sub<tf.Tensor2D>(logits.max(1, true)); // the largest of each row is 0
  const sums = shifted.exp().sum(1, true); // [batch, 1], from 1 to the number of classes
  return shifted.sub(sums.log());
}

export function logSoftmaxBackward(
  logProbabilities: tf.Tensor2D,
  gradOutput: tf.Tensor2D,
): tf.Tensor2D {
  return gradOutput.sub(logProbabilities.exp().mul(gradOutput.sum(1, true)));
}

export function crossEntropy(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  const targets = oneHot(outputs, labels);
  const logProbabilities = logSoftmax(outputs);
  return {
    loss: logProbabilities.mul(targets).sum().div(-outputs.shape[0]),
    gradient: logProbabilities.exp().sub(targets).div(outputs.shape[0]),
  };
}

export function negativeLogLikelihood(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  const weights = oneHot(outputs, labels).div<tf.Tensor2D>(-outputs.shape[0]);
  return { loss: outputs.mul(weights).sum(), gradient: weights };
}

export function multiMargin(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  const targets = oneHot(outputs, labels);
  const atLabels = outputs.mul(targets).sum(1, true); // [batch, 1]
  const missing = outputs.sub(atLabels).add(1).mul(tf.sub(1, targets)); // 0 at the label
  const isMissed = tf.step(missing) as tf.Tensor2D; // 1 where something is missing, else 0
  const gradient = isMissed.sub(targets.mul(isMissed.sum(1, true)));
  return {
    loss: tf.maximum(missing, 0).sum().div(outputs.size),
    gradient: gradient.div(outputs.size),
  };
}

export function meanSquaredError(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  const difference = outputs.sub<tf.Tensor2D>(oneHot(outputs, labels));
  return {
    loss: difference.square().sum().div(outputs.size),
    gradient: difference.mul(2 / outputs.size),
  };
}

export function meanAbsoluteError(outputs: tf.Tensor2D, labels: tf.Tensor1D): LossAndGradient {
  const difference = outputs.sub<tf.Tensor2D>(oneHot(outputs, labels));
  return {
    loss: difference.abs().sum().div(outputs.size),
    gradient: difference.sign().div(outputs.size),
  };
}

export function lossOf(
  criterion: Criterion,
  outputs: tf.Tensor2D,
  labels: tf.Tensor1D,
): LossAndGradient {
  switch (criterion) {
    case 'cross-entropy':
      return crossEntropy(outputs, labels);
    case 'nll': {
      const logProbabilities = logSoftmax(outputs);
      const { loss, gradient } = negativeLogLikelihood(logProbabilities, labels);
      return { loss, gradient: logSoftmaxBackward(logProbabilities, gradient) };
    }
    case 'multi-margin':
      return multiMargin(outputs, labels);
    case 'mse':
      return meanSquaredError(outputs, labels);
    case 'mae':
      return meanAbsoluteError(outputs, labels);
  }
}

/**
 * 1 at each label, 0 elsewhere, in the shape of the outputs.
 *
 * @throws {Error} when there are more or fewer labels than rows: one row would be stretched to fit all.
 */
function oneHot({ shape: [batch, classes] }: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor2D {
  if (labels.size !== batch) {
    throw new Error(`There are ${batch} rows of outputs and ${labels.size} labels.`);
  }
  return tf.oneHot(labels, classes, 1, 0, 'float32') as tf.Tensor2D;
}
