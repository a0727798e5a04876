import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';
import type { Module, Parameter } from './linear.ts';

// You will need these. Take the comment signs away when you use them:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).integer(2 ** 31): a seed for a layer
// import { ReLU, Sigmoid } from './activations.ts'; // yours, from task 6.2
// import { Linear } from './linear.ts'; // yours, from task 6.1

/** Task 6.4: modules in a chain, itself a module. What leaves one goes into the next. */
export class Network implements Module {
  /** @param modules - at least one, in the order of the forward pass. */
  constructor(modules: readonly Module[]) {
    throw new NotImplemented('6.4', 'the constructor of Network');
  }

  forward(x: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.4', 'Network.forward');
  }

  backward(gradOutput: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.4', 'Network.backward');
  }

  /** @returns those of the first module, then those of the second, and so on. */
  parameters(): Parameter[] {
    throw new NotImplemented('6.4', 'Network.parameters');
  }
}

/** Which network to build. */
export interface NetworkOptions {
  /** What follows every linear layer but the last; `relu` by default. */
  activation?: 'relu' | 'sigmoid';
  /** What follows the last linear layer; `none` by default. */
  last?: 'sigmoid' | 'none';
  /** The standard deviation of all weights; 0.01 by default. */
  std?: number;
  /** Any 32-bit integer: the same seed gives the same weights. 0 by default. */
  seed?: number;
}

/**
 * Task 6.4: linear layers with activations between them. Layers of one shape begin with different
 * weights. Needs tasks 6.1 and 6.2.
 *
 * @param sizes - how many numbers go into each layer, and how many leave the last one:
 *   `[784, 256, 10]` has one hidden layer, `[784, 10]` none.
 */
export function buildNetwork(sizes: readonly number[], options: NetworkOptions = {}): Network {
  throw new NotImplemented('6.4', 'buildNetwork');
}
