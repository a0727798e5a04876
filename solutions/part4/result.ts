import type { TrainingRecord } from './train.ts';

export interface Result {
  name: string;
  relu_loss_curve: number[];
  sigmoid_loss_curve: number[];
  relu_grad_curve: number[];
  sigmoid_grad_curve: number[];
}

export function makeResult(
  name: string,
  reluRecords: readonly TrainingRecord[],
  sigmoidRecords: readonly TrainingRecord[],
): Result {
  const losses = (records: readonly TrainingRecord[]) => records.map(({ loss }) => loss);
  const magnitudes = (records: readonly TrainingRecord[]) =>
    records.map(({ gradientMagnitude }) => gradientMagnitude);
  return {
    name,
    relu_loss_curve: losses(reluRecords),
    sigmoid_loss_curve: losses(sigmoidRecords),
    relu_grad_curve: magnitudes(reluRecords),
    sigmoid_grad_curve: magnitudes(sigmoidRecords),
  };
}
