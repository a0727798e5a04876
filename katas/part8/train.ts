import type { LabelledImages } from '#src/data/labelled-images';
import { NotImplemented } from '#src/laws/not-implemented';
import type { Loss } from './losses.ts';
import type { Network } from './network.ts';

// You will need these. Take the comment signs away when you use them:
// import * as tf from '@tensorflow/tfjs';
// import { batches } from '#src/data/batches'; // batches(data, { indices, batchSize, seed, epoch }): a shuffled epoch

/** How to train for one epoch. */
export interface EpochOptions {
  learningRate: number;
  /** Samples in a batch, at least 1. The last batch of an epoch takes what is left. */
  batchSize: number;
  /** Any 32-bit integer: the same seed gives the same orders. 0 by default. */
  seed?: number;
  /** Which epoch this is: 0, 1, 2, … Each has an order of its own. 0 by default. */
  epoch?: number;
}

/** Means over all samples: each counts the same. */
export interface Measures {
  loss: number;
  /** The fraction of samples whose largest output is the one of their label; 0 … 1. */
  accuracy: number;
}

/**
 * Task 8.5: one epoch of plain gradient descent, w ← w − learningRate · ∂loss/∂w for every batch. Every sample is
 * used once, in an order that is new in each epoch.
 *
 * @param network - takes images as rows, `[batch, height · width · channels]`.
 * @param data - levels 0 … 255, which `batches` makes 0 … 1, and labels. Left as it is.
 * @param indices - of the samples to train on. Left as they are.
 * @returns the loss of each step, before its update. A training that diverged gives NaN, and no error. No tensor is
 *   left behind.
 */
export async function trainEpoch(
  network: Network,
  loss: Loss,
  data: LabelledImages,
  indices: readonly number[],
  options: EpochOptions,
): Promise<number[]> {
  throw new NotImplemented('8.5', 'trainEpoch');
}

/**
 * Task 8.5: the loss and the accuracy of samples as the network is now. Nothing is trained.
 *
 * @param indices - of the samples to measure on.
 * @param options.batchSize - samples that go through the network at once; 500 by default.
 */
export async function evaluate(
  network: Network,
  loss: Loss,
  data: LabelledImages,
  indices: readonly number[],
  options: { batchSize?: number } = {},
): Promise<Measures> {
  throw new NotImplemented('8.5', 'evaluate');
}
