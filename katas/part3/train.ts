import * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { NotImplemented } from '#src/laws/not-implemented';
import type { Split } from './split.ts';

// You will need these. Take the comment signs away when you use them:
// import { batches } from '#src/data/batches'; // batches(data, { indices, batchSize, seed, epoch }): a shuffled epoch
// import { accuracy } from './accuracy.ts'; // yours, from task 3.3

/** What is noted down on the way, every so many steps. */
export interface TrainingRecord {
  /** Steps taken since the training began, over all epochs: the first one is step 1. */
  step: number;
  /** The mean cross-entropy of the step's batch, before its weights were updated. */
  loss: number;
  /** The accuracy on the step's batch, from the same logits as the loss; 0 … 1. */
  trainAccuracy: number;
  /** The accuracy on all validation samples, after the update; 0 … 1. */
  validationAccuracy: number;
}

/** How to train for one epoch. */
export interface EpochOptions {
  /** Which epoch this is: 0, 1, 2, … Each has an order of its own. 0 by default. */
  epoch?: number;
  /** Samples in a batch; 50 by default. The last batch of an epoch takes what is left. */
  batchSize?: number;
  /** A record is made after steps every, 2·every, 3·every, … of the whole training; 10 by default. */
  every?: number;
  /** Any 32-bit integer: the same seed gives the same orders, and so the same records. 0 by default. */
  seed?: number;
  /** Called with each record as soon as it is made, where it is given; an error that it throws ends the training. */
  onRecord?: (record: TrainingRecord) => void;
}

/**
 * Task 3.4: one epoch of training. Every training sample is used once, in an order that is new in each
 * epoch; each batch is one step of the optimizer on the mean cross-entropy of its samples, with the
 * network in training mode (`model.apply(images, { training: true })`). Needs task 3.3.
 *
 * @param model - images `[batch, height, width, channels]` in, logits `[batch, classes]` out. Trained
 *   in place.
 * @param optimizer - for example `tf.train.adam()`. It is the same one in all epochs of a training.
 * @param data - levels 0 … 255, which `batches` makes 0 … 1, and labels.
 * @param split - `train` for the steps, `validation` for the records. Not changed.
 * @returns the records of this epoch, in order. Of the tensors it makes, only what the optimizer keeps
 *   is left.
 */
export async function trainEpoch(
  model: tf.LayersModel,
  optimizer: tf.Optimizer,
  data: LabelledImages,
  split: Split,
  options: EpochOptions = {},
): Promise<TrainingRecord[]> {
  throw new NotImplemented('3.4', 'trainEpoch');
}
