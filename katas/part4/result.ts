import { NotImplemented } from '#src/laws/not-implemented';
import type { TrainingRecord } from './train.ts';

/** How one architecture trained with either activation; the keys are those of the assignment. */
export interface Result {
  /** For example `cnn_4`. */
  name: string;
  relu_loss_curve: number[];
  sigmoid_loss_curve: number[];
  /** The magnitudes of the gradient of the network with ReLU. */
  relu_grad_curve: number[];
  /** The magnitudes of the gradient of the network with sigmoid. */
  sigmoid_grad_curve: number[];
}

/**
 * Task 4.5: the result of the two trainings of one architecture, ready to be saved as JSON.
 *
 * @param reluRecords - of the network with ReLU, of all epochs, in order. Not changed.
 * @param sigmoidRecords - of the network with sigmoid. Not changed.
 */
export function makeResult(
  name: string,
  reluRecords: readonly TrainingRecord[],
  sigmoidRecords: readonly TrainingRecord[],
): Result {
  throw new NotImplemented('4.5', 'makeResult');
}
