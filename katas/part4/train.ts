import * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { NotImplemented } from '#src/laws/not-implemented';

// You will need these. Take the comment signs away when you use them:
// import { batches } from '#src/data/batches'; // batches(data, { indices, batchSize, seed, epoch }): a shuffled epoch
// import { gradientMagnitude } from './gradient.ts'; // yours, from task 4.2

/** What is noted down on the way, every so many steps. */
export interface TrainingRecord {
  /** Steps taken since the training began, over all epochs: the first one is step 1. */
  step: number;
  /** The mean cross-entropy of the step's batch, before its weights were updated. */
  loss: number;
  /** ‖∂loss/∂W‖ of that very loss, W the weights of the first layer, before they were updated. */
  gradientMagnitude: number;
}

/** How to train for one epoch. */
export interface EpochOptions {
  /** Which epoch this is: 0, 1, 2, … Each has an order of its own. 0 by default. */
  epoch?: number;
  /** Samples in a batch; 50 by default. The last batch of an epoch takes what is left. */
  batchSize?: number;
  /** A record is made of steps every, 2·every, 3·every, … of the whole training; 10 by default. */
  every?: number;
  /** Any 32-bit integer: the same seed gives the same orders, and so the same records. 0 by default. */
  seed?: number;
  /** Called with each record as soon as it is made, where it is given; an error that it throws ends the training. */
  onRecord?: (record: TrainingRecord) => void;
}

/**
 * Task 4.4: one epoch of plain SGD, without momentum. Every sample of `indices` is used once, in an order
 * that is new in each epoch; each batch is one step w ← w − learningRate · ∂loss/∂w of all weights, the
 * loss being the mean cross-entropy of the batch, with the network in training mode
 * (`model.apply(images, { training: true })`). Needs task 4.2 or 4.3.
 *
 * @param model - images `[batch, height, width, channels]` in, logits `[batch, classes]` out. Trained
 *   in place.
 * @param learningRate - greater than 0; the assignment's is 0.01.
 * @param data - levels 0 … 255, which `batches` makes 0 … 1, and labels.
 * @param indices - the samples to train on. Not changed.
 * @returns the records of this epoch, in order. No tensor is left behind: not the optimizer's either.
 */
export async function trainEpoch(
  model: tf.LayersModel,
  learningRate: number,
  data: LabelledImages,
  indices: readonly number[],
  options: EpochOptions = {},
): Promise<TrainingRecord[]> {
  throw new NotImplemented('4.4', 'trainEpoch');
}
