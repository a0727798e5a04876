import fc from 'fast-check';
import { seededRandom } from '../../../common/random.ts';
import { seeds } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';
import { type Samples, stepsOf, type StepRules, type Weights } from './two-layers.ts';

/** A small network, a few samples, and a training. */
export interface DigitsCase {
  weights: Weights;
  samples: Samples;
  test: Samples;
  /** Left out for the default. */
  learningRate?: number;
  iterations: number;
  every: number;
}

interface Sizes {
  inputs: number;
  hidden: number;
  classes: number;
  count: number;
  tests: number;
  seed: number;
}

/** Every number of them different from the others, where it can be. */
const sizes: fc.Arbitrary<Sizes> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 5 }),
    hidden: fc.integer({ min: 1, max: 6 }),
    classes: fc.integer({ min: 2, max: 4 }),
    count: fc.integer({ min: 1, max: 7 }),
    tests: fc.integer({ min: 1, max: 5 }),
    seed: seeds,
  })
  .filter(({ inputs, hidden, classes }) => new Set([inputs, hidden, classes]).size === 3);

/** Weights of some size, so that every gradient can be seen. */
function networkOf({ inputs, hidden, classes, seed }: Omit<Sizes, 'count' | 'tests'>): Weights {
  const { normal } = seededRandom(seed);
  const row = (length: number) =>
    Array.from({ length }, () => Math.round(4 * normal()) / 4 + 1 / 8);
  const rows = (height: number, width: number) => Array.from({ length: height }, () => row(width));
  return {
    hiddenWeight: rows(inputs, hidden),
    hiddenBias: row(hidden),
    outputWeight: rows(hidden, classes),
    outputBias: row(classes),
  };
}

/** Images in sixteenths, as the digits are. */
function samplesOf(count: number, { inputs, classes, seed }: Sizes): Samples {
  const random = seededRandom(seed + count);
  return {
    images: Array.from({ length: count }, () =>
      Array.from({ length: inputs }, () => random.integer(17) / 16),
    ),
    labels: Array.from({ length: count }, () => random.integer(classes)),
  };
}

export const digitsCases: fc.Arbitrary<DigitsCase> = fc
  .record({
    sizes,
    learningRate: fc.option(fc.constantFrom(0.5, 2, 5), { nil: undefined }),
    iterations: fc.integer({ min: 1, max: 6 }),
    every: fc.integer({ min: 1, max: 4 }),
  })
  .map((drawn) => caseOf(drawn));

interface Drawn {
  sizes: Sizes;
  learningRate?: number | undefined;
  iterations: number;
  every: number;
}

const caseOf = ({ sizes: chosen, learningRate, iterations, every }: Drawn): DigitsCase => ({
  weights: networkOf(chosen),
  samples: samplesOf(chosen.count, chosen),
  test: samplesOf(chosen.tests + 10, chosen),
  ...(learningRate === undefined ? {} : { learningRate }),
  iterations,
  every,
});

/** Cases that are always tried: with the default rate, and with one that leaves traces everywhere. */
export const digitsExamples: readonly DigitsCase[] = [
  caseOf({
    sizes: { inputs: 3, hidden: 5, classes: 4, count: 7, tests: 3, seed: 5 },
    iterations: 3,
    every: 2,
  }),
  caseOf({
    sizes: { inputs: 4, hidden: 2, classes: 3, count: 6, tests: 2, seed: 6 },
    learningRate: 2,
    iterations: 4,
    every: 2,
  }),
  caseOf({
    sizes: { inputs: 2, hidden: 4, classes: 3, count: 1, tests: 2, seed: 7 },
    learningRate: 5,
    iterations: 1,
    every: 1,
  }),
];

export const optionsOf = ({ learningRate, iterations, every }: DigitsCase) => ({
  ...(learningRate === undefined ? {} : { learningRate }),
  iterations,
  ...(every === 100 ? {} : { every }),
});

export const shownDigits = ({ weights, samples, ...rest }: DigitsCase) => ({
  ...optionsOf({ weights, samples, ...rest }),
  ...weights,
  images: samples.images,
  labels: samples.labels,
});

const rulesWith = (says: string, rules: Partial<StepRules>): Suspect<DigitsCase> => ({
  says,
  as: (given) => stepsOf(given.weights, given.samples, given, rules),
});

export const stepMistakes: readonly Suspect<DigitsCase>[] = [
  rulesWith(
    'Yours divides by all outputs: the squared errors of a sample are added up, and the mean is over the samples.',
    { divisor: (samples, classes) => samples * classes },
  ),
  rulesWith('Yours does not divide by the number of samples.', { divisor: () => 1 }),
  rulesWith('Yours lacks the 2 of the derivative of a square.', { factor: 1 }),
  rulesWith('Yours goes up the slope: subtract the gradient.', { sign: -1 }),
  rulesWith('Yours leaves out the slope of the sigmoid at the output, y(1 − y).', {
    outputSlope: () => 1,
  }),
  rulesWith('Yours leaves out the slope of the sigmoid in the hidden layer, h(1 − h).', {
    hiddenSlope: () => 1,
  }),
  rulesWith('Yours sends the gradient back through weights that have moved already: all gradients belong to the weights before the step.', { sentBackBy: 'new' }), // prettier-ignore
  rulesWith('Your biases do not move.', {
    moves: { hidden: true, output: true, biases: false },
  }),
  rulesWith('Your hidden layer does not move.', {
    moves: { hidden: false, output: true, biases: true },
  }),
  {
    says: 'Yours takes one step less than it is told.',
    as: (given) =>
      stepsOf(given.weights, given.samples, { ...given, iterations: given.iterations - 1 }),
  },
  {
    says: 'Yours takes one step more than it is told.',
    as: (given) =>
      stepsOf(given.weights, given.samples, { ...given, iterations: given.iterations + 1 }),
  },
];
