import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { expectResults, readResults, ROUNDING } from './agreement.ts';
import { type BackendName, held, on } from './start.ts';

/** Of two variables, of two and of five numbers, at each step. */
type Gradients = [first: number[] | null, second: number[] | null];

const steps: Gradients[] = [
  [[1, -2], [0.5, 0, -0.25, 3, 1]], // prettier-ignore
  [null, [0.25, 1, -0.5, -3, 0]],
  [[-1, 0.5], [1, 1, 1, 1, 1]], // prettier-ignore
  [[2, 2], null],
  [[0.75, -0.75], [-1, 2, -3, 0.5, 0.25]], // prettier-ignore
];

const RATE = 0.25;

/** Each step of Adam is within a hundred roundings of the rate, on either backend. */
const allowed = () => 2 * steps.length * 100 * RATE * ROUNDING;

function makeVariables(): [tf.Variable, tf.Variable] {
  return tf.tidy(() => [tf.ones([2]).variable(), tf.ones([5]).variable()]);
}

function apply(optimizer: tf.Optimizer, variables: tf.Variable[], all: readonly Gradients[]): void {
  for (const gradients of all) {
    const named = variables.map(({ name }, i) => {
      const gradient = gradients[i];
      return { name, tensor: (gradient && tf.tensor1d(gradient)) as tf.Tensor };
    });
    optimizer.applyGradients(named);
    tf.dispose(named.map(({ tensor }) => tensor));
  }
}

/** What Adam would save after some steps. A variable's name is its number, and left out. */
async function stateAfter(backend: BackendName, gradients: readonly Gradients[]) {
  return on(backend, async () => {
    const variables = makeVariables();
    const optimizer = tf.train.adam(RATE);
    apply(optimizer, variables, gradients);
    const state = await optimizer.getWeights();
    const names = state.map(({ name }) => name.replace(/\d+/, ''));
    const results = readResults(state.map(({ tensor }) => tensor));
    tf.dispose([...variables, state[0].tensor]);
    optimizer.dispose();
    return { names, results };
  });
}

/** What the variables are after all steps, when Adam is saved and loaded again in between. */
async function interrupted(backend: BackendName, pause: number) {
  return on(backend, async () => {
    const variables = makeVariables();
    const first = tf.train.adam(RATE);
    apply(first, variables, steps.slice(0, pause));
    const state = await first.getWeights();
    const saved = state.map(({ name, tensor }) => ({ name, tensor: tensor.clone() }));
    state[0].tensor.dispose();
    first.dispose();
    const second = tf.train.adam(RATE);
    await second.setWeights(saved);
    tf.dispose(saved.map(({ tensor }) => tensor));
    apply(second, variables, steps.slice(pause));
    const { iterations } = second;
    const results = readResults(variables);
    tf.dispose(variables);
    second.dispose();
    return { iterations, results };
  });
}

export function proveOptimizerState(): void {
  describe('the state of an optimizer', () => {
    test.each([0, 1, 2, 4])('Adam: after %i steps it is the same', async (count) => {
      const wanted = await stateAfter('cpu', steps.slice(0, count));
      const came = await stateAfter('wasm', steps.slice(0, count));
      expect(came.names).toEqual(wanted.names);
      expectResults(came.results, wanted.results, allowed);
    });

    test('Adam: it is there for a variable that never had a gradient', async () => {
      const once: Gradients[] = [[null, [1, 2, 3, 4, 5]]];
      const wanted = await stateAfter('cpu', once);
      const came = await stateAfter('wasm', once);
      expect(came.names).toEqual(wanted.names);
      expectResults(came.results, wanted.results, allowed);
    });

    test.each([0, 2, 4])('Adam: saved after %i steps, it goes on the same way', async (pause) => {
      const before = held();
      const wanted = await interrupted('cpu', pause);
      const came = await interrupted('wasm', pause);
      expect(came.iterations).toBe(wanted.iterations);
      expectResults(came.results, wanted.results, allowed);
      expect(held()).toEqual(before);
    });

    test.each(['sgd', 'adam'] as const)(
      '%s: moves along when the backend changes',
      async (name) => {
        const before = held();
        const run = async (backends: BackendName[]) => {
          const variables = makeVariables();
          const optimizer = name === 'sgd' ? tf.train.sgd(RATE) : tf.train.adam(RATE);
          for (const [i, backend] of backends.entries()) {
            await on(backend, () => apply(optimizer, variables, steps.slice(i, i + 1)));
          }
          const results = readResults(variables);
          tf.dispose(variables);
          optimizer.dispose();
          return results;
        };
        const wanted = await run(['cpu', 'cpu', 'cpu', 'cpu', 'cpu']);
        expectResults(await run(['wasm', 'cpu', 'wasm', 'wasm', 'cpu']), wanted, allowed);
        expect(held()).toEqual(before);
      },
    );

    test('counts the steps', async () => {
      const variables = makeVariables();
      for (const optimizer of [tf.train.sgd(RATE), tf.train.adam(RATE)]) {
        expect(optimizer.iterations).toBe(0);
        apply(optimizer, variables, steps);
        expect(optimizer.iterations).toBe(steps.length);
        const [{ name, tensor }] = await optimizer.getWeights();
        expect([name, tensor.dtype, ...tensor.dataSync()]).toEqual(['iter', 'int32', steps.length]);
        tensor.dispose();
        optimizer.dispose();
      }
      tf.dispose(variables);
    });

    test('goes when the optimizer is disposed of', () => {
      const before = held();
      const variables = makeVariables();
      for (const optimizer of [tf.train.sgd(RATE), tf.train.adam(RATE)]) {
        apply(optimizer, variables, steps);
        optimizer.dispose();
      }
      tf.dispose(variables);
      expect(held()).toEqual(before);
    });

    test('has the class and the settings that TensorFlow.js saves and loads', async () => {
      const descriptions = () =>
        [tf.train.sgd(0.5), tf.train.adam(0.25, 0.8, 0.9, 0.125), tf.train.adam()].map((made) => {
          const { className } = made.constructor as unknown as { className: string };
          const description = { className, name: made.getClassName(), config: made.getConfig() };
          made.dispose();
          return description;
        });
      const wanted = await on('cpu', descriptions);
      expect(descriptions()).toEqual(wanted);
      expect(wanted.map(({ name }) => name)).toEqual(['SGD', 'Adam', 'Adam']);
    });
  });
}
