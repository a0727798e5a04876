import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part7/rnn.ts';
import { seededRandom } from '../../src/common/random.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';
import { cellClass, type CellHabits, keepsTheLast, normals, slopeOfTanh } from './part7/cells.ts';
import { layerClass, type LayerHabits } from './part7/layers.ts';

const { RNNCell, RecurrentLayer } = reference;
type Module = { RNNCell: typeof RNNCell; RecurrentLayer: typeof RecurrentLayer };
type T = tf.Tensor2D;

const cell = (name: string, habits: CellHabits): Implementation<Module> => ({
  name: `cell: ${name}`,
  module: { RNNCell: cellClass('rnn', habits) },
});

const layer = (name: string, habits: LayerHabits): Implementation<Module> => ({
  name: `layer: ${name}`,
  module: { RecurrentLayer: layerClass(habits) },
});

const zeros = (tensors: tf.Tensor[]) => tensors.map((one) => tf.zerosLike(one)) as T[];

const wrong = [
  cell('no bias', { sums: (x, h, [wx, wh]) => tf.matMul(x, wx).add(tf.matMul(h, wh)) }),
  cell('h is left out', { sums: (x, _, [wx, , b]) => tf.matMul(x, wx).add(b) }),
  cell('x is left out', { sums: (_, h, [, wh, b]) => tf.matMul(h, wh).add(b) }),
  cell('h times Wh transposed', {
    sums: (x, h, [wx, wh, b]) =>
      tf
        .matMul(x, wx)
        .add(tf.matMul(h, wh, false, true))
        .add(b),
  }),
  cell('no tanh', { next: (sums) => ({ state: [sums], gates: [] }) }),
  cell('a sigmoid', { next: (sums) => ({ state: [tf.sigmoid(sums)], gates: [] }) }),
  cell('a tanh by exponentials, which overflow', {
    next: (sums) => {
      const [up, down] = [tf.exp(sums), tf.exp(tf.neg(sums))];
      return { state: [up.sub<T>(down).div(up.add(down))], gates: [] };
    },
  }),
  cell('back: no slope', { back: (_, [g]) => ({ sums: g.clone() }) }),
  cell('back: 1 − h′', { back: ({ after: [y] }, [g]) => ({ sums: g.mul(tf.sub(1, y)) }) }),
  cell('back: the slope at the old h', {
    back: ({ before: [h] }, [g]) => ({ sums: g.mul(slopeOfTanh(h)) }),
  }),
  cell('back: the opposite sign', {
    back: ({ after: [y] }, [g]) => ({ sums: g.mul(slopeOfTanh(y)).neg() }),
  }),
  cell('the gradient of Wh is taken with h′', {
    gradients: ({ parameters: [wx, , b] }, { after: [y] }, sums) => ({
      parameters: [wx, tf.matMul(y, sums, true), b],
    }),
  }),
  cell('gradients are divided by the batch', {
    gradients: ({ parameters }, { x }) => ({
      parameters: parameters.map((g) => g.div(x.shape[0])),
    }),
  }),
  cell('nothing goes back to h', { gradients: ({ state }) => ({ state: zeros(state) }) }),
  cell('what goes back to h is multiplied by Wh, not transposed', {
    gradients: (_, __, sums, [, wh]) => ({ state: [tf.matMul(sums, wh)] }),
  }),
  cell('what belongs to a step is kept in a field', { keep: keepsTheLast() }),
  cell('stepBackward assigns the gradient variables', {
    after: (list, { parameters }) => list.forEach(({ gradient }, i) => gradient.assign(parameters[i])), // prettier-ignore
  }),
  cell('gradState is disposed of', { after: (_, __, { before }) => before[0].dispose() }),
  cell('states are kept for ever', {
    keep: (kept) => ({ ...kept, before: kept.before.map((one) => tf.keep(one.clone())) }),
  }),
  cell('standard deviations are variances', {
    weights: ({ inputs, units, columns, seed }) => {
      const random = seededRandom(seed);
      const scale = (i: number) => (i < inputs * columns ? inputs : units);
      return Array.from(
        { length: (inputs + units) * columns },
        (_, i) => random.normal() / scale(i),
      );
    },
  }),
  cell('both weights have the variance of Wx', {
    weights: (start) => normals({ ...start, units: start.inputs }).concat(normals(start)).slice(0, (start.inputs + start.units) * start.columns), // prettier-ignore
  }),
  cell('uniform weights', {
    weights: ({ inputs, units, columns, seed }) => {
      const random = seededRandom(seed);
      return Array.from(
        { length: (inputs + units) * columns },
        (_, i) =>
          ((random.uniform() - 0.5) * Math.sqrt(12)) /
          Math.sqrt(i < inputs * columns ? inputs : units),
      );
    },
  }),
  cell('Wx and Wh are drawn from the same seed', {
    weights: ({ inputs, units, columns, seed }) =>
      [inputs, units].flatMap((fanIn) => {
        const random = seededRandom(seed);
        return Array.from({ length: fanIn * columns }, () => random.normal() / Math.sqrt(fanIn));
      }),
  }),
  cell('the seed is left out', { weights: (start) => normals({ ...start, seed: 0 }) }),
  cell('biases are 1', { bias: ({ columns }) => Array<number>(columns).fill(1) }),
  cell('the state is no list', { zeroState: (batch, units) => tf.zeros([batch, units]) }),
  cell('Wh first', { list: ([wx, wh, b]) => [wh, wx, b] }),
  layer('the sequence is read from its end', { rows: (x) => (tf.unstack(x, 1) as T[]).toReversed() }), // prettier-ignore
  layer('batch and steps are exchanged', { rows: (x) => tf.unstack(x, 0) as T[] }),
  layer('each step begins from zeros', { handOn: (_, one, batch) => one.zeroState(batch) }),
  layer('a batch goes on from the last one', {
    begin: (one, batch, last) =>
      last !== undefined && last[0].shape[0] === batch ? last : one.zeroState(batch),
  }),
  layer('the last tensor of the state goes out', { output: (state) => state.at(-1)! }),
  layer('back: only the last output is heard of', {
    arriving: ([h, ...others], slice, t, steps) =>
      t === steps - 1 ? [h.add(slice), ...others] : [h, ...others],
  }),
  layer('back: nothing comes from the step after', { carry: (state) => zeros(state) }),
  layer('back: only h is carried', { carry: ([h, ...others]) => [h, ...zeros(others)] }),
  layer('back: gradOutput goes to all tensors of the state', {
    arriving: (carried, slice) => carried.map((one) => one.add(slice)),
  }),
  layer('back: from the first step on', {
    order: (steps) => Array.from({ length: steps }, (_, t) => t),
  }),
  layer('back: the slices are taken from the other end', {
    collect: (inputs) => tf.stack(inputs.toReversed(), 1),
  }),
  layer('gradients are those of the first step', { sum: (sum, g, t) => (t === 0 ? g : sum) }),
  layer('gradients are means', { assign: (sum, _, steps) => sum.div(steps) }),
  layer('gradients add up', { assign: (sum, before) => sum.add(before) }),
  layer('kept steps pile up', {
    keep: (kept, before) => [...(before ?? []), ...kept].slice(0, 99),
  }),
  layer('the first pass is kept', { keep: (kept, before) => before ?? kept }),
  layer('backward before forward gives back what it got', { missing: (g) => g }),
  layer('what goes back is a list', { collect: (inputs) => inputs as unknown as tf.Tensor }),
];

