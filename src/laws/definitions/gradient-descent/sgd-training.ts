import { magnitudeOf } from './first-layer-gradient.ts';
import { logitsBy, type Linear } from './classifier.ts';
import { gradientOf } from './classifier-training.ts';
import { crossEntropiesOf, mean } from '../softmax/softmax.ts';

/** A linear classifier and the one batch that every step of its training sees. */
export interface SgdTraining extends Linear {
  /** `[samples][pixels]`, 0 … 255 */
  levels: number[][];
  labels: number[];
  learningRate: number;
  /** How many samples, all in all, are in the batch of each step. */
  sizes: number[];
}

interface SgdRecord {
  step: number;
  loss: number;
  gradientMagnitude: number;
}

export interface SgdTrained extends Linear {
  records: SgdRecord[];
}

/** What a mistaken reader would do in place of the definition. */
export interface SgdRules {
  /**
   * Of one weight, what its gradients become, one after another: the step is the rate times that, downwards.
   * Called once for each weight, so it may remember. `size` is that of the step's batch.
   */
  direction(training: SgdTraining): (gradient: number, size: number) => number;
  /** The network whose loss is recorded: that before the step, or that after it. */
  lossOf: 'before' | 'after';
  /** The network whose gradient is recorded. */
  gradientOf: 'before' | 'after';
  /** What is recorded of the gradient. */
  magnitude(gradient: Linear, training: SgdTraining, weights: Linear): number;
}

const definition: SgdRules = {
  direction: () => (gradient) => gradient,
  lossOf: 'before',
  gradientOf: 'before',
  magnitude: ({ kernel }) => magnitudeOf(kernel.flat()),
};

/** Every step of SGD, by the definition, in float64. */
export function trainBySgd(training: SgdTraining, rules: Partial<SgdRules> = {}): SgdTrained {
  const rule = { ...definition, ...rules };
  const { levels, labels, learningRate } = training;
  const gradientAt = (linear: Linear) => gradientOf(linear, levels, labels);
  let linear: Linear = { kernel: training.kernel, bias: training.bias };
  const places = [...linear.kernel.flat(), ...linear.bias];
  const directions = places.map(() => rule.direction(training));
  const records: SgdRecord[] = [];
  for (const [k, size] of training.sizes.entries()) {
    const gradient = gradientAt(linear);
    const next = moved(linear, gradient, (w, g, i) => w - learningRate * directions[i](g, size));
    const measured = rule.gradientOf === 'before' ? linear : next;
    records.push({
      step: k + 1,
      loss: mean(
        crossEntropiesOf(logitsBy(rule.lossOf === 'before' ? linear : next, levels), labels),
      ),
      gradientMagnitude: rule.magnitude(gradientAt(measured), training, measured),
    });
    linear = next;
  }
  return { ...linear, records };
}

/** Every weight changed, by its gradient and its place. */
function moved(
  linear: Linear,
  gradient: Linear,
  change: (weight: number, gradient: number, place: number) => number,
): Linear {
  const slopes = [...gradient.kernel.flat(), ...gradient.bias];
  let place = 0;
  const next = (weight: number) => change(weight, slopes[place], place++);
  return { kernel: linear.kernel.map((row) => row.map(next)), bias: linear.bias.map(next) };
}
