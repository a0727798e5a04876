import fc from 'fast-check';
import { matrix, vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';
import { backwardOf, type Layered, outputsOf } from '../modules/layered.ts';
import { product } from '../modules/matrices.ts';

/** A network of ReLU layers of one width, what goes into it, and the gradient that comes back. */
export interface NetworkCase {
  hiddenLayers: number;
  width: number;
  layers: Layered['layers'];
  /** `[batch, inputs]` */
  x: number[][];
  /** `[batch, classes]` */
  gradOutput: number[][];
}

/** Multiples of 1/4 from −1 to 1: sums of their products are exact through four layers. */
const small = fc.integer({ min: -4, max: 4 }).map((n) => n / 4);

/** 0 to 3 hidden layers; inputs, width, classes and batch all different. */
export const networkCases: fc.Arbitrary<NetworkCase> = fc
  .record({
    hiddenLayers: fc.integer({ min: 0, max: 3 }),
    sizes: fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 4, maxLength: 4 }),
  })
  .chain(({ hiddenLayers, sizes: [batch, inputs, width, classes] }) => {
    const sizes = sizesOf({ inputs, classes, hiddenLayers, width });
    return fc.record({
      hiddenLayers: fc.constant(hiddenLayers),
      width: fc.constant(width),
      layers: fc.tuple(
        ...sizes
          .slice(1)
          .map((outputs, i) =>
            fc.record({ weight: matrix(sizes[i], outputs, small), bias: vector(outputs, small) }),
          ),
      ),
      x: matrix(batch, inputs, small),
      gradOutput: matrix(batch, classes, small),
    });
  });

export interface Sizes {
  inputs: number;
  classes: number;
  hiddenLayers: number;
  width: number;
}

/** How many numbers go into each layer, and how many leave the last one. */
export const sizesOf = ({ inputs, classes, hiddenLayers, width }: Sizes): number[] => [
  inputs,
  ...Array.from({ length: hiddenLayers }, () => width),
  classes,
];

export const optionsOf = ({ hiddenLayers, width, x, gradOutput }: NetworkCase): Sizes => ({
  inputs: x[0].length,
  classes: gradOutput[0].length,
  hiddenLayers,
  width,
});

const layered = ({ layers }: NetworkCase): Layered => ({
  layers,
  activation: 'relu',
  last: 'none',
});

export const networkOutputs = (given: NetworkCase): number[][] =>
  outputsOf(layered(given), given.x);

/** Of W and b of the first layer, of the second, and so on. */
export const networkGradients = (given: NetworkCase): (number[] | number[][])[] =>
  backwardOf(layered(given), given.x, given.gradOutput).parameters;

export const networkValues = ({ layers }: NetworkCase): (number[] | number[][])[] =>
  layers.flatMap(({ weight, bias }) => [weight, bias]);

/** For a student to read. */
export const shownNetwork = ({ hiddenLayers, width, layers, x, gradOutput }: NetworkCase) => ({
  hiddenLayers,
  width,
  ...Object.fromEntries(
    layers.flatMap(({ weight, bias }, i) => [
      [`W${i + 1}`, weight],
      [`b${i + 1}`, bias],
    ]),
  ),
  x,
  gradOutput,
});

export const outputMistakes: readonly Suspect<NetworkCase>[] = [
  {
    says: 'Yours has a ReLU behind the last layer too: logits may be negative.',
    as: (given) => networkOutputs(given).map((row) => row.map((value) => Math.max(0, value))),
  },
  {
    says: 'Yours has no ReLU at all: all layers together are one linear map then.',
    as: ({ layers, x }) =>
      layers.reduce(
        (input, { weight, bias }) =>
          product(input, weight).map((row) => row.map((value, j) => value + bias[j])),
        x,
      ),
  },
  {
    says: 'Yours leaves out the biases.',
    as: (given) => {
      const layers = given.layers.map(({ weight, bias }) => ({ weight, bias: bias.map(() => 0) }));
      return networkOutputs({ ...given, layers });
    },
  },
];

const rescaled = <T>(value: T, factor: number): T =>
  (Array.isArray(value)
    ? value.map((element: unknown) => rescaled(element, factor))
    : factor * Number(value)) as T;

export const gradientMistakes: readonly Suspect<NetworkCase>[] = [
  {
    says: 'Yours divides by the batch size: the loss has done so already.',
    as: (given) => rescaled(networkGradients(given), 1 / given.x.length),
  },
  {
    says: 'Only the last layer has gradients: nothing is sent back past it.',
    as: (given) => {
      const right = networkGradients(given);
      return [...rescaled(right.slice(0, -2), 0), ...right.slice(-2)];
    },
  },
];
