import type { TrainingRecord } from './train.ts';

export interface Result {
  name: string;
  loss_curve_1: number[];
  loss_curve_01: number[];
  loss_curve_001: number[];
  val_acc_curve_1: number[];
  val_acc_curve_01: number[];
  val_acc_curve_001: number[];
}

export interface RecordsByRate {
  0.1: readonly TrainingRecord[];
  0.01: readonly TrainingRecord[];
  0.001: readonly TrainingRecord[];
}

export function makeResult(name: string, records: RecordsByRate): Result {
  return {
    name,
    loss_curve_1: losses(records[0.1]),
    loss_curve_01: losses(records[0.01]),
    loss_curve_001: losses(records[0.001]),
    val_acc_curve_1: accuracies(records[0.1]),
    val_acc_curve_01: accuracies(records[0.01]),
    val_acc_curve_001: accuracies(records[0.001]),
  };
}

const losses = (records: readonly TrainingRecord[]) => records.map(({ loss }) => loss);

const accuracies = (records: readonly TrainingRecord[]) =>
  records.map(({ validationAccuracy }) => validationAccuracy);
