import { NotImplemented } from '#src/laws/not-implemented';

// You will need these. Take the comment signs away when you use them:
// import * as tf from '@tensorflow/tfjs'; // tf.tensor2d, tf.matMul, tf.sigmoid, tf.tidy and their like
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).uniform(): a number from [0, 1)

/** Samples as plain arrays. */
export interface Samples {
  /** `[samples][inputs]`, values from 0 to 1: the digits’ 16 steps of ink divided by 16. */
  images: number[][];
  /** `[samples]`: the class of each, from 0. */
  labels: number[];
}

/** A network with one hidden layer, as plain arrays. */
export interface Weights {
  /** `[inputs][hidden]` */
  hiddenWeight: number[][];
  /** `[hidden]` */
  hiddenBias: number[];
  /** `[hidden][classes]` */
  outputWeight: number[][];
  /** `[classes]` */
  outputBias: number[];
}

export interface TrainOptions {
  /** Steps of gradient descent, each on all samples; the report takes 5000. */
  iterations: number;
  /** 0.1 by default. */
  learningRate?: number;
  /** Curves have a point before the first step, after every so many steps, and after the last; 100 by default. */
  every?: number;
  /** Samples that are only measured; none by default. */
  test?: Samples;
}

/** What came of a training. */
export interface Training {
  /** The weights after the last step. */
  weights: Weights;
  /** How many steps had been taken at each point of the curves: 0, every, 2·every, …, and `iterations`. */
  iterations: number[];
  /** The mean over the training samples of Σ (output − target)², at each point. */
  losses: number[];
  /** The fraction of training samples whose largest output is the one of their label, at each point; 0 … 1. */
  accuracies: number[];
  /** The same of the test samples; empty where there are none. */
  testAccuracies: number[];
}

/**
 * Task 7.1: starting weights. Every weight of a layer is drawn from the uniform distribution on
 * [−1/√n, 1/√n), where n is the number of values that come into that layer; biases are 0.
 *
 * @param sizes - values that come in, hidden units, classes.
 * @param seed - any 32-bit integer: the same seed gives the same weights. 0 by default.
 */
export function initialWeights(
  [inputs, hidden, classes]: readonly [inputs: number, hidden: number, classes: number],
  seed = 0,
): Weights {
  throw new NotImplemented('7.1', 'initialWeights');
}

/**
 * Task 7.1: full-batch gradient descent on the mean squared error, with gradients of your own: tensor
 * arithmetic, no autodiff. A sigmoid follows the hidden layer, and another one the output layer.
 *
 * @param weights - where it begins. Not changed.
 * @param samples - not changed.
 * @returns the curves and the weights. No tensor is left behind.
 */
export async function train(
  weights: Weights,
  samples: Samples,
  options: TrainOptions,
): Promise<Training> {
  throw new NotImplemented('7.1', 'train');
}

/**
 * Task 7.1: the class of the largest output for each image.
 *
 * @param images - `[samples][inputs]`
 * @returns `[samples]`
 */
export async function classify(weights: Weights, images: readonly number[][]): Promise<number[]> {
  throw new NotImplemented('7.1', 'classify');
}
