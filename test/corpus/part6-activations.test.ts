import * as tf from '@tensorflow/tfjs';
import { ReLU, Sigmoid } from '../../solutions/part6/activations.ts';
import { proveCorpus } from './corpus.ts';
import { elementwise } from './part6/elementwise.ts';

const relu = elementwise('ReLU', {
  forward: (x) => tf.maximum(x, 0),
  backward: (g, x) => g.mul(x.greater(0)),
});
const sigmoid = elementwise('Sigmoid', {
  forward: (x) => tf.div(1, x.neg().exp().add(1)),
  backward: (g, _, y) => g.mul(y).mul(tf.sub(1, y)),
});

const wrong = [
  relu('ReLU: the slope at 0 is 1', { backward: (g, x) => g.mul(x.greaterEqual(0)) }),
  relu('ReLU: the slope at 0 is a half', {
    backward: (g, x) => g.mul(x.sign().add(1).div(2)),
  }),
  relu('ReLU: leaky', { forward: (x) => tf.maximum(x, x.mul(0.01)) }),
  relu('ReLU: leaky on the way back', {
    backward: (g, x) => g.mul(tf.where(x.greater(0), tf.onesLike(x), tf.onesLike(x).mul(0.01))),
  }),
  relu('ReLU: cut off at 1', { forward: (x) => x.clipByValue(0, 1) }),
  relu('ReLU: the absolute value', { forward: (x) => x.abs() }),
  relu('ReLU: the mask is of gradOutput', { backward: (g) => g.mul(g.greater(0)) }),
  relu('ReLU: the slope alone', { backward: (_, x) => x.greater(0).toFloat() }),
  relu('ReLU: everything comes back', { backward: (g) => g.clone() }),
  relu('ReLU: times y', { backward: (g, _, y) => g.mul(y) }),
  relu('ReLU: the mask is the other way round', { backward: (g, x) => g.mul(x.lessEqual(0)) }),
  relu('ReLU: the first mask is kept', { keepsFirst: true }),
  relu('ReLU: backward before forward takes everything', { silent: true }),
  relu('ReLU: y is kept with tf.keep in each pass', { forward: (x) => tf.keep(tf.maximum(x, 0)) }),
  sigmoid('Sigmoid: the printed 1/(1 + e^x)', { forward: (x) => tf.div(1, x.exp().add(1)) }),
  sigmoid('Sigmoid: e^x/(1 + e^x) overflows', { forward: (x) => x.exp().div(x.exp().add(1)) }),
  sigmoid('Sigmoid: backward by e^(−x), which overflows', {
    backward: (g, x) => g.mul(x.neg().exp()).div(x.neg().exp().add(1).square()),
  }),
  sigmoid('Sigmoid: logits are clipped to ±2', {
    forward: (x) => tf.div(1, x.clipByValue(-2, 2).neg().exp().add(1)),
  }),
  sigmoid('Sigmoid: backward with x in place of y', {
    backward: (g, x) => g.mul(x).mul(tf.sub(1, x)),
  }),
  sigmoid('Sigmoid: backward with −y(1 − y)', { backward: (g, _, y) => g.mul(y).mul(y.sub(1)) }),
  sigmoid('Sigmoid: backward without gradOutput', { backward: (_, __, y) => y.mul(tf.sub(1, y)) }),
  sigmoid('Sigmoid: backward with 1 − y²', { backward: (g, _, y) => g.mul(tf.sub(1, y.square())) }),
  sigmoid('Sigmoid: the softmax', { forward: (x) => x.softmax() }),
  sigmoid('Sigmoid: hard', { forward: (x) => x.mul(0.2).add(0.5).clipByValue(0, 1) }),
  sigmoid('Sigmoid: the first pass is kept', { keepsFirst: true }),
  sigmoid('Sigmoid: it lists a parameter', {
    parameters: () => [{ value: tf.variable(tf.zeros([1])), gradient: tf.variable(tf.zeros([1])) }],
  }),
  sigmoid('Sigmoid: tf.grad finds the slope', {
    backward: (g, x) => tf.grad((input: tf.Tensor) => tf.div(1, input.neg().exp().add(1)))(x, g),
  }),
];

const right = [
  relu('ReLU: tf.relu and a mask of y', {
    forward: (x) => x.relu(),
    backward: (g, _, y) => g.mul(y.greater(0).toFloat()),
  }),
  relu('ReLU: where', {
    forward: (x) => tf.where(x.greater(0), x, tf.zerosLike(x)),
    backward: (g, x) => tf.where(x.greater(0), g, tf.zerosLike(g)),
  }),
  relu('ReLU: (x + |x|) / 2 and tf.step', {
    forward: (x) => x.add(x.abs()).div(2),
    backward: (g, x) => tf.step(x).mul(g),
  }),
  sigmoid('Sigmoid: tf.sigmoid', { forward: (x) => x.sigmoid() }),
  sigmoid('Sigmoid: by the tanh', { forward: (x) => x.div(2).tanh().add(1).div(2) }),
  sigmoid('Sigmoid: two cases, and y − y²', {
    forward: (x) => {
      const small = x.abs().neg().exp();
      return tf.where(x.greaterEqual(0), tf.onesLike(x), small).div(small.add(1));
    },
    backward: (g, _, y) => y.sub(y.square()).mul(g),
  }),
];

proveCorpus({ part: 'part6', file: 'activations', reference: { ReLU, Sigmoid }, wrong, right });
