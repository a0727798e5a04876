import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part7/lstm.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';
import { cellClass, type CellHabits, gatesOf, keepsTheLast, lstmBack, normals, slopeOfSigmoid, slopeOfTanh } from './part7/cells.ts'; // prettier-ignore

const { LSTMCell } = reference;
type Module = { LSTMCell: typeof LSTMCell };
type T = tf.Tensor2D;

const cell = (name: string, habits: CellHabits): Implementation<Module> => ({
  name,
  module: { LSTMCell: cellClass('lstm', habits) },
});

/** A step with other gates or another way to use them. */
const nextWith =
  (
    use: (gates: T[], c: T) => { h: tf.Tensor; c: tf.Tensor },
    gates: (sums: T) => T[] = gatesOf,
  ): NonNullable<CellHabits['next']> =>
  (sums, [, c]) => {
    const all = gates(sums);
    const next = use(all, c);
    return { state: [next.h as T, next.c as T], gates: all };
  };

const usual = ([i, f, g, o]: T[], c: T) => {
  const next = f.mul(c).add(i.mul(g));
  return { h: o.mul(next.tanh()), c: next };
};

const reordered = (order: number[]) =>
  nextWith(usual, (sums) => {
    const blocks = tf.split<T>(sums, 4, 1);
    return gatesOf(tf.concat(order.map((block) => blocks[block]), 1)); // prettier-ignore
  });

/** A way back where one block of the sums is another one. */
const blockWith =
  (
    block: number,
    change: (right: T, ...args: Parameters<typeof lstmBack>) => tf.Tensor,
  ): NonNullable<CellHabits['back']> =>
  (kept, gradState) => {
    const { sums, c } = lstmBack(kept, gradState);
    const blocks = tf.split<T>(sums, 4, 1);
    blocks[block] = change(blocks[block], kept, gradState) as T;
    return { sums: tf.concat(blocks, 1), c };
  };

