import * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { NotImplemented } from '#src/laws/not-implemented';
import type { EpochOptions, Split, TrainingRecord } from './train.ts';

// You will need this. Take the comment signs away when you use it:
// import { trainEpoch } from './train.ts'; // yours, from task 5.2

/** A learning rate, and the epoch from which on it is used. */
export interface Phase {
  fromEpoch: number;
  learningRate: number;
}

/** Phases in the order of their epochs; the first one begins with epoch 0. */
export type Schedule = readonly Phase[];

/**
 * Task 5.4: the learning rate of an epoch: that of the last phase that has begun.
 *
 * @param epoch - an integer from 0 up.
 * @throws {Error} when the first phase does not begin with epoch 0, or when a phase does not begin later
 *   than the one before it; the message gives the epoch at which that phase begins.
 */
export function learningRateAt(schedule: Schedule, epoch: number): number {
  throw new NotImplemented('5.4', 'learningRateAt');
}

/**
 * Task 5.4: a whole training on a schedule. At a change of the learning rate the network stays as it
 * is: it is trained on, not begun anew. Needs task 5.2.
 *
 * @param epochs - how many.
 * @param options - as `trainEpoch`; the epochs are 0, 1, 2, …
 * @returns the records of all epochs, in order.
 */
export async function trainOnSchedule(
  model: tf.LayersModel,
  schedule: Schedule,
  epochs: number,
  data: LabelledImages,
  split: Split,
  options: Omit<EpochOptions, 'epoch'> = {},
): Promise<TrainingRecord[]> {
  throw new NotImplemented('5.4', 'trainOnSchedule');
}
