import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { compute, type Computation, expectResults, ROUNDING } from './agreement.ts';
import { type Draw, draws, operands } from './operands.ts';

/** Steps of a run. */
export const STEPS = 20;

/** An optimizer, and the sizes of the variables it updates. */
export interface Run {
  optimizer: 'sgd' | 'adam';
  rate: number;
  /** From half-way on. */
  laterRate: number;
  beta1: number;
  beta2: number;
  epsilon: number | undefined;
  sizes: number[];
  draw: Draw;
}

/** Of sizes with and without a remainder by four, and with an ε that counts beside the gradients. */
export const runs: fc.Arbitrary<Run> = fc.record({
  optimizer: fc.constantFrom('sgd', 'adam'),
  rate: fc.constantFrom(0.001, 0.1, 0.5),
  laterRate: fc.constantFrom(0.001, 0.01, 0.3),
  beta1: fc.constantFrom(0.9, 0.5, 0),
  beta2: fc.constantFrom(0.999, 0.9),
  epsilon: fc.constantFrom(undefined, 1e-3, 0.5),
  sizes: fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 3 }),
  draw: draws('quarters', 'wild'),
});

export function makeOptimizer({ optimizer, rate, beta1, beta2, epsilon }: Run): tf.Optimizer {
  return optimizer === 'sgd' ? tf.train.sgd(rate) : tf.train.adam(rate, beta1, beta2, epsilon);
}

/** Of Adam the field itself is the rate. */
export function setRate(optimizer: tf.Optimizer, rate: number): void {
  if ('setLearningRate' in optimizer) (optimizer as tf.SGDOptimizer).setLearningRate(rate);
  else Object.assign(optimizer, { learningRate: rate });
}

/** Variables, and what happens to them: `gradients(step)` are those of each variable. */
export type Scenario = (
  variables: tf.Variable[],
  gradients: (step: number) => tf.Tensor[],
) => { optimizers: tf.Optimizer[]; results?: tf.Tensor[] };

/**
 * Expects a scenario to leave the same variables on both backends.
 *
 * How far may two right runs lie apart? A step is made of some ten roundings: of rate·g, or of a mean
 * of gradients by a root of a mean of their squares. With β₂ of at least 0.9 and twenty steps that
 * root is at least a tenth of the largest gradient, so a rounding of the mean counts tenfold. Each
 * step also rounds the weight, which is at most its start and all steps. Gradients are at most 3.
 */
export async function expectSameRun(run: Run, scenario: Scenario): Promise<void> {
  const { optimizer, rate, laterRate, sizes, draw } = run;
  const step = Math.max(rate, laterRate) * (optimizer === 'sgd' ? 3 : 10);
  const allowed = 2 * STEPS * ROUNDING * (10 * 10 * step + 3 + STEPS * step);
  const starts = operands({ ...draw, kind: 'quarters' }, ...sizes.map((size) => [size]));
  const gradients = operands(draw, ...sizes.map((size) => [STEPS, size]));
  const given = [...starts, ...gradients];
  const computation = play(scenario, sizes.length);
  const wanted = await compute('cpu', given, computation);
  expectResults(await compute('wasm', given, computation), wanted, () => allowed);
}

function play(scenario: Scenario, count: number): Computation {
  return (...tensors) => {
    const variables = tensors.slice(0, count).map((start) => start.variable());
    const gradients = (step: number) =>
      tensors.slice(count).map((all) => all.slice(step, 1).reshape([-1]));
    const { optimizers, results = [] } = scenario(variables, gradients);
    const after = variables.map((variable) => variable.clone());
    tf.dispose(variables);
    for (const optimizer of optimizers) optimizer.dispose();
    return [...after, ...results];
  };
}
