import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';
import type { Parameter } from './batch-norm.ts';

// You will need these. Take the comment signs away when you use them:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).normal() draws from N(0, 1)
// import { LSTMCell } from './lstm.ts'; // yours, from task 7.9
// import { RecurrentLayer, RNNCell } from './rnn.ts'; // yours, from task 7.8

/** What can be trained by {@link trainStep}. */
export interface Classifier {
  /** @returns logits, `[batch, classes]` */
  forward(images: tf.Tensor3D): tf.Tensor2D;
  /**
   * @param gradLogits - ∂loss/∂logits, of the last `forward`.
   * @returns ∂loss/∂images. The gradients of all parameters are overwritten.
   */
  backward(gradLogits: tf.Tensor2D): tf.Tensor3D;
  parameters(): Parameter[];
}

/** Which classifier to build. */
export interface ClassifierOptions {
  /** The cell that reads the rows; `rnn` by default. */
  cell?: 'rnn' | 'lstm';
  /** 32 by default. */
  units?: number;
  /** 10 by default. */
  classes?: number;
  /** Any 32-bit integer: the same seed gives the same weights. 0 by default. */
  seed?: number;
}

/**
 * Task 7.10: reads an image row by row, from the top, one row at each step. The last h goes into a linear layer:
 * logits = h·W + b. Needs task 7.8, and 7.9 for `lstm`.
 */
export class SequenceClassifier implements Classifier {
  /**
   * Every weight of W is drawn from N(0, 1/units); its biases are 0. The cell begins as it does by itself.
   *
   * @param columns - how many pixels a row has.
   */
  constructor(columns: number, options: ClassifierOptions = {}) {
    throw new NotImplemented('7.10', 'the constructor of SequenceClassifier');
  }

  /** @param images - `[batch, rows, columns]` */
  forward(images: tf.Tensor3D): tf.Tensor2D {
    throw new NotImplemented('7.10', 'SequenceClassifier.forward');
  }

  /** @throws {Error} when there was no `forward` yet; the message says that `forward` comes first. */
  backward(gradLogits: tf.Tensor2D): tf.Tensor3D {
    throw new NotImplemented('7.10', 'SequenceClassifier.backward');
  }

  /** @returns those of the cell, then W `[units, classes]`, then b `[classes]`. */
  parameters(): Parameter[] {
    throw new NotImplemented('7.10', 'SequenceClassifier.parameters');
  }
}

/** How far a step goes. */
export interface StepOptions {
  learningRate: number;
  /** The largest norm that all gradients may have together; no limit by default. */
  clip?: number;
}

/**
 * Task 7.10: one step of gradient descent on the softmax cross-entropy, the mean over the batch:
 * w ← w − learningRate · gradient, for all parameters. Where the norm of all gradients together is larger than
 * `clip`, they are all scaled so that it is `clip`.
 *
 * @param images - `[batch, rows, columns]`
 * @param labels - int32, `[batch]`
 * @returns the loss before the step, a single number. All else is freed.
 */
export function trainStep(
  classifier: Classifier,
  images: tf.Tensor3D,
  labels: tf.Tensor1D,
  { learningRate, clip }: StepOptions,
): tf.Scalar {
  throw new NotImplemented('7.10', 'trainStep');
}
