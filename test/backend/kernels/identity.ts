import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { expectResults, readResults, type Result, ROUNDING } from './agreement.ts';
import { held, on } from './start.ts';

type Copy = [name: string, of: (w: tf.Tensor) => tf.Tensor];

/** Ways to a tensor of the same numbers. Some share memory with the original, some do not. */
const copies: Copy[] = [
  ['clone', (w) => w.clone()],
  ['a clone of a clone', (w) => tf.tidy(() => w.clone().clone())],
  ['reshape', (w) => w.reshape([-1])],
  ['expandDims', (w) => w.expandDims(0)],
  ['squeeze', (w) => w.squeeze()],
  ['cast', (w) => w.cast('float32')],
  ['broadcastTo', (w) => w.broadcastTo(w.shape)],
  ['transpose of no axes', (w) => w.transpose([0, 1])],
  ['slice', (w) => w.slice([0, 0])],
  ['concat', (w) => tf.concat([w], 0)],
  ['stack', (w) => tf.stack([w])],
  ['variable', (w) => tf.variable(w as tf.Tensor2D)],
  ['a clone of a reshaped clone', (w) => tf.tidy(() => w.clone().reshape([3, 2]).clone())],
];

const optimizers = [
  ['sgd', () => tf.train.sgd(0.5)],
  ['adam', () => tf.train.adam(0.5)],
] as const;

const numbers = [1, 2, 3, 4, 5, 6];

/** A step that moves every number of `w` away from where it was. */
function step(optimizer: tf.Optimizer, w: tf.Variable): void {
  optimizer.minimize(() => w.sum(), false, [w]);
}

function values(tensor: tf.Tensor): number[] {
  return [...tensor.dataSync()];
}

export function proveIdentity(): void {
  describe('a copy', () => {
    test.each(copies)('by %s outlives its original', (_, copy) => {
      const before = held();
      const original = tf.tensor(numbers, [2, 3]);
      const other = copy(original);
      original.dispose();
      // Whatever is made next may take the place of what was given free.
      const next = tf.zeros([2, 3]);
      expect(values(other)).toEqual(numbers);
      tf.dispose([other, next]);
      expect(held()).toEqual(before);
    });

    test.each([
      ['int32', [1, 2, 3]],
      ['bool', [1, 0, 1]],
      ['string', ['a', 'b', 'c']],
    ] as const)('of %s outlives its original', (dtype, given) => {
      const before = held();
      const original = tf.tensor([...given], [3], dtype);
      const other = original.clone();
      original.dispose();
      expect([...other.dataSync()]).toEqual(given);
      other.dispose();
      expect(held()).toEqual(before);
    });

    test.each(copies)('by %s may go before its original', (_, copy) => {
      const before = held();
      const original = tf.tensor(numbers, [2, 3]);
      copy(original).dispose();
      const next = tf.zeros([2, 3]);
      expect(values(original)).toEqual(numbers);
      tf.dispose([original, next]);
      expect(held()).toEqual(before);
    });

    test.each(
      optimizers.flatMap(([name, make]) => copies.map((copy) => [name, ...copy, make] as const)),
    )('that %s meets keeps its numbers: by %s', (_, __, copy, make) => {
      const before = held();
      const w = tf.tidy(() => tf.tensor(numbers, [2, 3]).variable());
      const optimizer = make();
      step(optimizer, w); // Adam makes its state
      const earlier = values(w);
      const other = copy(w);
      step(optimizer, w);
      step(optimizer, w);
      expect(values(other)).toEqual(earlier);
      values(w).forEach((value, i) => expect(value).toBeLessThan(earlier[i]));
      tf.dispose([w, other]);
      optimizer.dispose();
      expect(held()).toEqual(before);
    });

    test.each(optimizers)('%s updates two variables made of one tensor apart', (_, make) => {
      const before = held();
      const original = tf.tensor1d(numbers);
      const [w, other] = [original.variable(), original.variable()];
      const optimizer = make();
      step(optimizer, w);
      expect(values(original)).toEqual(numbers);
      expect(values(other)).toEqual(numbers);
      step(optimizer, other);
      expect(values(original)).toEqual(numbers);
      tf.dispose([original, w, other]);
      optimizer.dispose();
      expect(held()).toEqual(before);
    });

    test.each(optimizers)('%s takes a gradient that is the variable itself', async (_, make) => {
      const run = (): Result[] => {
        const w = tf.tidy(() => tf.tensor1d(numbers).variable());
        const optimizer = make();
        for (let k = 0; k < 3; k++) optimizer.applyGradients([{ name: w.name, tensor: w }]);
        const after = readResults([w]);
        w.dispose();
        optimizer.dispose();
        return after;
      };
      // Three steps of at most a rate of 0.5 times 6, each within some roundings.
      expectResults(run(), await on('cpu', run), () => 3 * 32 * ROUNDING * 0.5 * 6);
    });

    test('of the state of Adam keeps its numbers', async () => {
      const before = held();
      const w = tf.tidy(() => tf.tensor1d(numbers).variable());
      const optimizer = tf.train.adam(0.5);
      step(optimizer, w);
      const state = await optimizer.getWeights();
      const saved = state.map(({ tensor }) => tensor.clone());
      const earlier = saved.map(values);
      step(optimizer, w);
      expect(saved.map(values)).toEqual(earlier);
      tf.dispose([w, ...saved, state[0].tensor]);
      optimizer.dispose();
      expect(held()).toEqual(before);
    });

    test.each(['cpu', 'wasm'] as const)(
      'of the state of Adam that was loaded on %s keeps its numbers',
      async (backend) => {
        const w = tf.tidy(() => tf.tensor1d(numbers).variable());
        const state = await on(backend, () => [
          { name: 'iter', tensor: tf.scalar(7, 'int32') },
          { name: 'm', tensor: tf.tensor1d(numbers) },
          { name: 'v', tensor: tf.tensor1d(numbers) },
        ]);
        const optimizer = tf.train.adam(0.5);
        await on(backend, () => optimizer.setWeights(state));
        step(optimizer, w);
        step(optimizer, w);
        expect(state.map(({ tensor }) => values(tensor))).toEqual([[7], numbers, numbers]);
        tf.dispose([w, ...state.map(({ tensor }) => tensor)]);
        optimizer.dispose();
      },
    );
  });
}
