import activations from '../../../../fixtures/pytorch/activations.json' with { type: 'json' };
import layers from '../../../../fixtures/pytorch/layers.json' with { type: 'json' };
import type { LinearCase } from './cases.ts';
import { oneHot, transposed } from './matrices.ts';

/** A linear layer of PyTorch's, in float64. */
export interface RecordedLinear {
  given: LinearCase;
  wanted: { output: number[][]; input: number[][]; weight: number[][]; bias: number[] };
}

/** Multiples of 1/4: exact. */
export const recordedLinears: RecordedLinear[] = layers.linear.map((record) => ({
  given: {
    x: record.input,
    weight: transposed(record.weight),
    bias: record.bias,
    gradOutput: record.upstream,
  },
  wanted: {
    output: record.output,
    input: record.inputGradient,
    weight: transposed(record.weightGradient),
    bias: record.biasGradient,
  },
}));

/** An activation at points from −1000 to 1000. */
export interface RecordedActivation {
  name: 'relu' | 'sigmoid';
  x: number[];
  y: number[];
  derivative: number[];
}

/** Without the points that are no float32 but 0. */
export const recordedActivations: RecordedActivation[] = (['relu', 'sigmoid'] as const).map(
  (name) => {
    const { x, y, derivative } = activations.activations.find((record) => record.name === name)!;
    const isKept = (_: number, i: number) => x[i] === 0 || Math.abs(x[i]) > 1e-30;
    return {
      name,
      x: x.filter(isKept),
      y: y.filter(isKept),
      derivative: derivative.filter(isKept),
    };
  },
);

/** A softmax cross-entropy of PyTorch's, in float64. */
export interface RecordedLoss {
  name: string;
  outputs: number[][];
  targets: number[][];
  loss: number;
  gradient: number[][];
}

export const recordedLosses: RecordedLoss[] = activations.softmaxCrossEntropy.map(
  ({ name, logits, labels, meanLoss, gradient }) => ({
    name,
    outputs: logits,
    targets: oneHot(labels, logits[0].length),
    loss: meanLoss,
    gradient,
  }),
);
