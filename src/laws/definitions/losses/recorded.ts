import losses from '../../../../fixtures/pytorch/losses.json' with { type: 'json' };
import type { LossName } from './losses.ts';

/** A loss of PyTorch's, in float64. */
export interface RecordedLoss {
  name: LossName;
  case: string;
  outputs: number[][];
  labels: number[];
  loss: number;
  gradient: number[][];
}

const names: Record<string, LossName> = {
  cross_entropy: 'crossEntropy',
  nll_loss: 'negativeLogLikelihood',
  multi_margin_loss: 'multiMargin',
  mse_loss: 'meanSquaredError',
  l1_loss: 'meanAbsoluteError',
};

export const recordedLosses: RecordedLoss[] = losses.losses.map(({ name, loss, ...record }) => ({
  ...record,
  case: name,
  name: names[loss],
  loss: record.value,
}));

/** A log-softmax of PyTorch's. */
export interface RecordedLogSoftmax {
  name: string;
  x: number[][];
  gradOutput: number[][];
  y: number[][];
  gradient: number[][];
}

export const recordedLogSoftmaxes: RecordedLogSoftmax[] = losses.logSoftmax.map(
  ({ name, input, upstream, output, inputGradient }) => ({
    name,
    x: input,
    gradOutput: upstream,
    y: output,
    gradient: inputGradient,
  }),
);
