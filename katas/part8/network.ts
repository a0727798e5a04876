import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).uniform() draws from [0, 1)

/** Numbers that training changes. The two variables are the same ones for the life of their network. */
export interface Parameter {
  readonly value: tf.Variable;
  /** ∂loss/∂value, of the shape of `value`; each `backward` overwrites it. 0 before the first. */
  readonly gradient: tf.Variable;
}

/**
 * What is trained. `forward` and the `backward` that belongs to it are called within one `tf.tidy`, which
 * frees what they make, except variables: a network may hold on to tensors from one to the other, and
 * disposes of none that it was given.
 */
export interface Network {
  /** @param x - `[batch, inputs]`, float32, of at least one sample. @returns `[batch, classes]` */
  forward(x: tf.Tensor2D): tf.Tensor2D;
  /**
   * Overwrites the gradients of all parameters by those where the last `forward` was. Nothing is averaged
   * here: the loss has divided by the batch size already.
   *
   * @param gradOutput - ∂loss/∂outputs, of the shape of what that `forward` returned.
   * @throws {Error} when there was no `forward` yet; the message says that `forward` comes first.
   */
  backward(gradOutput: tf.Tensor2D): void;
  /** All that training changes, always in the same order. */
  parameters(): Parameter[];
}

/** Which network. */
export interface MLPOptions {
  /** How many numbers a sample has. */
  inputs: number;
  /** How many there are in the end, one for each class. */
  classes: number;
  /** 0, 1, 2, …: with 0 there is one linear layer and nothing else. */
  hiddenLayers: number;
  /** Units in each hidden layer; without hidden layers it says nothing. */
  width: number;
  /** Any 32-bit integer: the same seed gives the same weights. 0 by default. */
  seed?: number;
}

/**
 * Task 8.2: linear layers xW + b, with W `[in, out]` and b `[out]`, and a ReLU behind each but the last.
 * Weights and biases are drawn uniformly between −1/√in and 1/√in.
 */
export class MLP implements Network {
  constructor(options: MLPOptions) {
    throw new NotImplemented('8.2', 'the constructor of MLP');
  }

  forward(x: tf.Tensor2D): tf.Tensor2D {
    throw new NotImplemented('8.2', 'MLP.forward');
  }

  /** The slope of the ReLU at 0 is 0. */
  backward(gradOutput: tf.Tensor2D): void {
    throw new NotImplemented('8.2', 'MLP.backward');
  }

  /** @returns W and b of the first layer, then of the second, and so on. */
  parameters(): Parameter[] {
    throw new NotImplemented('8.2', 'MLP.parameters');
  }
}
