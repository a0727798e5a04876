import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compute, expectSameRefusal, holds } from './agreement.ts';
import { expectSameRun, makeOptimizer, runs, setRate, STEPS } from './optimizer-runs.ts';

type Gradient = tf.Tensor | null;

function apply(optimizer: tf.Optimizer, variables: tf.Variable[], gradients: Gradient[]): void {
  optimizer.applyGradients(
    variables.map(({ name }, i) => ({ name, tensor: gradients[i] as tf.Tensor })),
  );
}

/** A loss whose gradients are the tensors given. */
function linear(variables: tf.Variable[], gradients: tf.Tensor[]): () => tf.Scalar {
  return () => tf.addN(variables.map((w, i) => tf.dot(w, gradients[i]))) as tf.Scalar;
}

export function proveOptimizers(): void {
  describe('an optimizer', () => {
    test('takes the same twenty steps, with a new rate half-way', () =>
      holds(runs, 60, (run) =>
        expectSameRun(run, (variables, gradients) => {
          const optimizer = makeOptimizer(run);
          for (let step = 0; step < STEPS; step++) {
            if (step === STEPS / 2) setRate(optimizer, run.laterRate);
            apply(optimizer, variables, gradients(step));
          }
          return { optimizers: [optimizer] };
        }),
      ));

    test('leaves a variable alone while it has no gradient', () =>
      holds(runs, 30, (run) =>
        expectSameRun(run, (variables, gradients) => {
          const optimizer = makeOptimizer(run);
          for (let step = 0; step < STEPS; step++) {
            const some = gradients(step).map((g, i) => ((i + step) % 3 === 0 ? null : g));
            apply(optimizer, variables, some);
          }
          return { optimizers: [optimizer] };
        }),
      ));

    test('minimizes over the variables it is given, also those that the loss does not use', () =>
      holds(runs, 20, (run) =>
        expectSameRun(run, (variables, gradients) => {
          const optimizer = makeOptimizer(run);
          const unused = tf.tidy(() => tf.ones([2]).variable());
          const constant = tf.tidy(() => tf.ones([2]).variable(false));
          for (let step = 0; step < STEPS; step++) {
            const loss = linear(variables, gradients(step));
            optimizer.minimize(loss, false, [unused, ...variables, constant]);
          }
          const results = [unused.clone(), constant.clone()];
          tf.dispose([unused, constant]);
          return { optimizers: [optimizer], results };
        }),
      ));

    test('minimizes over all variables where it is given none, and returns the loss', () =>
      holds(runs, 20, (run) =>
        expectSameRun(run, (variables, gradients) => {
          const optimizer = makeOptimizer(run);
          const cost = optimizer.minimize(linear(variables, gradients(0)), true)!;
          return { optimizers: [optimizer], results: [cost] };
        }),
      ));

    test('does not disturb another one on the same variables', () =>
      holds(fc.tuple(runs, runs), 20, ([run, other]) =>
        expectSameRun(run, (variables, gradients) => {
          const second = { ...other, rate: run.rate };
          const optimizers = [run, second, run].map(makeOptimizer);
          for (let step = 0; step < STEPS; step++) {
            apply(optimizers[step % 3], variables, gradients(step));
          }
          return { optimizers };
        }),
      ));

    test('takes gradients of integers', () =>
      holds(runs, 20, (run) =>
        expectSameRun(
          { ...run, draw: { ...run.draw, kind: 'quarters' } },
          (variables, gradients) => {
            const optimizer = makeOptimizer(run);
            for (let step = 0; step < STEPS; step++) {
              const whole = gradients(step).map((gradient) => gradient.toInt());
              apply(optimizer, variables, whole);
            }
            return { optimizers: [optimizer] };
          },
        ),
      ));

    test.each([
      ['sgd', () => tf.train.sgd(0.5)],
      ['adam', () => tf.train.adam(0.5)],
    ] as const)('%s refuses a variable of integers', (_, make) =>
      expectSameRefusal([], () => {
        const w = tf.tidy(() => tf.zeros([3], 'int32').variable());
        const optimizer = make();
        try {
          apply(optimizer, [w], [tf.ones([3])]);
          return w.clone();
        } finally {
          w.dispose();
          optimizer.dispose();
        }
      }),
    );

    test('SGD goes by the rate that was set, not by the field', async () => {
      const step = () => {
        const w = tf.tidy(() => tf.zeros([3]).variable());
        const optimizer = tf.train.sgd(0.5);
        Object.assign(optimizer, { learningRate: 100 });
        apply(optimizer, [w], [tf.ones([3])]);
        const result = w.clone();
        w.dispose();
        optimizer.dispose();
        return result;
      };
      for (const backend of ['cpu', 'wasm'] as const) {
        const [{ values }] = await compute(backend, [], step);
        expect(Array.from(values)).toEqual([-0.5, -0.5, -0.5]);
      }
    });
  });
}
