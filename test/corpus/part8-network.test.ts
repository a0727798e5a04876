import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part8/network.ts';
import { proveCorpus } from './corpus.ts';
import { network, usual } from './part8/networks.ts';

const wrong = [
  network('a hidden layer too many, as in the report', {
    sizes: (options) => usual.sizes({ ...options, hiddenLayers: options.hiddenLayers + 1 }),
  }),
  network('always at least one hidden layer', {
    sizes: (options) =>
      usual.sizes({ ...options, hiddenLayers: Math.max(1, options.hiddenLayers) }),
  }),
  network('a hidden layer too few', {
    sizes: (options) =>
      usual.sizes({ ...options, hiddenLayers: Math.max(0, options.hiddenLayers - 1) }),
  }),
  network('a ReLU behind the last layer', { activate: (sums) => sums.relu() }),
  network('no ReLU', { activate: (sums) => sums }),
  network('sigmoids', { activate: (sums, isLast) => (isLast ? sums : sums.sigmoid()) }),
  network('a softmax at the end', {
    activate: (sums, isLast) => (isLast ? sums.softmax() : sums.relu()),
  }),
  network('backward forgets the ReLU', {
    back: (g, weight) => tf.matMul<tf.Tensor2D>(g, weight.transpose()),
  }),
  network('the slope at 0 is 1', {
    back: (g, weight, input) =>
      tf.matMul<tf.Tensor2D>(g, weight.transpose()).mul(input.greaterEqual(0).toFloat()),
  }),
  network('backward multiplies by the input in place of its slope', {
    back: (g, weight, input) => tf.matMul<tf.Tensor2D>(g, weight.transpose()).mul(input.relu()),
  }),
  network('the weights’ gradient is a mean', {
    weightGradient: (input, g) => usual.weightGradient(input, g).div(g.shape[0]),
  }),
  network('the biases’ gradient is a mean', { biasGradient: (g) => g.mean(0) }),
  network('the biases have no gradient', { biasGradient: (g) => tf.zeros([g.shape[1]]) }),
  network('gradients are added up', {
    assign: (variable, gradient) => variable.assign(variable.add(gradient)),
  }),
  network('the first forward is kept', {
    keep: (kept, inputs) => (kept.length === 0 ? [inputs] : kept),
  }),
  network('backward without forward does nothing', { isRefusing: false }),
  network('biases first', { order: (parameters) => parameters.toReversed() }),
  network('all weights first', {
    order: (list) => [...list.filter((_, i) => i % 2 === 0), ...list.filter((_, i) => i % 2 === 1)],
  }),
  network('only the weights are listed', {
    order: (list) => list.filter((_, i) => i % 2 === 0),
  }),
  network('weights begin at 0', { draw: () => 0 }),
  network('biases begin at 0', {
    draw: (u, from, to, isBias) => (isBias ? 0 : usual.draw(u, from, to, isBias)),
  }),
  network('only positive weights', { draw: (u, from) => u() / Math.sqrt(from) }),
  network('bounds 1', { draw: (u) => 2 * u() - 1 }),
  network('bounds 1/in', { draw: (u, from) => (2 * u() - 1) / from }),
  network('bounds 1/√out', { draw: (u, _, to) => (2 * u() - 1) / Math.sqrt(to) }),
  network('bounds √(6/in), those of He', {
    draw: (u, from) => (2 * u() - 1) * Math.sqrt(6 / from),
  }),
  network('biases between −1 and 1', {
    draw: (u, from, to, isBias) => (isBias ? 2 * u() - 1 : usual.draw(u, from, to, isBias)),
  }),
  network('normal weights', {
    draw: (u, from) =>
      (0.4 * Math.sqrt(-2 * Math.log(1 - u())) * Math.cos(2 * Math.PI * u())) / Math.sqrt(from),
  }),
  network('layers begin alike', { seed: (seed) => seed }),
  network('the seed is left out', { seed: (_, layer) => layer }),
  network('seed 1 by default', { defaultSeed: 1 }),
  network('Math.random', { draw: (_, from) => (2 * Math.random() - 1) / Math.sqrt(from) }),
  network('inputs are kept for good', {
    keep: (_, inputs) => [inputs.map((input) => tf.keep(input.clone()))],
  }),
  network('disposes of the samples', {
    keep: (_, inputs) => {
      const kept = [inputs.map((input) => input.clone())];
      inputs[0].dispose();
      return kept;
    },
  }),
];

const right = [
  network('a seed for each layer', {}),
  network('one generator for all', { isShared: true }),
  network('step, and products with transposition', {
    back: (g, weight, input) =>
      tf.matMul<tf.Tensor2D>(g, weight as never, false, true).mul(tf.step(input)),
    weightGradient: (input, g) => tf.matMul(input, g, true, false),
  }),
  network('tidies up after itself', {
    activate: (sums, isLast) => tf.tidy(() => (isLast ? sums.clone() : tf.maximum(sums, 0))),
    biasGradient: (g) => tf.tidy(() => tf.ones([1, g.shape[0]]).matMul(g).reshape([g.shape[1]])),
  }),
];

proveCorpus({ part: 'part8', file: 'network', reference, wrong, right });
