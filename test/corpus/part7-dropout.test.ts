import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part7/dropout.ts';
import { seededRandom } from '../../src/common/random.ts';
import { proveCorpus } from './corpus.ts';
import { drawn, dropout } from './part7/dropouts.ts';

const { Dropout } = reference;
const scaled = (mask: tf.Tensor, rate: number) => mask.div(1 - rate);

const wrong = [
  dropout('the rate is what is kept', {
    mask: (now) => drawn({ ...now, rate: 1 - now.rate }).div(1 - now.rate),
  }),
  dropout('always half is dropped', {
    mask: (now) => drawn({ ...now, rate: 0.5 }).div(1 - now.rate),
  }),
  dropout('not divided by 1 − rate', { mask: drawn }),
  dropout('divided by the rate', { mask: (now) => drawn(now).div(now.rate || 1) }),
  dropout('the old way round: no factor in training, 1 − rate later', {
    mask: drawn,
    factor: (rate) => 1 - rate,
  }),
  dropout('nothing is ever dropped', { isTraining: () => false }),
  dropout('it always trains', { isTraining: () => true }),
  dropout('training is the default', { isTraining: (training) => training ?? true }),
  dropout('one draw for the whole tensor', {
    mask: ({ x, rate, random }) =>
      tf.fill(x.shape, random.uniform() < 1 - rate ? 1 / (1 - rate) : 0),
  }),
  dropout('one draw for each row', {
    mask: (now) => {
      const { x, rate } = now;
      const rows = drawn({ ...now, x: tf.ones([...x.shape.slice(0, -1), 1]) });
      return scaled(rows.mul(tf.ones(x.shape)), rate);
    },
  }),
  dropout('one draw for each column, the same in the whole batch', {
    mask: (now) => {
      const { x, rate } = now;
      const columns = drawn({ ...now, x: tf.ones([x.shape.at(-1)!]) });
      return scaled(columns.mul(tf.ones(x.shape)), rate);
    },
  }),
  dropout('a fixed number is dropped', {
    mask: ({ x, rate, random }) => {
      const order = random.permutation(x.size);
      const dropped = Math.round(rate * x.size);
      const factors = order.map((place) => (place < dropped ? 0 : 1 / (1 - rate)));
      return tf.tensor(factors, x.shape);
    },
  }),
  dropout('every second element, beginning by chance', {
    mask: ({ x, rate, random }) => {
      const first = random.integer(2);
      const factors = Array.from({ length: x.size }, (_, i) => ((i + first) % 2) / (1 - rate));
      return tf.tensor(factors, x.shape);
    },
  }),
  dropout('the smallest are dropped', {
    mask: ({ x, rate }) => {
      const values = [...x.dataSync()].toSorted((a, b) => Math.abs(a) - Math.abs(b));
      return x
        .abs()
        .greaterEqual(values[Math.floor(rate * x.size)])
        .div(1 - rate);
    },
  }),
  dropout('the same mask each time', {
    mask: (now) => scaled(drawn({ ...now, random: seededRandom(now.seed) }), now.rate),
  }),
  dropout('the seed is left out', { random: () => seededRandom(0) }),
  dropout('the seed is the clock', { random: () => seededRandom(performance.now() * 1e6) }),
  dropout('the seed is 1 by default', { random: (seed) => seededRandom(seed || 1) }),
  dropout('backward draws a mask of its own', {
    back: (g, _, __, now) => g.mul(scaled(drawn(now), now.rate)),
  }),
  dropout('backward lets everything through', { back: (g) => g }),
  dropout('backward is not scaled', { back: (g, mask) => g.mul(mask.greater(0)) }),
  dropout('backward looks where y is not 0', {
    back: (g, mask, x) => g.mul(mask).mul(x.mul(mask).notEqual(0)),
  }),
  dropout('backward multiplies by y', { back: (_, mask, x) => x.mul(mask) }),
  dropout('the first mask is kept', { keep: (mask, before) => before ?? mask }),
  dropout('out of training the last mask of training is kept', {
    keep: (mask, before, training) => (training ? mask : (before ?? mask)),
  }),
  dropout('masks are kept for ever', { keep: (mask) => tf.keep(mask.clone()) }),
  dropout('a rate of 1 is let through', {
    check: (rate) => {
      if (!(rate >= 0 && rate <= 1)) throw new Error(`a rate of ${rate}`);
    },
  }),
  dropout('a negative rate is let through', {
    check: (rate) => {
      if (!(rate < 1)) throw new Error(`a rate of ${rate}`);
    },
  }),
  dropout('NaN is let through', {
    check: (rate) => {
      if (rate < 0 || rate >= 1) throw new Error(`a rate of ${rate}`);
    },
  }),
  dropout('a rate is refused without a word', {
    check: (rate) => {
      if (!(rate >= 0 && rate < 1)) throw new Error('no');
    },
  }),
  dropout('backward before forward gives back what it got', { missing: (g) => g }),
];

const right = [
  dropout('mask and factor apart', {
    back: (g, mask) => g.mul(mask.greater(0)).mul(mask.max()),
  }),
  dropout('kept where a draw is at least the rate', {
    mask: ({ x, rate, random }) =>
      tf
        .tensor(
          Float32Array.from({ length: x.size }, () => random.uniform()),
          x.shape,
        )
        .greaterEqual(rate)
        .div(1 - rate),
  }),
  dropout('tf.randomUniform with a seed for each pass', {
    mask: ({ x, rate, seed, count }) =>
      scaled(
        tf.randomUniform(x.shape, 0, 1, 'float32', seed * 7919 + count + 0.5).greaterEqual(rate),
        rate,
      ),
  }),
  dropout('a generator of its own for each pass', {
    mask: (now) => scaled(drawn({ ...now, random: seededRandom(now.seed * 31 + now.count) }), now.rate), // prettier-ignore
  }),
  dropout('the mask is kept with tf.keep, and the last one disposed of', {
    keep: (mask, before) => {
      before?.dispose();
      return tf.keep(mask.clone());
    },
  }),
];

proveCorpus({ part: 'part7', file: 'dropout', reference: { Dropout }, wrong, right });
