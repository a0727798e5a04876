import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).uniform() draws from [0, 1)

/** How the masks begin. */
export interface DropoutOptions {
  /** Any 32-bit integer: the same seed gives the same sequence of masks. 0 by default. */
  seed?: number;
}

/**
 * Task 7.3: inverted dropout. In training each element is kept with probability 1 − rate, and divided by it;
 * otherwise it is 0. Out of training everything passes as it is.
 *
 * `forward` and the `backward` that belongs to it are called within one `tf.tidy`, which frees what they
 * make, except variables: a module may hold on to a tensor from one to the other, and disposes of none
 * that it was given.
 */
export class Dropout {
  /**
   * @param rate - the probability to drop an element, in [0, 1).
   * @throws {RangeError} when it is not; the message gives the rate.
   */
  constructor(rate: number, options: DropoutOptions = {}) {
    throw new NotImplemented('7.3', 'the constructor of Dropout');
  }

  /**
   * @param x - finite numbers, of any shape.
   * @param training - draws a new mask each time, from the seed and the shape alone. False by default.
   * @returns as `x` in shape.
   */
  forward<T extends tf.Tensor>(x: T, training = false): T {
    throw new NotImplemented('7.3', 'Dropout.forward');
  }

  /**
   * @param gradOutput - ∂loss/∂y, where y is what the last `forward` returned.
   * @returns ∂loss/∂x, with the mask of that `forward`; it draws none.
   * @throws {Error} when there was no `forward` yet; the message says that `forward` comes first.
   */
  backward<T extends tf.Tensor>(gradOutput: T): T {
    throw new NotImplemented('7.3', 'Dropout.backward');
  }
}
