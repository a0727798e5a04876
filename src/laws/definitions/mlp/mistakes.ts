import type { Suspect } from '../../law.ts';
import type { StepCase } from './cases.ts';
import {
  formulas,
  forwardOf,
  gradientsOf,
  pairwise,
  scaled,
  slopes,
  type MlpCase,
  type Otherwise,
  type Parameters,
} from './network.ts';

const slopeIsOne = () => 1;

/** The activation's slope taken at its output, where it belongs to its input. */
const slopeAtOutput =
  ({ activation }: MlpCase) =>
  (sum: number) =>
    slopes[activation](formulas[activation](sum));

/** y·(1 − y) with the output y of the activation: right for the sigmoid, wrong for the others. */
const ofSigmoidOutput =
  ({ activation }: MlpCase) =>
  (sum: number) => {
    const y = formulas[activation](sum);
    return y * (1 - y);
  };

const withRules = (rules: (given: StepCase) => Otherwise) => (given: StepCase) =>
  gradientsOf(given, rules(given));

const times = (factor: (given: StepCase) => number) => (given: StepCase) =>
  scaled(factor(given), gradientsOf(given));

const changed =
  (change: (sum: Parameters, given: StepCase) => Partial<Parameters>) => (given: StepCase) => {
    const sum = gradientsOf(given);
    return { ...sum, ...change(sum, given) };
  };

const zeros = (values: number[]) => values.map(() => 0);

const zeroBiases = ({ biasHidden, biasOutput }: MlpCase) => ({
  biasHidden: zeros(biasHidden),
  biasOutput: zeros(biasOutput),
});

/** A layer by other rules: `f` comes after `sum`, to which the bias is still to be added. */
function layer(rows: number[][], weights: number[][], f: (sum: number, j: number) => number) {
  return rows.map((row) =>
    weights[0].map((_, j) =>
      f(
        row.reduce((sum, x, i) => sum + x * weights[i][j], 0),
        j,
      ),
    ),
  );
}

/** The forward pass with other functions in place of the activation of each layer. */
const forwardWith =
  (hidden: (x: number, f: (x: number) => number) => number, output = hidden) =>
  (given: MlpCase) => {
    const f = formulas[given.activation];
    const h = layer(given.inputs, given.weightsInputHidden, (sum, j) =>
      hidden(sum + given.biasHidden[j], f),
    );
    return layer(h, given.weightsHiddenOutput, (sum, k) => output(sum + given.biasOutput[k], f));
  };

/** What a forward pass gives that is wrong in a common way. */
export const forwardMistakes: readonly Suspect<MlpCase>[] = [
  {
    says: 'Yours has no activation on the output layer: it follows both layers.',
    as: forwardWith(
      (x, f) => f(x),
      (x) => x,
    ),
  },
  {
    says: 'Yours has no activation on the hidden layer: without it the two layers are one.',
    as: forwardWith(
      (x) => x,
      (x, f) => f(x),
    ),
  },
  {
    says: 'Yours has no activation at all: it follows both layers.',
    as: forwardWith((x) => x),
  },
  {
    says: 'Yours takes the sigmoid, whatever the activation is.',
    as: (given) => forwardOf({ ...given, activation: 'sigmoid' }, given.inputs),
  },
  {
    says: 'Yours takes the sigmoid on the output layer, whatever the activation is.',
    as: forwardWith((x, f) => f(x), formulas.sigmoid),
  },
  {
    says: 'Yours leaves out the biases.',
    as: (given) => forwardOf({ ...given, ...zeroBiases(given) }, given.inputs),
  },
  {
    says: 'Yours leaves out the hidden biases.',
    as: (given) => forwardOf({ ...given, biasHidden: zeros(given.biasHidden) }, given.inputs),
  },
  {
    says: 'Yours leaves out the output biases.',
    as: (given) => forwardOf({ ...given, biasOutput: zeros(given.biasOutput) }, given.inputs),
  },
  {
    says: 'Yours adds the bias after the activation: it belongs to the sum before it.',
    as: (given) => {
      const f = formulas[given.activation];
      const h = layer(
        given.inputs,
        given.weightsInputHidden,
        (sum, j) => f(sum) + given.biasHidden[j],
      );
      return layer(h, given.weightsHiddenOutput, (sum, k) => f(sum) + given.biasOutput[k]);
    },
  },
];

