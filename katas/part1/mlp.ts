import { NotImplemented } from '#src/laws/not-implemented';

// You will need these. Take the comment signs away when you use them:
// import { seededRandom } from '#src/common/random'; // seededRandom(seed).normal() draws from N(0, 1)
// import { relu, sigmoid, tanh } from './activations.ts'; // yours, from task 1.1
// import { reluDerivative, sigmoidDerivative, tanhDerivative } from './activations.ts'; // task 1.2
// import { meanSquaredError } from './measures.ts'; // yours, from task 1.5

/** The name of the activation that follows both layers. */
export type Activation = 'sigmoid' | 'tanh' | 'relu';

/** How to train. */
export interface TrainOptions {
  /** Steps of gradient descent, each over all samples. */
  epochs: number;
  /** The learning rate of each step. */
  learningRate: number;
  /** The loss is recorded before epochs 0, every, 2·every, …; 1 by default. */
  every?: number;
}

/**
 * A network with one hidden layer. Its four public fields are all it knows: laws and the experiment
 * read them, and write others to start from a network of their own.
 */
export class MLP {
  /** `[input, hidden]` */
  weightsInputHidden!: number[][];
  /** `[hidden]` */
  biasHidden!: number[];
  /** `[hidden, output]` */
  weightsHiddenOutput!: number[][];
  /** `[output]` */
  biasOutput!: number[];

  /**
   * Task 1.3: every weight is drawn from N(0, 1), every bias is 0.
   * Numbers from N(0, 1) are given: one `seededRandom(seed)` for the whole network, and its
   * `normal()` for each weight.
   *
   * @param activation - the activation on both layers.
   * @param seed - any 32-bit integer: the same seed gives the same weights.
   */
  constructor(
    inputSize: number,
    hiddenSize: number,
    outputSize: number,
    activation: Activation = 'sigmoid',
    seed = 0,
  ) {
    throw new NotImplemented('1.3', 'the constructor of MLP');
  }

  /**
   * Task 1.3: the forward pass. The activation follows both layers. Needs task 1.1.
   *
   * @param inputs - `[samples, input]`, at least one sample.
   * @returns `[samples, output]`
   * @throws {Error} when the samples have not as many numbers as the network has inputs; the message
   *   gives both numbers.
   */
  forward(inputs: number[][]): number[][] {
    throw new NotImplemented('1.3', 'MLP.forward');
  }

  /**
   * Task 1.4: one step of gradient descent on the loss ½ Σ (output − target)². The sum runs over
   * all samples and outputs: nothing is averaged. Every weight and bias loses
   * learningRate · ∂loss/∂(it). Needs tasks 1.1 and 1.2.
   *
   * `forward(inputs)` is always called just before, with the same inputs: you may keep what it
   * computed in fields of your own, or compute it again.
   *
   * @param inputs - `[samples, input]`
   * @param targets - `[samples, output]`
   */
  backward(inputs: number[][], targets: number[][], learningRate: number): void {
    throw new NotImplemented('1.4', 'MLP.backward');
  }

  /**
   * Task 1.6: full-batch training. Every epoch is one `forward` and one `backward` over all samples.
   * Needs tasks 1.4 and 1.5.
   *
   * @param x - `[samples, input]`
   * @param y - `[samples, output]`
   * @returns the mean squared errors before the steps of epochs 0, every, 2·every, … (below
   *   `epochs`): with 7 epochs and every = 3 they are three, of epochs 0, 3 and 6.
   */
  train(x: number[][], y: number[][], options: TrainOptions): number[] {
    throw new NotImplemented('1.6', 'MLP.train');
  }
}
