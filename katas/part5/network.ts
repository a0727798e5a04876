import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

/** The architectures to choose from: those of part 3 except mlp_1. */
export type NetworkName = 'mlp_2' | 'cnn_3' | 'cnn_4' | 'cnn_5';

/** What may differ from CIFAR-10. */
export interface NetworkOptions {
  /** Height, width and channels of an image; `[32, 32, 3]` by default. */
  imageShape?: [height: number, width: number, channels: number];
  /** How many logits the network gives; 10 by default. */
  classes?: number;
  /** Any 32-bit integer: the same seed gives the same initial weights. 0 by default. */
  seed?: number;
}

/** Task 5.1: the architecture that you would pick after part 3. */
export function favourite(): NetworkName {
  throw new NotImplemented('5.1', 'favourite');
}

/**
 * Task 5.1: that network, with fresh random weights and ReLU, as in part 3: begin with a copy of yours.
 *
 * @returns images `[batch, height, width, channels]` in, logits `[batch, classes]` out.
 */
export function buildNetwork(options: NetworkOptions = {}): tf.LayersModel {
  throw new NotImplemented('5.1', 'buildNetwork');
}