const right = [
  cell('[x, h] side by side, times Wx above Wh', {
    sums: (x, h, [wx, wh, b]) => tf.matMul(tf.concat([x, h], 1), tf.concat([wx, wh], 0)).add(b),
  }),
  cell('tanh by a sigmoid', {
    next: (sums) => ({ state: [tf.sigmoid(sums.mul<T>(2)).mul<T>(2).sub(1)], gates: [] }),
  }),
  cell('the slope as (1 − y)(1 + y)', {
    back: ({ after: [y] }, [g]) => ({ sums: g.mul(tf.sub(1, y)).mul(tf.add(1, y)) }),
  }),
  cell('Wh is drawn before Wx', {
    weights: ({ inputs, units, columns, seed }) => {
      const random = seededRandom(seed ^ 0x5bd1e995);
      const draw = (fanIn: number) =>
        Array.from({ length: fanIn * columns }, () => random.normal() / Math.sqrt(fanIn));
      const stateWeight = draw(units);
      return [...draw(inputs), ...stateWeight];
    },
  }),
  layer('slices in place of unstack', {
    rows: (x) => {
      const [batch, steps, width] = x.shape;
      return Array.from({ length: steps }, (_, t) =>
        x.slice([0, t, 0], [batch, 1, width]).reshape([batch, width]),
      );
    },
    collect: (inputs) => tf.concat(inputs.map((one) => one.expandDims(1)), 1), // prettier-ignore
  }),
  layer('kept steps are popped off a copy', { keep: (kept) => [...kept] }),
];

proveCorpus({ part: 'part7', file: 'rnn', reference: { RNNCell, RecurrentLayer }, wrong, right });
