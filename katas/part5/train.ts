import * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { batches } from '#src/data/batches'; // batches(data, { indices, batchSize, seed, epoch }): a shuffled epoch
// Copy `accuracy` from your part 3 into this file, or write it again.

/** Which samples are for what: indices into the data set. */
export interface Split {
  train: number[];
  validation: number[];
}

/** What is noted down on the way, every so many steps. */
export interface TrainingRecord {
  /** Steps taken since the training began, over all epochs: the first one is step 1. */
  step: number;
  /** The mean cross-entropy of the step's batch, before its weights were updated. */
  loss: number;
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
 * Task 5.2: one epoch of plain SGD, without momentum: w ← w − learningRate · ∂loss/∂w for every batch.
 *
 * @param model - images `[batch, height, width, channels]` in, logits `[batch, classes]` out. Trained
 *   in place: what it has learned in earlier epochs stays.
 * @param data - levels 0 … 255, which `batches` makes 0 … 1, and labels.
 * @param split - `train` for the steps, `validation` for the records. Not changed.
 * @returns the records of this epoch, in order. No tensor is left behind.
 */
export async function trainEpoch(
  model: tf.LayersModel,
  learningRate: number,
  data: LabelledImages,
  split: Split,
  options: EpochOptions = {},
): Promise<TrainingRecord[]> {
  throw new NotImplemented('5.2', 'trainEpoch');
}
