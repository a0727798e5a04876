import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).normal() draws from N(0, 1)

/** Numbers that training changes. The two variables are the same ones for the life of their module. */
export interface Parameter {
  readonly value: tf.Variable;
  /** ∂loss/∂value, of the shape of `value`; each `backward` overwrites it. 0 before the first. */
  readonly gradient: tf.Variable;
}

/**
 * A piece of a network, which knows its own derivative.
 *
 * `forward` and the `backward` that belongs to it are called within one `tf.tidy`, which frees what they
 * make, except variables: a module may hold on to a tensor from one to the other, and disposes of none
 * that it was given.
 */
export interface Module {
  /**
   * @param x - `[batch, in]`, float32, a batch of at least one sample.
   * @returns `[batch, out]`
   */
  forward(x: tf.Tensor2D): tf.Tensor2D;
  /**
   * The derivatives, where the last `forward` was.
   *
   * @param gradOutput - ∂loss/∂y, `[batch, out]`, where y is what that `forward` returned.
   * @param wantsInput - false where nobody will use ∂loss/∂x: any tensor may then be returned. True by
   *   default. You need not look at it; it only saves time.
   * @returns ∂loss/∂x, `[batch, in]`. The gradients of its parameters are overwritten.
   * @throws {Error} when there was no `forward` yet; the message says that `forward` comes first.
   */
  backward(gradOutput: tf.Tensor2D, wantsInput?: boolean): tf.Tensor2D;
  /** All that training changes in it, always in the same order; empty where there is nothing. */
  parameters(): Parameter[];
}

/** How the weights of a linear layer begin. */
export interface LinearOptions {
  /** The standard deviation of the weights; 0.01 by default. */
  std?: number;
  /** Any 32-bit integer: the same seed gives the same weights. 0 by default. */
  seed?: number;
}

/**
 * Task 6.1: y = xW + b, with W `[in, out]` and b `[out]`. Its parameters are W and b, in this order.
 */
export class Linear implements Module {
  /**
   * Every weight is drawn from N(0, std²), every bias is 0.
   *
   * @param inputs - how many numbers a sample has.
   * @param outputs - how many it has afterwards.
   */
  constructor(inputs: number, outputs: number, options: LinearOptions = {}) {
    throw new NotImplemented('6.1', 'the constructor of Linear');
  }

  /** @returns xW + b: the bias is added to each row. */
  forward(x: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.1', 'Linear.forward');
  }

  /** Overwrites the gradients of W and b, each a sum over the batch: nothing is averaged here. */
  backward(gradOutput: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.1', 'Linear.backward');
  }

  /** @returns W, then b. */
  parameters(): Parameter[] {
    throw new NotImplemented('6.1', 'Linear.parameters');
  }
}
