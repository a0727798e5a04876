import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part7/sequence.ts';
import { seededRandom } from '../../src/common/random.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';
import { atTheEnd, classifierClass, type ClassifierHabits, drawnWeights, lastOf } from './part7/classifiers.ts'; // prettier-ignore
import { gradientOf, normOf, stepWith, type StepHabits } from './part7/train-steps.ts';

const { SequenceClassifier, trainStep } = reference;
type Module = { SequenceClassifier: typeof SequenceClassifier; trainStep: typeof trainStep };

const classifier = (name: string, habits: ClassifierHabits): Implementation<Module> => ({
  name: `classifier: ${name}`,
  module: { SequenceClassifier: classifierClass(habits) },
});

const step = (name: string, habits: StepHabits): Implementation<Module> => ({
  name: `step: ${name}`,
  module: { trainStep: stepWith(habits) },
});

const wrong = [
  classifier('the first h', { pick: (states) => tf.unstack(states, 1)[0] }),
  classifier('the mean of all h', { pick: (states) => states.mean(1) }),
  classifier('the last image of the batch', {
    pick: (states) => tf.zerosLike(lastOf(states)).add(tf.unstack(states, 0).at(-1)!.slice(0, 1)),
  }),
  classifier('rows from the bottom', { images: (images) => images.reverse(1) }),
  classifier('column by column', { images: (images) => images.transpose([0, 2, 1]) }),
  classifier('no bias', { logits: (h, weight) => tf.matMul(h, weight) }),
  classifier('probabilities, not logits', {
    logits: (h, weight, bias) => tf.softmax(tf.matMul(h, weight).add(bias)),
  }),
  classifier('always an RNN', { options: (options) => ({ ...options, cell: 'rnn' }) }),
  classifier('an LSTM by default', { options: (options) => ({ cell: 'lstm', ...options }) }),
  classifier('64 units by default', { options: (options) => ({ units: 64, ...options }) }),
  classifier('the classes are always 10', { options: (options) => ({ ...options, classes: 10 }) }),
  classifier('back: the gradient goes to every step', {
    spread: (gradH, steps) => tf.stack(Array.from({ length: steps }, () => gradH), 1), // prettier-ignore
  }),
  classifier('back: the gradient goes to the first step', {
    spread: (gradH, steps) => atTheEnd(gradH, steps).reverse(1),
  }),
  classifier('back: nothing goes to the cell', {
    spread: (gradH, steps) => tf.zerosLike(atTheEnd(gradH, steps)),
  }),
  classifier('back: divided by the batch', {
    weight: (h, g) => tf.matMul(h, g, true).div(g.shape[0]),
    ofBias: (g) => g.mean(0),
  }),
  classifier('back: the gradient of W adds up', {
    weight: (h, g, before) => tf.matMul(h, g, true).add(before),
  }),
  classifier('back: the first pass is kept', { keep: (states, before) => before ?? states }),
  classifier('back: states are kept for ever', { keep: (states) => tf.keep(states.clone()) }),
  classifier('backward before forward gives back what it got', { missing: (g) => g }),
  classifier('W and b come first', { list: (ofCell, own) => [...own, ...ofCell] }),
  classifier('the cell is not listed', { list: (_, own) => own }),
  classifier('W is small', {
    weights: (units, classes, seed) => drawnWeights(units, classes, seed + 77).map((w) => w / 10),
  }),
  classifier('W has the variance of 1/classes', {
    weights: (units, classes, seed) =>
      drawnWeights(units, classes, seed + 77).map((w) => w * Math.sqrt(units / classes)),
  }),
  classifier('W is drawn from the seed of the cell', { weights: drawnWeights }),
  classifier('W does not follow the seed', {
    weights: (units, classes) => drawnWeights(units, classes, 5),
  }),
  classifier('the cell does not follow the seed', { cellSeed: () => 5 }),
  classifier('biases are 0.1', { bias: (classes) => Array<number>(classes).fill(0.1) }),
  step('the sum of the losses', {
    loss: (logits, targets) => tf.logSoftmax(logits).mul(targets).sum().neg(),
  }),
  step('the mean over all numbers', {
    loss: (logits, targets) => tf.logSoftmax(logits).mul(targets).neg().mean(),
  }),
  step('the logarithm of a softmax, which is −∞', {
    loss: (logits, targets) => tf.softmax(logits).log().mul(targets).sum(1).neg().mean(),
  }),
  step('the softmax by exponentials, which overflow', {
    gradient: (logits, targets) => {
      const all = logits.exp();
      return all.div(all.sum(1, true)).sub(targets).div(logits.shape[0]);
    },
  }),
  step('the gradient of the sum', {
    gradient: (logits, targets) => tf.softmax(logits).sub(targets),
  }),
  step('the gradient has the opposite sign', {
    gradient: (logits, targets) => gradientOf(logits, targets).neg(),
  }),
  step('the squared error of the logits', {
    gradient: (logits, targets) => logits.sub(targets).div(logits.shape[0]),
  }),
  step('up, not down', { move: (value, g, rate) => value.add(g.mul(rate)) }),
  step('the learning rate is left out', { move: (value, g) => value.sub(g) }),
  step('with weight decay', {
    move: (value, g, rate) => value.sub(g.add(value.mul(0.0005)).mul(rate)),
  }),
  step('only the first parameter moves', { which: ([first]) => [first] }),
  step('biases do not move', { which: (all) => all.filter(({ value }) => value.rank > 1) }),
  step('clip: never', { scale: () => 1 }),
  step('clip: always to that length', { scale: (all, clip) => tf.div(clip, normOf(all)) }),
  step('clip: the square of the norm', {
    scale: (all, clip) => tf.minimum(1, tf.div(clip, normOf(all).square())),
  }),
  step('clip: by the largest number', {
    scale: (all, clip) =>
      tf.minimum(1, tf.div(clip, tf.stack(all.map(({ gradient }) => gradient.abs().max())).max())),
  }),
  step('clip: each number by itself', {
    scale: (all, clip) => {
      for (const { gradient } of all) gradient.assign(gradient.clipByValue(-clip, clip));
      return 1;
    },
  }),
  step('clip: each parameter by itself', {
    scale: (all, clip) => {
      for (const { gradient } of all) {
        gradient.assign(gradient.mul(tf.minimum(1, tf.div(clip, gradient.norm().add(1e-12)))));
      }
      return 1;
    },
  }),
  step('clip: 0 / 0 where there is no gradient', {
    scale: (all, clip) => tf.div(tf.minimum(clip, normOf(all)), normOf(all)),
  }),
  step('no tf.tidy', { tidy: (work) => work() }),
  step('the images are disposed of', { after: (images) => images.dispose() }),
  step('the loss is a list', { result: (loss) => loss.reshape([1]) }),
];

