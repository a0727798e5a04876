import fc from 'fast-check';
import type { Suspect } from '../../law.ts';
import { seeds } from '../../arbitraries.ts';
import type { NetworkCase } from './cases.ts';
import { logitsByDefinition, type ForwardRules } from './forward.ts';
import { architectureNames, type ArchitectureLayer } from './architectures.ts';
import { softmaxOf } from '../softmax/softmax.ts';

/** What stands in the place of every ReLU of the table. */
export const activationNames = ['relu', 'sigmoid'] as const;
export type ActivationName = (typeof activationNames)[number];

/** Which network, with which activation, for which images. */
export interface ActivatedCase extends NetworkCase {
  activation: ActivationName;
}

const side = fc.integer({ min: 22, max: 24 });

/** The smallest images that every architecture fits, and more MLPs than CNNs: the definition takes its time. */
export const activatedCases: fc.Arbitrary<ActivatedCase> = fc
  .record({
    name: fc.constantFrom(...architectureNames, 'mlp_1', 'mlp_2', 'mlp_1', 'mlp_2'),
    activation: fc.constantFrom(...activationNames),
    imageShape: fc.tuple(side, side, fc.integer({ min: 1, max: 2 })),
    classes: fc.integer({ min: 2, max: 5 }),
    seed: seeds,
  })
  .filter(({ imageShape: [height, width] }) => height !== width);

type Curve = (value: number) => number;

const functions: Record<ActivationName, Curve> = {
  relu: (value) => Math.max(0, value),
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
};

/** Whether the table has a ReLU after this layer. */
const isActivated = (layer: ArchitectureLayer) => layer.kind !== 'pooling' && layer.relu;

/** The logits of a case's two random images, with its random weights, in float64. */
export const activatedLogits = (given: ActivatedCase): number[][] =>
  by((layer, value, f) => (isActivated(layer) ? f(value) : value))(given);

type Activating = (layer: ArchitectureLayer, value: number, f: Curve, isLast: boolean) => number;

const by =
  (activating: Activating, others: Partial<ForwardRules> = {}) =>
  (given: ActivatedCase): number[][] => {
    const f = functions[given.activation];
    return logitsByDefinition(given, {
      ...others,
      activation: (layer, value, isLast) => activating(layer, value, f, isLast),
    });
  };

/** The right places, but another function in them. */
const inItsPlace = (change: (f: Curve) => Curve) =>
  by((layer, value, f) => (isActivated(layer) ? change(f)(value) : value));

const whereSigmoid = (other: Curve) => (f: Curve) => (f === functions.sigmoid ? other : f);

/** What networks give whose activation was put in wrong in a common way. */
export const activationMistakes: readonly Suspect<ActivatedCase>[] = [
  {
    says: 'Yours has a ReLU whatever `activation` says.',
    as: inItsPlace(() => functions.relu),
  },
  {
    says: 'Yours has a sigmoid whatever `activation` says.',
    as: inItsPlace(() => functions.sigmoid),
  },
  {
    says: 'Yours has the two activations exchanged.',
    as: inItsPlace((f) => (f === functions.relu ? functions.sigmoid : functions.relu)),
  },
  {
    says: 'Yours has the activation after every hidden layer. mlp_2 has none after FC-64, cnn_3 none after its last convolution.',
    as: by((layer, value, f, isLast) => (isLast || layer.kind === 'pooling' ? value : f(value))),
  },
  {
    says: 'Yours has the activation after the last layer too: logits are numbers of any size.',
    as: by((layer, value, f, isLast) => (isLast || isActivated(layer) ? f(value) : value)),
  },
  {
    says: 'Yours ends with a softmax. The loss has it already: the network gives logits.',
    as: (given) => softmaxOf(activatedLogits(given)),
  },
  {
    says: 'Yours has the sigmoid after the ReLU: it stands in its place.',
    as: inItsPlace(whereSigmoid((value) => functions.sigmoid(functions.relu(value)))),
  },
  {
    says: 'Yours has tanh for the sigmoid: wanted is 1 / (1 + exp(−x)).',
    as: inItsPlace(whereSigmoid(Math.tanh)),
  },
  {
    says: 'Yours has the hard sigmoid, which is made of straight lines: wanted is 1 / (1 + exp(−x)).',
    as: inItsPlace(whereSigmoid((value) => Math.min(1, Math.max(0, 0.2 * value + 0.5)))),
  },
  {
    says: 'Yours still has the ReLU after convolutions where a sigmoid is asked for.',
    as: by((layer, value, f) => {
      if (!isActivated(layer)) return value;
      return layer.kind === 'convolution' ? functions.relu(value) : f(value);
    }),
  },
  {
    says: 'Yours has no activation at all where a sigmoid is asked for: how is it spelt?',
    as: inItsPlace(whereSigmoid((value) => value)),
  },
];
