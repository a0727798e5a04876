import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).integer(2 ** 31 - 1): a seed for a layer

/** What may differ from the report’s network. */
export interface NetworkOptions {
  /** Height, width and channels of an image; `[32, 32, 3]` by default. Height and width are at least 4. */
  imageShape?: [height: number, width: number, channels: number];
  /** Kernels of the first two convolutions, and of the last two; `[48, 96]` by default. */
  kernels?: [first: number, last: number];
  /** Units of the hidden fully connected layer; 512 by default. */
  units?: number;
  /** The share of values that a dropout sets to 0, from 0 to below 1; 0.5 by default. */
  dropout?: number;
  /** How many logits the network gives; 10 by default. */
  classes?: number;
  /** Any 32-bit integer: the same seed gives the same initial weights. 0 by default. */
  seed?: number;
}

/**
 * Task 7.7: the report’s convolutional network, with fresh random weights; README.md has its layers.
 *
 * It takes images `[batch, height, width, channels]` and gives logits `[batch, classes]`: numbers of
 * any size, no softmax. In training mode each call drops other values.
 *
 * @returns a `tf.LayersModel`: what `tf.sequential` and `tf.model` make.
 */
export function buildNetwork(options: NetworkOptions = {}): tf.LayersModel {
  throw new NotImplemented('7.7', 'buildNetwork');
}
