import * as tf from '@tensorflow/tfjs';
import { EuclideanLoss, SoftmaxCrossEntropy } from '../../solutions/part6/losses.ts';
import { proveCorpus } from './corpus.ts';
import { loss } from './part6/losses.ts';

const stable = (x: tf.Tensor2D) => x.sub(x.max(1, true));

const euclidean = loss('EuclideanLoss', {
  forward: (x, t) =>
    x
      .sub(t)
      .square()
      .sum()
      .div(2 * x.shape[0]),
  backward: (x, t) => x.sub(t).div(x.shape[0]),
});
const crossEntropy = loss('SoftmaxCrossEntropy', {
  forward: (x, t) => stable(x).exp().sum(1).log().sub(stable(x).mul(t).sum(1)).mean(),
  backward: (x, t) => x.softmax().sub(t).div(x.shape[0]),
});

const wrong = [
  euclidean('Euclidean: no half', { forward: (x, t) => x.sub(t).square().sum().div(x.shape[0]) }),
  euclidean('Euclidean: the mean of all squares', { forward: (x, t) => x.sub(t).square().mean() }),
  euclidean('Euclidean: half the mean of all squares', {
    forward: (x, t) => x.sub(t).square().mean().div(2),
  }),
  euclidean('Euclidean: half the sum', { forward: (x, t) => x.sub(t).square().sum().div(2) }),
  euclidean('Euclidean: the root', { forward: (x, t) => x.sub(t).square().sum(1).sqrt().mean() }),
  euclidean('Euclidean: absolute differences', {
    forward: (x, t) =>
      x
        .sub(t)
        .abs()
        .sum()
        .div(2 * x.shape[0]),
  }),
  euclidean('Euclidean: the gradient is not divided by N', { backward: (x, t) => x.sub(t) }),
  euclidean('Euclidean: the gradient has a 2', {
    backward: (x, t) => x.sub(t).mul(2).div(x.shape[0]),
  }),
  euclidean('Euclidean: the gradient is divided by all numbers', {
    backward: (x, t) => x.sub(t).div(x.size),
  }),
  euclidean('Euclidean: the gradient is t − x', { backward: (x, t) => t.sub(x).div(x.shape[0]) }),
  euclidean('Euclidean: the gradient of the squares', {
    backward: (x, t) => x.sub(t).square().div(x.shape[0]),
  }),
  euclidean('Euclidean: shapes are not compared', { stretches: true }),
  euclidean('Euclidean: the first forward is kept', { keepsFirst: true }),
  euclidean('Euclidean: the loss is a number', {
    forward: (x, t) =>
      x
        .sub(t)
        .square()
        .sum()
        .div(2 * x.shape[0])
        .dataSync()[0] as never,
  }),
  crossEntropy('cross-entropy: the logarithm of a softmax', {
    forward: (x, t) => x.softmax().log().mul(t).sum(1).mean().neg(),
  }),
  crossEntropy('cross-entropy: an ε in the logarithm', {
    forward: (x, t) => x.softmax().add(1e-7).log().mul(t).sum(1).mean().neg(),
  }),
  crossEntropy('cross-entropy: without subtracting the largest', {
    forward: (x, t) => x.exp().sum(1).log().sub(x.mul(t).sum(1)).mean(),
  }),
  crossEntropy('cross-entropy: the gradient without subtracting the largest', {
    backward: (x, t) => x.exp().div(x.exp().sum(1, true)).sub(t).div(x.shape[0]),
  }),
  crossEntropy('cross-entropy: the largest of the whole batch is subtracted', {
    forward: (x, t) => {
      const shifted = x.sub(x.max());
      return shifted.exp().sum(1).log().sub(shifted.mul(t).sum(1)).mean();
    },
  }),
  crossEntropy('cross-entropy: the sum over the batch', {
    forward: (x, t) => stable(x).exp().sum(1).log().sub(stable(x).mul(t).sum(1)).sum(),
  }),
  crossEntropy('cross-entropy: the mean over all numbers', {
    forward: (x, t) => x.logSoftmax().mul(t).mean().neg(),
  }),
  crossEntropy('cross-entropy: no minus', {
    forward: (x, t) => x.logSoftmax().mul(t).sum(1).mean(),
  }),
  crossEntropy('cross-entropy: to the base 2', {
    forward: (x, t) => x.logSoftmax().mul(t).sum(1).mean().div(-Math.LN2),
  }),
  crossEntropy('cross-entropy: the softmax along the batch', {
    forward: (x, t) => x.transpose().logSoftmax().transpose().mul(t).sum(1).mean().neg(),
  }),
  crossEntropy('cross-entropy: the outputs are taken for probabilities', {
    forward: (x, t) => x.abs().add(1e-6).log().mul(t).sum(1).mean().neg(),
  }),
  crossEntropy('cross-entropy: the gradient is not divided by N', {
    backward: (x, t) => x.softmax().sub(t),
  }),
  crossEntropy('cross-entropy: the gradient is divided by the classes', {
    backward: (x, t) => x.softmax().sub(t).div(x.shape[1]),
  }),
  crossEntropy('cross-entropy: the gradient is t − softmax', {
    backward: (x, t) => t.sub(x.softmax()).div(x.shape[0]),
  }),
  crossEntropy('cross-entropy: the gradient is the softmax', {
    backward: (x) => x.softmax().div(x.shape[0]),
  }),
  crossEntropy('cross-entropy: the gradient has 1 subtracted everywhere', {
    backward: (x) => x.softmax().sub(1).div(x.shape[0]),
  }),
  crossEntropy('cross-entropy: the gradient is only at the labels', {
    backward: (x, t) => x.softmax().sub(t).mul(t).div(x.shape[0]),
  }),
  crossEntropy('cross-entropy: softmax twice', {
    backward: (x, t) => x.softmax().softmax().sub(t).div(x.shape[0]),
  }),
  crossEntropy('cross-entropy: shapes are not compared', { stretches: true }),
  crossEntropy('cross-entropy: the first forward is kept', { keepsFirst: true }),
  crossEntropy('cross-entropy: the loss is a list of one', {
    forward: (x, t) => x.logSoftmax().mul(t).sum(1).mean().neg().reshape([1]),
  }),
  crossEntropy('cross-entropy: tf.losses finds the gradient', {
    backward: (x, t) =>
      tf.grad((logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(t, logits as tf.Tensor2D))(x),
  }),
];

const right = [
  euclidean('Euclidean: sample by sample', {
    forward: (x, t) => x.sub(t).square().sum(1).div(2).mean(),
    backward: (x, t) => x.mul(1 / x.shape[0]).sub(t.mul(1 / x.shape[0])),
  }),
  euclidean('Euclidean: tf.squaredDifference', {
    forward: (x, t) =>
      tf
        .squaredDifference(x, t)
        .sum()
        .mul(0.5 / x.shape[0]),
  }),
  crossEntropy('cross-entropy: logSoftmax and logSumExp', {
    forward: (x, t) => tf.logSumExp(x, 1).sub(x.mul(t).sum(1)).mean(),
    backward: (x, t) => x.logSoftmax().exp().sub(t).div(x.shape[0]),
  }),
  crossEntropy('cross-entropy: the label by argMax, and gather', {
    forward: (x, t) => {
      const rows = tf.range(0, x.shape[0], 1, 'int32');
      const places = tf.stack([rows, t.argMax(1)], 1);
      return tf.gatherND(x.logSoftmax(), places).mean().neg();
    },
  }),
];

proveCorpus({
  part: 'part6',
  file: 'losses',
  reference: { EuclideanLoss, SoftmaxCrossEntropy },
  wrong,
  right,
});
