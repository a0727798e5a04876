import type { BackendName } from '#src/backend/choice';
import type { NetworkName } from './networks.ts';

export const optimizers = ['Adam', 'SGD'] as const;

/** Adam with its defaults, SGD with a learning rate of 0.01. */
export type Optimizer = (typeof optimizers)[number];

export const BATCH = 50;

/** A pass over the validation set: so many images, in batches of so many. */
export const VALIDATION = { images: 5000, batch: 500 };

/** Where a fair PyTorch trains on the GPU too. */
export const isGpu = (backend: BackendName) => backend === 'cuda' || backend === 'webgpu';

/** One of the two that are compared: TensorFlow.js here or PyTorch. */
export interface Trainer {
  /**
   * Makes a network with new weights, in the place of the last.
   *
   * @returns how many trainable parameters it has.
   */
  prepare(network: NetworkName, optimizer: Optimizer): Promise<number>;
  /** Trains on one batch, `count` times, and reads each loss. @returns the milliseconds of each step. */
  train(count: number): Promise<number[]>;
  /** Counts the images of a validation set that are classified rightly. @returns milliseconds. */
  validate(): Promise<number>;
}
