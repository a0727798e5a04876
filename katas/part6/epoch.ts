import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';
import type { Module } from './linear.ts';
import type { Loss } from './losses.ts';

// You will need this. Take the comment signs away when you use it:
// import { epochOrder } from '#src/data/batches'; // epochOrder([0, 1, 2, …], seed, epoch): the same indices, in the order of this epoch

/** Samples as tensors. */
export interface Samples {
  /** `[samples, inputs]`, float32. */
  images: tf.Tensor2D;
  /** `[samples]`, int32: the class of each, from 0. */
  labels: tf.Tensor1D;
}

/** What moves parameters by their gradients: `SGD`, for example. */
export interface Optimizer {
  step(): void;
}

/** How to train for one epoch. */
export interface EpochOptions {
  /** Samples in a batch; 100 by default. The last batch of an epoch takes what is left. */
  batchSize?: number;
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
 * Task 6.6: one epoch of training. Every sample is used once, in an order that is new in each epoch;
 * each batch goes forward, its loss goes backward, and the optimizer takes one step.
 *
 * @param network - `[batch, inputs]` in, `[batch, classes]` out.
 * @param samples - left as they are.
 * @returns the loss and the accuracy of the outputs that the steps computed on their way, each before
 *   its own step. A training that diverged gives NaN, and no error. No tensor is left behind.
 */
export async function trainEpoch(
  network: Module,
  loss: Loss,
  optimizer: Optimizer,
  samples: Samples,
  options: EpochOptions = {},
): Promise<Measures> {
  throw new NotImplemented('6.6', 'trainEpoch');
}

/**
 * Task 6.6: the loss and the accuracy of all samples as the network is now. Nothing is trained.
 *
 * @param options.batchSize - samples that go through the network at once; 100 by default.
 * @returns as `trainEpoch`; no tensor is left behind.
 */
export async function evaluate(
  network: Module,
  loss: Loss,
  samples: Samples,
  options: { batchSize?: number } = {},
): Promise<Measures> {
  throw new NotImplemented('6.6', 'evaluate');
}
