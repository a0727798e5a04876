import { NotImplemented } from '#src/laws/not-implemented';
import type { TrainingRecord } from './train.ts';

/** What is known of three trainings of one network; the keys are those of the assignment. */
export interface Result {
  /** For example `cnn_4`. */
  name: string;
  /** At the learning rate 0.1. */
  loss_curve_1: number[];
  /** At 0.01. */
  loss_curve_01: number[];
  /** At 0.001. */
  loss_curve_001: number[];
  val_acc_curve_1: number[];
  val_acc_curve_01: number[];
  val_acc_curve_001: number[];
}

/** The records of three trainings that differ in their learning rate alone. */
export interface RecordsByRate {
  0.1: readonly TrainingRecord[];
  0.01: readonly TrainingRecord[];
  0.001: readonly TrainingRecord[];
}

/** Task 5.5: the result of the three trainings, ready to be saved as JSON. */
export function makeResult(name: string, records: RecordsByRate): Result {
  throw new NotImplemented('5.5', 'makeResult');
}
