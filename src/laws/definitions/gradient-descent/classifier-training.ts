import { MOMENTUM } from '../../tensors/model-spec.ts';
import { accuracyOf, logitsBy, type Linear } from './classifier.ts';
import { crossEntropiesOf, mean, softmaxOf } from '../softmax/softmax.ts';

/** Full-batch training of a linear classifier: the order of the samples does not matter. */
export interface LinearTraining extends Linear {
  /** `[samples][pixels]`, 0 … 255 */
  levels: number[][];
  labels: number[];
  validationLevels: number[][];
  validationLabels: number[];
  optimizer: 'sgd' | 'momentum';
  learningRate: number;
  steps: number;
}

interface StepRecord {
  step: number;
  loss: number;
  trainAccuracy: number;
  validationAccuracy: number;
}

/** What a mistaken reader would do in place of the definition. */
export interface TrainingRules {
  /** The factor on the gradient of the mean; 1 by the definition. */
  scale(training: LinearTraining): number;
  /** What a level becomes in the network; level / 255 by the definition. */
  forgetsOptimizer: boolean;
  measuresAfter: boolean;
  validatesBefore: boolean;
}

export interface Trained extends Linear {
  records: StepRecord[];
}

/** Every step over all samples, by the definition, in float64. */
export function trainLinear(training: LinearTraining, rules: Partial<TrainingRules> = {}): Trained {
  const { scale, forgetsOptimizer, measuresAfter, validatesBefore } = {
    scale: () => 1,
    forgetsOptimizer: false,
    measuresAfter: false,
    validatesBefore: false,
    ...rules,
  };
  const { levels, labels, validationLevels, validationLabels, optimizer, learningRate } = training;
  let linear: Linear = { kernel: training.kernel, bias: training.bias };
  let velocity: Linear | undefined;
  const records: StepRecord[] = [];
  for (let step = 1; step <= training.steps; step++) {
    const gradient = multiplied(gradientOf(linear, levels, labels), scale(training));
    const keeps = optimizer === 'momentum' && !forgetsOptimizer && velocity !== undefined;
    velocity = keeps ? combined(gradient, velocity!, MOMENTUM) : gradient;
    const next = combined(linear, velocity, -learningRate);
    const measured = logitsBy(measuresAfter ? next : linear, levels);
    const validated = logitsBy(validatesBefore ? linear : next, validationLevels);
    records.push({
      step,
      loss: mean(crossEntropiesOf(measured, labels)),
      trainAccuracy: accuracyOf(measured, labels),
      validationAccuracy: accuracyOf(validated, validationLabels),
    });
    linear = next;
  }
  return { ...linear, records };
}

/** The gradient of the mean cross-entropy: Xᵀ(softmax − one-hot) / samples. */
export function gradientOf(
  linear: Linear,
  levels: readonly number[][],
  labels: readonly number[],
): Linear {
  const errors = softmaxOf(logitsBy(linear, levels)).map((row, n) =>
    row.map((probability, k) => (probability - (k === labels[n] ? 1 : 0)) / labels.length),
  );
  const column = (k: number) => errors.map((row) => row[k]);
  return {
    kernel: linear.kernel.map((row, i) =>
      row.map((_, k) => column(k).reduce((sum, e, n) => sum + (e * levels[n][i]) / 255, 0)),
    ),
    bias: linear.bias.map((_, k) => column(k).reduce((sum, e) => sum + e, 0)),
  };
}

/** a + factor · b, element by element. */
function combined(a: Linear, b: Linear, factor: number): Linear {
  return {
    kernel: a.kernel.map((row, i) => row.map((x, k) => x + factor * b.kernel[i][k])),
    bias: a.bias.map((x, k) => x + factor * b.bias[k]),
  };
}

/** Weights after a step of plain SGD. */
export const moved = (linear: Linear, gradient: Linear, learningRate: number): Linear =>
  combined(linear, gradient, -learningRate);

const multiplied = (a: Linear, factor: number): Linear => combined(a, a, factor - 1);

/** The least distance between the largest two logits: rounding may not decide what is correct. */
export function smallestMargin(logits: readonly number[][]): number {
  return Math.min(
    ...logits.map((row) => {
      const [first, second] = row.toSorted((a, b) => b - a);
      return first - second;
    }),
  );
}
