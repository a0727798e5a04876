import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import { isAtKink, type Activation, type MlpCase, type Parameters } from './network.ts';

/** How many numbers each layer has. */
export interface Sizes {
  input: number;
  hidden: number;
  output: number;
}

/** Layers of a few neurons, each size drawn apart from the others. */
export const layerSizes: fc.Arbitrary<Sizes> = fc.record({
  input: fc.integer({ min: 1, max: 3 }),
  hidden: fc.integer({ min: 1, max: 4 }),
  output: fc.integer({ min: 1, max: 3 }),
});

/** −1, −3/4 … 1: small enough that a step with a small learning rate is a small step. */
export const smallQuarters = fc.integer({ min: -4, max: 4 }).map((n) => n / 4);

interface Drawn {
  activations?: readonly Activation[];
  /** Leaves out cases in which a ReLU sits exactly on its kink. */
  awayFromKinks?: boolean;
  element?: fc.Arbitrary<number>;
  samples?: readonly [number, number];
}

/** Networks and samples that fit each other, filled with short numbers. */
export function mlpCases({
  activations = ['sigmoid', 'tanh', 'relu'],
  awayFromKinks = false,
  element = quarters(),
  samples: [fewest, most] = [1, 4],
}: Drawn = {}): fc.Arbitrary<MlpCase> {
  return fc
    .tuple(layerSizes, fc.integer({ min: fewest, max: most }))
    .chain(([{ input, hidden, output }, samples]) =>
      fc.record({
        activation: fc.constantFrom(...activations),
        inputs: matrix(samples, input, element),
        weightsInputHidden: matrix(input, hidden, element),
        biasHidden: vector(hidden, element),
        weightsHiddenOutput: matrix(hidden, output, element),
        biasOutput: vector(output, element),
        targets: matrix(samples, output, element),
      }),
    )
    .filter((given) => !awayFromKinks || given.activation !== 'relu' || !isAtKink(given));
}

/** A network, its samples, and a learning rate. */
export interface StepCase extends MlpCase {
  learningRate: number;
}

/** Learning rates that are powers of 2, so that multiplying by them rounds nothing. */
const powersOfTwo: fc.Arbitrary<number> = fc.constantFrom(1, 0.5, 0.25, 0.125);

/** A step for each case. */
export function stepCases(cases: fc.Arbitrary<MlpCase>, rates = powersOfTwo) {
  return fc
    .tuple(cases, rates)
    .map(([given, learningRate]): StepCase => ({ ...given, learningRate }));
}

/** A network of which everything is 0. */
export function zeroParameters({ input, hidden, output }: Sizes): Parameters {
  const zeros = (length: number): number[] => Array.from({ length }, () => 0);
  return {
    weightsInputHidden: zeros(input).map(() => zeros(hidden)),
    biasHidden: zeros(hidden),
    weightsHiddenOutput: zeros(hidden).map(() => zeros(output)),
    biasOutput: zeros(output),
  };
}

/** Each row on its own: one case per sample. */
export function singleSamples(given: MlpCase): MlpCase[] {
  return given.inputs.map((input, n) => ({
    ...given,
    inputs: [input],
    targets: [given.targets[n]],
  }));
}
