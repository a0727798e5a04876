import * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { NotImplemented } from '#src/laws/not-implemented';
import type { TrainingRecord } from './train.ts';

// You will need this. Take the comment signs away when you use it:
// import { accuracy } from './accuracy.ts'; // yours, from task 3.3

/** What is known of a trained network; the keys are those of the assignment. */
export interface Result {
  /** For example `cnn_4`. */
  name: string;
  loss_curve: number[];
  train_acc_curve: number[];
  val_acc_curve: number[];
  /** The accuracy on the test set; 0 … 1. */
  test_acc: number;
  /** Of the first layer that has any: `[inputs, units]` or `[rows, columns, channels, kernels]`. */
  weights: number[][] | number[][][][];
}

/**
 * Task 3.5: the weights of the first layer that has any, without its bias.
 *
 * @returns nested arrays of the weights' own shape: `[inputs, units]` of a fully connected layer,
 *   `[rows, columns, channels, kernels]` of a convolution.
 */
export async function firstLayerWeights(
  model: tf.LayersModel,
): Promise<number[][] | number[][][][]> {
  throw new NotImplemented('3.5', 'firstLayerWeights');
}

/**
 * Task 3.5: the result of a training, ready to be saved as JSON. Needs task 3.3.
 *
 * @param records - of all epochs, in order.
 * @param test - samples that the training has not seen.
 */
export async function makeResult(
  name: string,
  model: tf.LayersModel,
  records: readonly TrainingRecord[],
  test: LabelledImages,
): Promise<Result> {
  throw new NotImplemented('3.5', 'makeResult');
}
