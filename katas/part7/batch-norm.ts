import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

/** Numbers that training changes. The two variables are the same ones for the life of their module. */
export interface Parameter {
  readonly value: tf.Variable;
  /** ∂loss/∂value, of the shape of `value`; each `backward` overwrites it. 0 before the first. */
  readonly gradient: tf.Variable;
}

/** How a layer normalises. */
export interface BatchNormOptions {
  /** How much of the running statistics stays in each training step; 0.99 by default. */
  momentum?: number;
  /** ε, added to the variance; 0.001 by default. */
  epsilon?: number;
}

/**
 * Task 7.4: batch normalisation over the last axis: each channel has a mean, a variance, a γ and a β of its own,
 * over all other axes together. Its parameters are γ and β, in this order, both `[channels]`.
 *
 * `forward` and the `backward` that belongs to it are called within one `tf.tidy`, which frees what they
 * make, except variables: a module may hold on to a tensor from one to the other, and disposes of none
 * that it was given.
 */
export class BatchNorm {
  /** `[channels]`, 0 in the beginning. Training moves it, and gives it no gradient. */
  readonly runningMean!: tf.Variable;
  /** `[channels]`, 1 in the beginning. */
  readonly runningVariance!: tf.Variable;

  /** γ begins at 1, β at 0. */
  constructor(channels: number, options: BatchNormOptions = {}) {
    throw new NotImplemented('7.4', 'the constructor of BatchNorm');
  }

  /**
   * @param x - `[batch, channels]`, `[batch, height, width, channels]`, or any other with the channels last.
   * @param training - normalises by the mean and the variance of this batch, and moves the running ones
   *   towards them; otherwise by the running ones, which stay. False by default.
   * @returns as `x` in shape: γ · (x − mean) / √(variance + ε) + β.
   * @throws {Error} when `x` has another number of channels; the message gives both.
   */
  forward<T extends tf.Tensor>(x: T, training = false): T {
    throw new NotImplemented('7.4', 'BatchNorm.forward');
  }

  /**
   * The derivatives of the last `forward`: in training, x also moves the mean and the variance.
   *
   * @param gradOutput - ∂loss/∂y, as `y` in shape.
   * @returns ∂loss/∂x. The gradients of γ and β are overwritten.
   * @throws {Error} when there was no `forward` yet; the message says that `forward` comes first.
   */
  backward<T extends tf.Tensor>(gradOutput: T): T {
    throw new NotImplemented('7.4', 'BatchNorm.backward');
  }

  /** @returns γ, then β. */
  parameters(): Parameter[] {
    throw new NotImplemented('7.4', 'BatchNorm.parameters');
  }
}