const right = [
  classifier('slices, and zeros by concat', {
    pick: (states) => {
      const [batch, steps, units] = states.shape;
      return states.slice([0, steps - 1, 0], [batch, 1, units]).reshape([batch, units]);
    },
    spread: (gradH, steps) => {
      const one = gradH.expandDims(1);
      return steps === 1 ? one : tf.concat([tf.zeros([gradH.shape[0], steps - 1, gradH.shape[1]]), one], 1); // prettier-ignore
    },
  }),
  classifier('one generator gives all seeds', {
    cellSeed: (seed) => seededRandom(seed).integer(2 ** 31),
    weights: (units, classes, seed) => {
      const random = seededRandom(seed);
      random.integer(2 ** 31);
      return drawnWeights(units, classes, random.integer(2 ** 31));
    },
  }),
  step('by hand, with a maximum subtracted', {
    loss: (logits, targets) => {
      const shifted = logits.sub(logits.max(1, true));
      return shifted.exp().sum(1).log().sub(shifted.mul(targets).sum(1)).mean();
    },
  }),
  step('clip: clip / max(clip, norm)', {
    scale: (all, clip) => tf.div(clip, tf.maximum(clip, normOf(all))),
  }),
  step('clip: as PyTorch, with a millionth', {
    scale: (all, clip) => tf.minimum(1, tf.div(clip, normOf(all).add(1e-6))),
  }),
  step('clip: the norm is read, and compared in JavaScript', {
    scale: (all, clip) => {
      const [norm] = normOf(all).dataSync();
      return norm > clip ? clip / norm : 1;
    },
  }),
];

proveCorpus({
  part: 'part7',
  file: 'sequence',
  reference: { SequenceClassifier, trainStep },
  wrong,
  right,
});
