import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

/** The five architectures of part 3; katas/part4/README.md has their layers. */
export type NetworkName = 'mlp_1' | 'mlp_2' | 'cnn_3' | 'cnn_4' | 'cnn_5';

/** What stands wherever the table of architectures says ReLU. */
export type Activation = 'relu' | 'sigmoid';

/** What may differ from CIFAR-10. */
export interface NetworkOptions {
  /** Height, width and channels of an image; `[32, 32, 3]` by default. */
  imageShape?: [height: number, width: number, channels: number];
  /** How many logits the network gives; 10 by default. */
  classes?: number;
  /** Any 32-bit integer: the same seed gives the same initial weights. 0 by default. */
  seed?: number;
}

/**
 * Task 4.1: one of the five networks of part 3, with this activation wherever the table has a ReLU, and
 * nowhere else. Nothing but the activation differs: with the same seed, both begin with the same weights.
 *
 * It takes images `[batch, height, width, channels]` and gives logits `[batch, classes]`: numbers of
 * any size, no softmax. Convolutions have stride 1 and poolings stride 2, neither has padding. Its
 * weights are those of its layers in order, of each layer the kernel first, then the bias.
 *
 * @returns a `tf.LayersModel`: what `tf.sequential` and `tf.model` make.
 */
export function buildNetwork(
  name: NetworkName,
  activation: Activation,
  options: NetworkOptions = {},
): tf.LayersModel {
  throw new NotImplemented('4.1', 'buildNetwork');
}
