import fc from 'fast-check';
import { quarters, vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';

/** Numbers nested to any depth. */
export type Nested = readonly (number | Nested)[];

/** Weights before and after a step of SGD. */
export interface WeightStep {
  before: Nested;
  after: Nested;
  learningRate: number;
}

const rates = fc.constantFrom(1, 0.5, 0.1, 0.01, 2);

const shapes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 });

const nested = ([size, ...rest]: readonly number[]): fc.Arbitrary<Nested> =>
  vector<number | Nested>(size, rest.length === 0 ? quarters() : nested(rest));

/** One to four axes: a bias, fully connected weights, a kernel of a convolution. */
export const weightSteps: fc.Arbitrary<WeightStep> = shapes.chain((shape) =>
  fc.record({ before: nested(shape), after: nested(shape), learningRate: rates }),
);

/** Weights that do not fit together, and the numbers that a clear error gives. */
export interface Misfit extends WeightStep {
  numbers: readonly number[];
}

/** One axis is longer in one of the two; the same number of elements in another shape; no rate at all. */
export const misfits: fc.Arbitrary<Misfit> = fc.oneof(
  fc
    .record({ shape: shapes, axis: fc.nat(), learningRate: rates, swapped: fc.boolean() })
    .chain(({ shape, axis, learningRate, swapped }) => {
      const at = axis % shape.length;
      const longer = shape.map((size, i) => (i === at ? size + 1 : size));
      const [a, b] = swapped ? [longer, shape] : [shape, longer];
      return fc.record({
        before: nested(a),
        after: nested(b),
        learningRate: fc.constant(learningRate),
        numbers: fc.constant([shape[at], longer[at]]),
      });
    }),
  fc.record({
    before: nested([2, 3]),
    after: nested([3, 2]),
    learningRate: rates,
    numbers: fc.constant([2, 3]),
  }),
  fc
    .tuple(nested([2]), nested([2, 1]), rates, fc.boolean())
    .map(([flat, deep, learningRate, swapped]) => {
      const [before, after] = swapped ? [deep, flat] : [flat, deep];
      return { before, after, learningRate, numbers: [] };
    }),
  fc
    .record({
      before: nested([2]),
      after: nested([2]),
      learningRate: fc.constantFrom(0, -1, -0.25),
    })
    .map((step) => ({ ...step, numbers: [step.learningRate] })),
);

/** before − after, element by element, as one flat list. */
const differencesOf = ({ before, after }: WeightStep): number[] => {
  const [a, b] = [flat(before), flat(after)];
  return a.map((x, i) => x - b[i]);
};

const flat = (weights: Nested): number[] =>
  weights.flatMap((weight) => (typeof weight === 'number' ? [weight] : flat(weight)));

/** ‖before − after‖ / learningRate */
export const magnitudeByWeights = (step: WeightStep): number =>
  lengthOf(differencesOf(step)) / step.learningRate;

const lengthOf = (numbers: readonly number[]) =>
  Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));

const absolutes = (step: WeightStep) => differencesOf(step).map(Math.abs);
const total = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0);

export const weightStepMistakes: readonly Suspect<WeightStep>[] = [
  {
    says: 'Yours is the length of the step: divided by the learning rate, it is that of the gradient.',
    as: (step) => lengthOf(differencesOf(step)),
  },
  {
    says: 'Yours is multiplied with the learning rate: the step is learningRate · gradient, so divide.',
    as: (step) => lengthOf(differencesOf(step)) * step.learningRate,
  },
  {
    says: 'Yours divides by the learning rate before it takes the root: the rate belongs outside of it.',
    as: (step) => lengthOf(differencesOf(step)) / Math.sqrt(step.learningRate),
  },
  {
    says: 'Yours is the square of the magnitude: is the square root missing?',
    as: (step) => magnitudeByWeights(step) ** 2,
  },
  {
    says: 'Yours takes no root: the magnitude is √Σ(before − after)² / learningRate.',
    as: (step) => lengthOf(differencesOf(step)) ** 2 / step.learningRate,
  },
  {
    says: 'Yours adds up absolute values: the magnitude is the root of the sum of the squares.',
    as: (step) => total(absolutes(step)) / step.learningRate,
  },
  {
    says: 'Yours is the largest element: all elements count, each by its square.',
    as: (step) => Math.max(...absolutes(step)) / step.learningRate,
  },
  {
    says: 'Yours divides by the number of weights: squares are added up, not averaged.',
    as: (step) => magnitudeByWeights(step) / differencesOf(step).length,
  },
  {
    says: 'Yours averages the squares: they are added up.',
    as: (step) => magnitudeByWeights(step) / Math.sqrt(differencesOf(step).length),
  },
  {
    says: 'Yours is the difference of two lengths: wanted is the length of the difference.',
    as: ({ before, after, learningRate }) =>
      Math.abs(lengthOf(flat(before)) - lengthOf(flat(after))) / learningRate,
  },
];
