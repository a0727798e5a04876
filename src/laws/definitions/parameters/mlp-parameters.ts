import fc from 'fast-check';
import { vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';
import { denseParameters } from './parameters.ts';
import { sum } from '../softmax/softmax.ts';

const between = (min: number, max: number) => fc.integer({ min, max });

/** Neurons a layer, from inputs to outputs, and whether each layer after the first has biases. */
export interface MlpSizes {
  sizes: number[];
  bias: boolean[];
}

/** Parameters counted layer by layer; `layer` says what one of them has. */
export const mlp =
  (layer: (fanIn: number, fanOut: number, bias: boolean, index: number) => number) =>
  ({ sizes, bias }: MlpSizes) =>
    sum(sizes.slice(1).map((fanOut, i) => layer(sizes[i], fanOut, bias[i], i)));

/** One to four layers of up to six neurons. */
export const mlps = (bias: fc.Arbitrary<boolean>): fc.Arbitrary<MlpSizes> =>
  between(1, 4).chain((layers) =>
    fc.record({ sizes: vector(layers + 1, between(1, 6)), bias: vector(layers, bias) }),
  );

/** Wrong with or without biases. */
export const mlpSuspects: Suspect<MlpSizes>[] = [
  {
    says: 'Yours has no biases: every neuron of a layer with bias has one.',
    as: mlp((fanIn, fanOut) => fanIn * fanOut),
  },
  {
    says: 'Yours counts a bias per input of a layer: there is one per output.',
    as: mlp((fanIn, fanOut, bias) => fanIn * fanOut + (bias ? fanIn : 0)),
  },
  {
    says: 'Yours gives the inputs biases too: only neurons that compute something have them.',
    as: (given) => mlp(denseParameters)(given) + given.sizes[0],
  },
  {
    says: 'Yours counts one bias a layer: there is one a neuron.',
    as: mlp((fanIn, fanOut, bias) => fanIn * fanOut + (bias ? 1 : 0)),
  },
  {
    says: 'Yours counts the first layer only.',
    as: ({ sizes, bias }) => denseParameters(sizes[0], sizes[1], bias[0]),
  },
  {
    says: 'Yours leaves out the last layer: the prediction layer has weights as well.',
    as: ({ sizes, bias }) =>
      mlp(denseParameters)({ sizes: sizes.slice(0, -1), bias: bias.slice(0, -1) }),
  },
];

/** Wrong as soon as a layer has no bias. */
export const biasSuspects: Suspect<MlpSizes>[] = [
  {
    says: 'Yours does not read the list of biases: where it says false, there are none.',
    as: mlp((fanIn, fanOut) => denseParameters(fanIn, fanOut, true)),
  },
  {
    says: 'Yours reads the list one place off: bias[0] belongs to the layer from sizes[0] to sizes[1].',
    as: ({ sizes, bias }) => mlp(denseParameters)({ sizes, bias: [true, ...bias] }),
  },
  {
    says: 'Yours uses bias[0] for every layer: each has an entry of its own.',
    as: ({ sizes, bias }) => mlp(denseParameters)({ sizes, bias: bias.map(() => bias[0]) }),
  },
  {
    says: 'Yours leaves out all biases as soon as one layer has none.',
    as: ({ sizes, bias }) =>
      mlp(denseParameters)({ sizes, bias: bias.map(() => bias.every(Boolean)) }),
  },
];
