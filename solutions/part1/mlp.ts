import { seededRandom } from '#src/common/random';
import {
  relu,
  reluDerivative,
  sigmoid,
  sigmoidDerivative,
  tanh,
  tanhDerivative,
} from './activations.ts';
import { meanSquaredError } from './measures.ts';

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

/** What a forward pass leaves for the backward pass. */
interface Pass {
  /** `[samples, hidden]`, before and after the activation. */
  hiddenSums: number[][];
  hidden: number[][];
  /** `[samples, output]`, before and after the activation. */
  outputSums: number[][];
  outputs: number[][];
}

const functions = {
  sigmoid: { activate: sigmoid, derivative: sigmoidDerivative },
  tanh: { activate: tanh, derivative: tanhDerivative },
  relu: { activate: relu, derivative: reluDerivative },
};

/** A network with one hidden layer, trained by gradient descent on ½ Σ (output − target)². */
export class MLP {
  /** `[input, hidden]` */
  weightsInputHidden: number[][];
  /** `[hidden]` */
  biasHidden: number[];
  /** `[hidden, output]` */
  weightsHiddenOutput: number[][];
  /** `[output]` */
  biasOutput: number[];

  readonly #activate: (x: number) => number;
  readonly #derivative: (x: number) => number;
  /** What the last `forward` computed, for the `backward` that follows it. */
  #pass!: Pass;

  /** Weights are drawn from N(0, 1) and are the same for the same seed; biases begin at 0. */
  constructor(
    inputSize: number,
    hiddenSize: number,
    outputSize: number,
    activation: Activation = 'sigmoid',
    seed = 0,
  ) {
    const { normal } = seededRandom(seed);
    this.weightsInputHidden = tabulate(inputSize, hiddenSize, normal);
    this.biasHidden = zeros(hiddenSize);
    this.weightsHiddenOutput = tabulate(hiddenSize, outputSize, normal);
    this.biasOutput = zeros(outputSize);
    this.#activate = functions[activation].activate;
    this.#derivative = functions[activation].derivative;
  }

  /**
   * @param inputs - `[samples, input]`
   * @returns `[samples, output]`
   * @throws {RangeError} when a sample has not as many numbers as the network has inputs.
   */
  forward(inputs: number[][]): number[][] {
    for (const { length } of inputs) {
      if (length === this.weightsInputHidden.length) continue;
      const inputSize = this.weightsInputHidden.length;
      throw new RangeError(
        `a sample of ${length} numbers, but the network has ${inputSize} inputs`,
      );
    }
    const hiddenSums = affine(inputs, this.weightsInputHidden, this.biasHidden);
    const hidden = applied(this.#activate, hiddenSums);
    const outputSums = affine(hidden, this.weightsHiddenOutput, this.biasOutput);
    const outputs = applied(this.#activate, outputSums);
    this.#pass = { hiddenSums, hidden, outputSums, outputs };
    return outputs;
  }

  /**
   * One step of gradient descent on ½ Σ (output − target)², summed over samples and outputs.
   * Uses what `forward(inputs)` has computed, which must have been called just before.
   *
   * @param inputs - `[samples, input]`
   * @param targets - `[samples, output]`
   */
  backward(inputs: number[][], targets: number[][], learningRate: number): void {
    const { hiddenSums, hidden, outputSums, outputs } = this.#pass;
    const derivative = this.#derivative;

    // ∂loss/∂(sum before the activation), for each layer, before any weight changes
    const outputDelta = tabulate(outputs.length, this.biasOutput.length, (n, k) => {
      return (outputs[n][k] - targets[n][k]) * derivative(outputSums[n][k]);
    });
    const hiddenDelta = tabulate(inputs.length, this.biasHidden.length, (n, j) => {
      return dot(outputDelta[n], this.weightsHiddenOutput[j]) * derivative(hiddenSums[n][j]);
    });
    descend(this.weightsHiddenOutput, this.biasOutput, hidden, outputDelta, learningRate);
    descend(this.weightsInputHidden, this.biasHidden, inputs, hiddenDelta, learningRate);
  }

  /**
   * Full-batch gradient descent: every epoch is one forward and one backward pass over all samples.
   *
   * @param x - `[samples, input]`
   * @param y - `[samples, output]`
   * @returns the mean squared errors before epochs 0, every, 2·every, …
   */
  train(x: number[][], y: number[][], { epochs, learningRate, every = 1 }: TrainOptions): number[] {
    const losses: number[] = [];
    for (let epoch = 0; epoch < epochs; epoch++) {
      const outputs = this.forward(x);
      if (epoch % every === 0) losses.push(meanSquaredError(outputs, y));
      this.backward(x, y, learningRate);
    }
    return losses;
  }
}

/** `from · weights + bias`: `[samples, in]` with `[in, out]` and `[out]` → `[samples, out]` */
function affine(from: number[][], weights: number[][], bias: number[]): number[][] {
  return tabulate(from.length, bias.length, (n, j) => {
    let sum = bias[j];
    for (let i = 0; i < weights.length; i++) sum += from[n][i] * weights[i][j];
    return sum;
  });
}

/** Subtracts learningRate · gradient from weights and bias; the gradient is a sum over samples. */
function descend(
  weights: number[][], // [in, out]
  bias: number[], // [out]
  from: number[][], // [samples, in]
  delta: number[][], // [samples, out]
  learningRate: number,
): void {
  for (let n = 0; n < from.length; n++) {
    for (let j = 0; j < bias.length; j++) {
      const step = learningRate * delta[n][j];
      bias[j] -= step;
      for (let i = 0; i < weights.length; i++) weights[i][j] -= step * from[n][i];
    }
  }
}

/** Each element through `f`; the shape stays. */
function applied(f: (x: number) => number, table: number[][]): number[][] {
  return tabulate(table.length, table[0].length, (n, j) => f(table[n][j]));
}

function dot(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** A `[rows, columns]` table of `element(row, column)`, in reading order. */
function tabulate(
  rows: number,
  columns: number,
  element: (row: number, column: number) => number,
): number[][] {
  const table: number[][] = [];
  for (let i = 0; i < rows; i++) {
    // oxlint-disable-next-line unicorn/no-new-array -- an array that grows costs half the speed
    const row = new Array<number>(columns);
    for (let j = 0; j < columns; j++) row[j] = element(i, j);
    table.push(row);
  }
  return table;
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