const wrong = [
  cell('the order is i, f, o, g', { next: reordered([0, 1, 3, 2]) }),
  cell('the order is f, i, g, o', { next: reordered([1, 0, 2, 3]) }),
  cell('the sums are cut into every fourth column', {
    next: nextWith(usual, (sums) => {
      const [batch, columns] = sums.shape;
      const turned = sums.reshape([batch, columns / 4, 4]).transpose([0, 2, 1]);
      return gatesOf(turned.reshape([batch, columns]));
    }),
  }),
  cell('no bias', { sums: (x, h, [wx, wh]) => tf.matMul(x, wx).add(tf.matMul(h, wh)) }),
  cell('h is left out', { sums: (x, _, [wx, , b]) => tf.matMul(x, wx).add(b) }),
  cell('no forget gate, as in 1997', {
    next: nextWith(([i, , g, o], c) => {
      const next = c.add(i.mul(g));
      return { h: o.mul(next.tanh()), c: next };
    }),
  }),
  cell('h′ = o·c′', {
    next: nextWith((gates, c) => {
      const { c: next } = usual(gates, c);
      return { h: gates[3].mul(next), c: next };
    }),
  }),
  cell('the tanh is in c′', {
    next: nextWith((gates, c) => {
      const { h, c: next } = usual(gates, c);
      return { h, c: next.tanh() };
    }),
  }),
  cell('c is handed on as it was', {
    next: nextWith((gates, c) => ({ h: usual(gates, c).h, c: c.clone() })),
  }),
  cell('g is a sigmoid', {
    next: nextWith(usual, (sums) => {
      const [i, f, g, o] = tf.split<T>(sums, 4, 1);
      return [tf.sigmoid(i), tf.sigmoid(f), tf.sigmoid(g), tf.sigmoid(o)];
    }),
  }),
  cell('f = 1 − i, a coupled gate', {
    next: nextWith(([i, , g, o], c) => usual([i, tf.sub(1, i), g, o], c)),
  }),
  cell('o looks at c′, a peephole', {
    next: nextWith(([i, f, g, o], c) => {
      const next = f.mul(c).add(i.mul(g));
      return { h: o.mul(next.sigmoid()).mul(next.tanh()), c: next };
    }),
  }),
  cell('the forget bias is added in every step', {
    sums: (x, h, [wx, wh, b]) => {
      const units = h.shape[1];
      const ones = tf
        .range(0, 4 * units)
        .div(units)
        .floor()
        .equal(1)
        .toFloat();
      return tf.matMul(x, wx).add(tf.matMul(h, wh)).add(b).add(ones);
    },
  }),
  cell('a tanh by exponentials, which overflow', {
    next: nextWith(usual, (sums) => {
      const [i, f, g, o] = tf.split<T>(sums, 4, 1);
      const [up, down] = [g.exp(), g.neg().exp()];
      return [tf.sigmoid(i), tf.sigmoid(f), up.sub<T>(down).div(up.add(down)), tf.sigmoid(o)];
    }),
  }),
  cell('a sigmoid as e^z / (1 + e^z), which overflows', {
    next: nextWith(usual, (sums) => {
      const sigmoid = (z: T) => z.exp().div<T>(z.exp().add(1));
      const [i, f, g, o] = tf.split<T>(sums, 4, 1);
      return [sigmoid(i), sigmoid(f), tf.tanh(g), sigmoid(o)];
    }),
  }),
  cell('c′ is cut off at ±50', {
    next: nextWith((gates, c) => {
      const { c: next } = usual(gates, c);
      return { h: gates[3].mul(next.tanh()), c: next.clipByValue(-50, 50) };
    }),
  }),
  cell('back: what comes back by c′ is left out', {
    back: (kept, [h, c]) => lstmBack(kept, [h, tf.zerosLike(c)]),
  }),
  cell('back: what comes back to c′ by h′ is left out', {
    back: (kept, [h, c]) => {
      const { sums } = lstmBack(kept, [h, c]);
      const alone = lstmBack(kept, [tf.zerosLike(h), c]);
      const [i, f, g] = tf.split<T>(alone.sums, 4, 1);
      return { sums: tf.concat([i, f, g, tf.split<T>(sums, 4, 1)[3]], 1), c: alone.c };
    },
  }),
  cell('back: no slope of the tanh around c′', {
    back: (kept, [h, c]) => lstmBack(kept, [h, c.add(h.mul(kept.gates[3]).mul(tf.tanh(kept.after[1]).square()))]), // prettier-ignore
  }),
  cell('back: c gets it without f', {
    back(kept, gradState) {
      const { sums, c } = lstmBack(kept, gradState);
      return { sums, c: c.div(kept.gates[1]) };
    },
  }),
  cell('back: nothing goes back to c', {
    back(kept, gradState) {
      const { sums, c } = lstmBack(kept, gradState);
      return { sums, c: tf.zerosLike(c) };
    },
  }),
  cell('back: f hears of c′ in place of c', {
    back: blockWith(1, (_, kept, gradState) => {
      const { c: all } = lstmBack(kept, gradState);
      const [, f] = kept.gates;
      return all.div(f).mul(kept.after[1]).mul(slopeOfSigmoid(f));
    }),
  }),
  cell('back: o has c′ without its tanh', {
    back: blockWith(3, (_, { after, gates }, [gradH]) =>
      gradH.mul(after[1]).mul(slopeOfSigmoid(gates[3])),
    ),
  }),
  cell('back: g has the slope of a sigmoid', {
    back: blockWith(2, (right, { gates }) =>
      right.div(slopeOfTanh(gates[2])).mul(slopeOfSigmoid(gates[2])),
    ),
  }),
  cell('back: i has no slope', {
    back: blockWith(0, (right, { gates }) => right.div(slopeOfSigmoid(gates[0]))),
  }),
  cell('gradients are divided by the batch', {
    gradients: ({ parameters }, { x }) => ({
      parameters: parameters.map((g) => g.div(x.shape[0])),
    }),
  }),
  cell('the gradient of Wh is taken with h′', {
    gradients: ({ parameters: [wx, , b] }, { after: [y] }, sums) => ({
      parameters: [wx, tf.matMul(y, sums, true), b],
    }),
  }),
  cell('the gradient of b is that of the first sample', {
    gradients: ({ parameters: [wx, wh] }, _, sums) => ({
      parameters: [wx, wh, sums.slice([0, 0], [1, -1]).reshape([-1])],
    }),
  }),
  cell('h and c are exchanged on the way back', {
    gradients: ({ state: [h, c] }) => ({ state: [c, h] }),
  }),
  cell('what belongs to a step is kept in a field', { keep: keepsTheLast() }),
  cell('stepBackward adds to the gradient variables', {
    after: (list, { parameters }) => list.forEach(({ gradient }, i) => gradient.assign(gradient.add(parameters[i]))), // prettier-ignore
  }),
  cell('no bias of 1', { bias: ({ columns }) => Array<number>(columns).fill(0) }),
  cell('the bias of 1 is in i', {
    bias: ({ columns, units }) => Array.from({ length: columns }, (_, j) => Number(j < units)),
  }),
  cell('all biases are 1', { bias: ({ columns }) => Array<number>(columns).fill(1) }),
  cell('the variance is 1/(4 · units)', {
    weights: (start) => normals({ ...start, units: 4 * start.units }).slice(0, (start.inputs + start.units) * start.columns), // prettier-ignore
  }),
  cell('the seed is left out', { weights: (start) => normals({ ...start, seed: 0 }) }),
  cell('the state has no c', { zeroState: (batch, units) => [tf.zeros([batch, units])] }),
  cell('c and h are kept for ever', {
    keep: (kept) => ({ ...kept, before: kept.before.map((one) => tf.keep(one.clone())) }),
  }),
];

