import { NotImplemented } from '#src/laws/not-implemented';
import type { Parameter } from './linear.ts';

// You will need this. Take the comment signs away when you use it:
// import * as tf from '@tensorflow/tfjs';

/** How far, and where to, a step goes. */
export interface SGDOptions {
  /** η */
  learningRate: number;
  /** μ; 0 by default. */
  momentum?: number;
  /** λ; 0 by default. */
  weightDecay?: number;
}

/**
 * Task 6.5: stochastic gradient descent with momentum and weight decay, as in PyTorch. For each value w
 * with the gradient g, and a velocity v that begins at 0:
 *
 * v ← μv + (g + λw) and then w ← w − ηv
 *
 * Every parameter decays, biases too.
 */
export class SGD {
  /** @param parameters - those that it moves; their gradients are read at each step. */
  constructor(parameters: readonly Parameter[], options: SGDOptions) {
    throw new NotImplemented('6.5', 'the constructor of SGD');
  }

  /** One step of all parameters. The gradients stay as they are. It may be called outside of a `tf.tidy`. */
  step(): void {
    throw new NotImplemented('6.5', 'SGD.step');
  }
}
