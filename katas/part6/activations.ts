import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';
import type { Module, Parameter } from './linear.ts';

/** Task 6.2: y = x where x > 0, and 0 elsewhere. Its slope at x = 0 is 0. It has no parameters. */
export class ReLU implements Module {
  /** @returns as `x` in shape. */
  forward(x: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.2', 'ReLU.forward');
  }

  backward(gradOutput: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.2', 'ReLU.backward');
  }

  parameters(): Parameter[] {
    throw new NotImplemented('6.2', 'ReLU.parameters');
  }
}

/**
 * Task 6.2: y = 1 / (1 + e^(−x)), for x of any size: no number of either pass is NaN or infinite. It
 * has no parameters.
 */
export class Sigmoid implements Module {
  /** @returns as `x` in shape, each number from 0 to 1. */
  forward(x: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.2', 'Sigmoid.forward');
  }

  backward(gradOutput: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('6.2', 'Sigmoid.backward');
  }

  parameters(): Parameter[] {
    throw new NotImplemented('6.2', 'Sigmoid.parameters');
  }
}
