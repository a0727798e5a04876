// Two layers of sigmoids under a mean squared error, in float64.

export interface Weights {
  hiddenWeight: number[][];
  hiddenBias: number[];
  outputWeight: number[][];
  outputBias: number[];
}

export interface Samples {
  images: number[][];
  labels: number[];
}

/** What a mistaken reader would do in its place. */
export interface StepRules {
  /** By what the sum of squares is divided. */
  divisor(samples: number, classes: number): number;
  /** What the derivative of the square is multiplied by: 2 by the definition. */
  factor: number;
  /** The slope of the sigmoid at the output, from its value. */
  outputSlope(y: number): number;
  hiddenSlope(y: number): number;
  /** Which weights of the output layer send the gradient back: those before the step. */
  sentBackBy: 'old' | 'new';
  moves: { hidden: boolean; output: boolean; biases: boolean };
  sign: 1 | -1;
}

const definition: StepRules = {
  divisor: (samples) => samples,
  factor: 2,
  outputSlope: (y) => y * (1 - y),
  hiddenSlope: (y) => y * (1 - y),
  sentBackBy: 'old',
  moves: { hidden: true, output: true, biases: true },
  sign: 1,
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const layer = (inputs: readonly number[], weight: readonly number[][], bias: readonly number[]) =>
  bias.map((b, j) => sigmoid(inputs.reduce((sum, x, i) => sum + x * weight[i][j], b)));

/** What leaves the two layers for one image. */
function forwardOf(weights: Weights, image: readonly number[]) {
  const hidden = layer(image, weights.hiddenWeight, weights.hiddenBias);
  return { hidden, outputs: layer(hidden, weights.outputWeight, weights.outputBias) };
}

export const outputsOf = (weights: Weights, images: readonly number[][]): number[][] =>
  images.map((image) => forwardOf(weights, image).outputs);

const targetOf = (label: number, k: number) => (k === label ? 1 : 0);

/** The sum over the classes of the squared errors, in the mean over the samples. */
export function lossOf(weights: Weights, { images, labels }: Samples): number {
  const sums = outputsOf(weights, images).map((outputs, n) =>
    outputs.reduce((sum, y, k) => sum + (y - targetOf(labels[n], k)) ** 2, 0),
  );
  return sums.reduce((a, b) => a + b, 0) / labels.length;
}

export const classesOf = (outputs: readonly number[][]): number[] =>
  outputs.map((row) => row.indexOf(Math.max(...row)));

export function accuracyOf(weights: Weights, { images, labels }: Samples): number {
  const classes = classesOf(outputsOf(weights, images));
  return classes.filter((c, n) => c === labels[n]).length / labels.length;
}

/** The weights after one step of gradient descent on all samples. */
export function stepOf(
  weights: Weights,
  { images, labels }: Samples,
  learningRate: number,
  rules: Partial<StepRules> = {},
): Weights {
  const { divisor, factor, outputSlope, hiddenSlope, sentBackBy, moves, sign } = {
    ...definition,
    ...rules,
  };
  const after = structuredClone(weights);
  const scale = (sign * learningRate * factor) / divisor(labels.length, weights.outputBias.length);
  const passes = images.map((image, n) => {
    const { hidden, outputs } = forwardOf(weights, image);
    const atOutput = outputs.map((y, k) => (y - targetOf(labels[n], k)) * outputSlope(y));
    return { image, hidden, atOutput };
  });
  for (const { hidden, atOutput } of passes) {
    if (!moves.output) continue;
    atOutput.forEach((g, k) => {
      hidden.forEach((h, j) => (after.outputWeight[j][k] -= scale * g * h));
      if (moves.biases) after.outputBias[k] -= scale * g;
    });
  }
  const { outputWeight } = sentBackBy === 'old' ? weights : structuredClone(after);
  for (const { image, hidden, atOutput } of passes) {
    if (!moves.hidden) continue;
    hidden.forEach((h, j) => {
      const sent = atOutput.reduce((sum, g, k) => sum + g * outputWeight[j][k], 0);
      const g = sent * hiddenSlope(h);
      image.forEach((x, i) => (after.hiddenWeight[i][j] -= scale * g * x));
      if (moves.biases) after.hiddenBias[j] -= scale * g;
    });
  }
  return after;
}

/** The weights after some steps. */
export function stepsOf(
  weights: Weights,
  samples: Samples,
  { learningRate = 0.1, iterations }: { learningRate?: number; iterations: number },
  rules?: Partial<StepRules>,
): Weights {
  let current = weights;
  for (let i = 0; i < iterations; i++) current = stepOf(current, samples, learningRate, rules);
  return current;
}