/** What (before − after) / learningRate is, when a step is wrong in a common way. */
export const gradientMistakes: readonly Suspect<StepCase>[] = [
  {
    says: 'Yours does not change the network at all.',
    as: times(() => 0),
  },
  {
    says: 'Yours is the mean over the samples: this loss is a sum, so its gradient is a sum.',
    as: times(({ inputs }) => 1 / inputs.length),
  },
  {
    says: 'Yours is divided by samples and outputs: this loss is a sum, nothing is averaged.',
    as: times(({ targets }) => 1 / (targets.length * targets[0].length)),
  },
  {
    says: 'Yours is divided by the number of outputs: this loss is a sum, nothing is averaged.',
    as: times(({ targets }) => 1 / targets[0].length),
  },
  {
    says: 'Yours is twice the gradient: the ½ of the loss cancels the 2 of the square.',
    as: times(() => 2),
  },
  {
    says: 'Yours climbs: the step is right in size but has the wrong sign.',
    as: times(() => -1),
  },
  {
    says: 'Yours takes the full gradient as its step: the learning rate is missing.',
    as: times(({ learningRate }) => 1 / learningRate),
  },
  {
    says: 'Yours never changes the biases: they have gradients too, the sums of the deltas.',
    as: changed(({ biasHidden, biasOutput }) => ({
      biasHidden: zeros(biasHidden),
      biasOutput: zeros(biasOutput),
    })),
  },
  {
    says: 'Yours never changes the hidden biases: their gradient is the sum of the hidden deltas.',
    as: changed(({ biasHidden }) => ({ biasHidden: zeros(biasHidden) })),
  },
  {
    says: 'Yours never changes the output biases: their gradient is the sum of the output deltas.',
    as: changed(({ biasOutput }) => ({ biasOutput: zeros(biasOutput) })),
  },
  {
    says: 'Yours sums over the samples for the weights, but takes their mean for the biases.',
    as: changed(({ biasHidden, biasOutput }, { inputs }) => ({
      biasHidden: biasHidden.map((g) => g / inputs.length),
      biasOutput: biasOutput.map((g) => g / inputs.length),
    })),
  },
  {
    says: 'Yours trains the output layer alone: the hidden layer has gradients too.',
    as: changed(({ weightsInputHidden, biasHidden }) => ({
      weightsInputHidden: weightsInputHidden.map(zeros),
      biasHidden: zeros(biasHidden),
    })),
  },
  {
    says: 'Yours carries the error back through output weights that were already changed: compute both deltas first, then change the weights.',
    as: (given) =>
      gradientsOf(given, {
        sendBack: pairwise(given, gradientsOf(given), (w, g) => w - given.learningRate * g)
          .weightsHiddenOutput,
      }),
  },
  {
    says: 'Yours leaves out the slope of the output’s activation.',
    as: withRules(() => ({ outputSlope: slopeIsOne })),
  },
  {
    says: 'Yours leaves out the slope of the hidden layer’s activation.',
    as: withRules(() => ({ hiddenSlope: slopeIsOne })),
  },
  {
    says: 'Yours leaves out the slopes of both activations.',
    as: withRules(() => ({ outputSlope: slopeIsOne, hiddenSlope: slopeIsOne })),
  },
  {
    says: 'Yours takes the slopes at the outputs of the activations: they are functions of the input, the sum before the activation.',
    as: withRules((given) => ({
      outputSlope: slopeAtOutput(given),
      hiddenSlope: slopeAtOutput(given),
    })),
  },
  {
    says: 'Yours takes the hidden slope at the hidden value: it is a function of the sum before the activation.',
    as: withRules((given) => ({ hiddenSlope: slopeAtOutput(given) })),
  },
  {
    says: 'Yours takes the output slope at the output: it is a function of the sum before the activation.',
    as: withRules((given) => ({ outputSlope: slopeAtOutput(given) })),
  },
  {
    says: 'Yours takes the sigmoid’s slopes, whatever the activation is.',
    as: withRules(() => ({ outputSlope: slopes.sigmoid, hiddenSlope: slopes.sigmoid })),
  },
  {
    says: 'Yours takes y·(1 − y) for the slopes, whatever the activation is: that is the sigmoid’s.',
    as: withRules((given) => ({
      outputSlope: ofSigmoidOutput(given),
      hiddenSlope: ofSigmoidOutput(given),
    })),
  },
  {
    says: 'Yours learns from the last sample alone.',
    as: (given) => gradientsOf(only(given, given.inputs.length - 1)),
  },
  {
    says: 'Yours learns from the first sample alone.',
    as: (given) => gradientsOf(only(given, 0)),
  },
];

const only = (given: StepCase, n: number): StepCase => ({
  ...given,
  inputs: [given.inputs[n]],
  targets: [given.targets[n]],
});
