export type Activation = 'sigmoid' | 'tanh' | 'relu';

/** What a network with one hidden layer knows; its public fields. */
export interface Parameters {
  /** `[input, hidden]` */
  weightsInputHidden: number[][];
  /** `[hidden]` */
  biasHidden: number[];
  /** `[hidden, output]` */
  weightsHiddenOutput: number[][];
  /** `[output]` */
  biasOutput: number[];
}

export const parameterNames = [
  'weightsInputHidden',
  'biasHidden',
  'weightsHiddenOutput',
  'biasOutput',
] as const satisfies readonly (keyof Parameters)[];

/** A network and the samples that it is given. */
export interface MlpCase extends Parameters {
  activation: Activation;
  /** `[samples, input]` */
  inputs: number[][];
  /** `[samples, output]` */
  targets: number[][];
}

/** The activations as the formulas of the assignment say them, for inputs of ordinary size. */
export const formulas: Record<Activation, (x: number) => number> = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: (x) => Math.sinh(x) / Math.cosh(x),
  relu: (x) => Math.max(0, x),
};

/** dy/dx as a function of the input x. */
export const slopes: Record<Activation, (x: number) => number> = {
  sigmoid: (x) => 1 / (2 + Math.exp(x) + Math.exp(-x)),
  tanh: (x) => 1 / Math.cosh(x) ** 2,
  relu: (x) => Number(x > 0),
};

/** The sums before the activation and the values after it, for one sample. */
function pass(network: Parameters & { activation: Activation }, input: number[]) {
  const f = formulas[network.activation];
  const hiddenSums = network.biasHidden.map((bias, j) =>
    input.reduce((sum, x, i) => sum + x * network.weightsInputHidden[i][j], bias),
  );
  const hidden = hiddenSums.map(f);
  const outputSums = network.biasOutput.map((bias, k) =>
    hidden.reduce((sum, h, j) => sum + h * network.weightsHiddenOutput[j][k], bias),
  );
  return { hiddenSums, hidden, outputSums, output: outputSums.map(f) };
}

/** The outputs, `[samples, output]`. */
export function forwardOf(
  network: Parameters & { activation: Activation },
  inputs: number[][],
): number[][] {
  return inputs.map((input) => pass(network, input).output);
}

/** ½ Σ (output − target)² over samples and outputs. */
export function lossOf(given: MlpCase): number {
  const squares = forwardOf(given, given.inputs).map((row, n) =>
    row.reduce((sum, output, k) => sum + (output - given.targets[n][k]) ** 2, 0),
  );
  return squares.reduce((sum, square) => sum + square, 0) / 2;
}

/** Whether some sum before an activation is exactly 0, where the ReLU has no slope. */
export function isAtKink(given: MlpCase): boolean {
  return given.inputs.some((input) => {
    const { hiddenSums, outputSums } = pass(given, input);
    return [...hiddenSums, ...outputSums].includes(0);
  });
}

/** What a backward pass may do otherwise, for the description of mistakes. */
export interface Otherwise {
  outputSlope?: (sum: number) => number;
  hiddenSlope?: (sum: number) => number;
  /** The weights that carry the error back to the hidden layer, `[hidden, output]`. */
  sendBack?: number[][];
}

/** The gradients of {@link lossOf}: for each parameter, a sum over the samples. */
export function gradientsOf(given: MlpCase, otherwise: Otherwise = {}): Parameters {
  const slope = slopes[given.activation];
  const { outputSlope = slope, hiddenSlope = slope } = otherwise;
  const sendBack = otherwise.sendBack ?? given.weightsHiddenOutput;
  const samples = given.inputs.map((input, n) => {
    const { hiddenSums, hidden, outputSums, output } = pass(given, input);
    const outputDelta = output.map(
      (value, k) => (value - given.targets[n][k]) * outputSlope(outputSums[k]),
    );
    const hiddenDelta = hiddenSums.map(
      (sum, j) =>
        outputDelta.reduce((error, delta, k) => error + delta * sendBack[j][k], 0) *
        hiddenSlope(sum),
    );
    return { input, hidden, outputDelta, hiddenDelta };
  });
  const total = (term: (sample: (typeof samples)[number]) => number) =>
    samples.reduce((sum, sample) => sum + term(sample), 0);
  return {
    weightsInputHidden: given.weightsInputHidden.map((row, i) =>
      row.map((_, j) => total(({ input, hiddenDelta }) => input[i] * hiddenDelta[j])),
    ),
    biasHidden: given.biasHidden.map((_, j) => total(({ hiddenDelta }) => hiddenDelta[j])),
    weightsHiddenOutput: given.weightsHiddenOutput.map((row, j) =>
      row.map((_, k) => total(({ hidden, outputDelta }) => hidden[j] * outputDelta[k])),
    ),
    biasOutput: given.biasOutput.map((_, k) => total(({ outputDelta }) => outputDelta[k])),
  };
}

/** The parameters alone. */
export function parametersOf(source: Parameters): Parameters {
  const { weightsInputHidden, biasHidden, weightsHiddenOutput, biasOutput } = source;
  return { weightsInputHidden, biasHidden, weightsHiddenOutput, biasOutput };
}

/** `combine(a, b)` for each pair of numbers of two networks of the same shape. */
export function pairwise(
  a: Parameters,
  b: Parameters,
  combine: (a: number, b: number) => number,
): Parameters {
  const rows = (x: number[], y: number[]) => x.map((value, i) => combine(value, y[i]));
  return {
    weightsInputHidden: a.weightsInputHidden.map((row, i) => rows(row, b.weightsInputHidden[i])),
    biasHidden: rows(a.biasHidden, b.biasHidden),
    weightsHiddenOutput: a.weightsHiddenOutput.map((row, i) => rows(row, b.weightsHiddenOutput[i])),
    biasOutput: rows(a.biasOutput, b.biasOutput),
  };
}

/** Each number times `factor`. */
export function scaled(factor: number, parameters: Parameters): Parameters {
  return pairwise(parameters, parameters, (value) => factor * value);
}

/** The network after one step of gradient descent, with the same samples. */
export function stepOf(given: MlpCase, learningRate: number): MlpCase {
  const step = pairwise(given, gradientsOf(given), (value, slope) => value - learningRate * slope);
  return { ...given, ...step };
}

/**
 * The gradients of {@link lossOf} again, without any formula: each parameter is nudged up and down.
 *
 * @param step - how far.
 */
export function centralDifferences(given: MlpCase, step: number): Parameters {
  const nudged = structuredClone(given);
  const along = (row: number[]) =>
    row.map((value, i) => {
      row[i] = value + step;
      const above = lossOf(nudged);
      row[i] = value - step;
      const below = lossOf(nudged);
      row[i] = value;
      return (above - below) / (2 * step);
    });
  return {
    weightsInputHidden: nudged.weightsInputHidden.map(along),
    biasHidden: along(nudged.biasHidden),
    weightsHiddenOutput: nudged.weightsHiddenOutput.map(along),
    biasOutput: along(nudged.biasOutput),
  };
}
