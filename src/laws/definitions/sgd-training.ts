import { magnitudeOf } from './first-layer-gradient.ts';
import { logitsBy, type Linear } from './classifier.ts';
import { gradientOf } from './classifier-training.ts';
import { crossEntropiesOf, mean } from './softmax.ts';

/** A linear classifier and the one batch that every step of its training sees. */
export interface SgdTraining extends Linear {
  /** `[samples][pixels]`, 0 … 255 */
  levels: number[][];
  labels: number[];
  learningRate: number;
  steps: number;
}

export interface SgdRecord {
  step: number;
  loss: number;
  gradientMagnitude: number;
}

export interface SgdTrained extends Linear {
  records: SgdRecord[];
}

/** What a mistaken reader would do in place of the definition. */
export interface SgdRules {
  /** What becomes of a gradient, element by element; the step is the rate times this. */
  step(gradient: number, training: SgdTraining): number;
  /** How much of the last step goes into the next one. */
  momentum: number;
  /** The network whose loss is recorded: that before the step, or that after it. */
  lossOf: 'before' | 'after';
  /** The network whose gradient is recorded. */
  gradientOf: 'before' | 'after';
  /** What is recorded of the gradient. */
  magnitude(gradient: Linear, training: SgdTraining, weights: Linear): number;
}

const definition: SgdRules = {
  step: (gradient) => gradient,
  momentum: 0,
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
  let velocity = mapped(linear, () => 0);
  const records: SgdRecord[] = [];
  for (let step = 1; step <= training.steps; step++) {
    const gradient = gradientAt(linear);
    const own = mapped(gradient, (g) => rule.step(g, training));
    velocity = mapped(velocity, (v, of) => rule.momentum * v + of(own));
    const next = mapped(linear, (w, of) => w - learningRate * of(velocity));
    const measured = rule.gradientOf === 'before' ? linear : next;
    records.push({
      step,
      loss: mean(crossEntropiesOf(logitsBy(rule.lossOf === 'before' ? linear : next, levels), labels)),
      gradientMagnitude: rule.magnitude(gradientAt(measured), training, measured),
    });
    linear = next;
  }
  return { ...linear, records };
}

/** Every element changed; `of` reads the same place of another one. */
function mapped(linear: Linear, change: (x: number, of: (other: Linear) => number) => number): Linear {
  return {
    kernel: linear.kernel.map((row, i) =>
      row.map((x, k) => change(x, (other) => other.kernel[i][k])),
    ),
    bias: linear.bias.map((x, k) => change(x, (other) => other.bias[k])),
  };
}