const right = [
  cell('a product for each gate', {
    sums: (x, h, [wx, wh, b]) => {
      const [ofX, ofH] = [tf.split<T>(wx, 4, 1), tf.split<T>(wh, 4, 1)];
      const gates = ofX.map((block, k) => tf.matMul<T>(x, block).add<T>(tf.matMul(h, ofH[k])));
      return tf.concat<T>(gates, 1).add(b);
    },
  }),
  cell('the sigmoid by a tanh', {
    next: nextWith(usual, (sums) => {
      const sigmoid = (z: T) => z.div(2).tanh().add(1).div<T>(2);
      const [i, f, g, o] = tf.split<T>(sums, 4, 1);
      return [sigmoid(i), sigmoid(f), tf.tanh(g), sigmoid(o)];
    }),
  }),
  cell('1 / (1 + e^(−z))', {
    next: nextWith(usual, (sums) => {
      const sigmoid = (z: T) => tf.div<T>(1, z.neg().exp().add(1));
      const [i, f, g, o] = tf.split<T>(sums, 4, 1);
      return [sigmoid(i), sigmoid(f), tf.tanh(g), sigmoid(o)];
    }),
  }),
  cell('slices in place of split', {
    next: nextWith(usual, (sums) => {
      const [batch, columns] = sums.shape;
      const block = (k: number) => sums.slice([0, (k * columns) / 4], [batch, columns / 4]);
      return [block(0).sigmoid(), block(1).sigmoid(), block(2).tanh(), block(3).sigmoid()];
    }),
  }),
  cell('gradients by einsum', {
    gradients: ({ parameters: [, , b] }, { x, before }, sums) => ({
      parameters: [tf.einsum('ni,nj->ij', x, sums), tf.einsum('ni,nj->ij', before[0], sums), b],
    }),
  }),
];

proveCorpus({ part: 'part7', file: 'lstm', reference: { LSTMCell }, wrong, right });
