import * as reference from '../../../solutions/part7/digits-mlp.ts';
import type {
  Samples,
  TrainOptions,
  Training,
  Weights,
} from '../../../solutions/part7/digits-mlp.ts';
import {
  accuracyOf,
  lossOf,
  stepOf,
  type StepRules,
} from '../../../src/laws/definitions/digits/two-layers.ts';
import type { Implementation } from '../implementation.ts';

export type Digits = Implementation<typeof reference>;

/** What a training does otherwise than it should. */
interface Ways {
  rules: Partial<StepRules>;
  /** Which samples a step sees. */
  seen(samples: Samples, step: number): Samples;
  /** Whether there is a point after so many steps. */
  isPoint(step: number, options: Required<Omit<TrainOptions, 'test'>>): boolean;
  /** The state that a point is of. */
  pointOf(before: Weights, now: Weights): Weights;
  loss(weights: Weights, samples: Samples): number;
  accuracy(weights: Weights, samples: Samples): number;
  defaults: { learningRate: number; every: number };
}

const usual: Ways = {
  rules: {},
  seen: (samples) => samples,
  isPoint: (step, { iterations, every }) => step % every === 0 || step === iterations,
  pointOf: (_, now) => now,
  loss: lossOf,
  accuracy: accuracyOf,
  defaults: { learningRate: 0.1, every: 100 },
};

/** A training in plain loops. */
export const training = (name: string, ways: Partial<Ways> = {}): Digits => ({
  name,
  module: { train: trainBy({ ...usual, ...ways }) },
});

export const trainBy =
  ({ rules, seen, isPoint, pointOf, loss, accuracy, defaults }: Ways = usual) =>
  async (weights: Weights, samples: Samples, given: TrainOptions): Promise<Training> => {
    const options = { ...defaults, ...given };
    const result: Training = { weights, iterations: [], losses: [], accuracies: [], testAccuracies: [] }; // prettier-ignore
    let before = weights;
    let now = weights;
    for (let step = 0; step <= options.iterations; step++) {
      if (step > 0) {
        before = now;
        now = stepOf(now, seen(samples, step), options.learningRate, rules);
      }
      if (!isPoint(step, options)) continue;
      const state = pointOf(before, now);
      result.iterations.push(step);
      result.losses.push(loss(state, samples));
      result.accuracies.push(accuracy(state, samples));
      if (options.test) result.testAccuracies.push(accuracy(state, options.test));
    }
    return { ...result, weights: now };
  };

/** Starting weights, changed. */
export const starting = (
  name: string,
  of: (weights: Weights, sizes: readonly [number, number, number], seed?: number) => Weights,
): Digits => ({
  name,
  module: {
    initialWeights: (sizes: readonly [number, number, number], seed?: number) =>
      of(reference.initialWeights(sizes, seed), sizes, seed),
  },
});

/** With every weight changed, biases not. */
export const changed = (
  { hiddenWeight, outputWeight, ...biases }: Weights,
  of: (weight: number, rows: number) => number,
): Weights => ({
  ...biases,
  hiddenWeight: hiddenWeight.map((row) => row.map((weight) => of(weight, hiddenWeight.length))),
  outputWeight: outputWeight.map((row) => row.map((weight) => of(weight, outputWeight.length))),
});
