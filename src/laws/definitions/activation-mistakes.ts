import type { Suspect } from '../law.ts';
import { formulas, slopes, type Activation } from './mlp/network.ts';

/** One call of an activation, or of its derivative. */
export interface ActivationCase {
  function: Activation;
  x: number;
}

/** One function is mistaken, the other two are right. */
const mistaken =
  (right: typeof formulas, name: Activation, wrong: (x: number) => number) =>
  ({ function: called, x }: ActivationCase) =>
    called === name ? wrong(x) : right[called](x);

/** What students get wrong in task 1.1. */
export const valueSuspects: Suspect<ActivationCase>[] = [
  {
    says: 'Your sigmoid falls where it should rise: the exponent is −x.',
    as: mistaken(formulas, 'sigmoid', (x) => formulas.sigmoid(-x)),
  },
  {
    says: 'Your tanh is stretched to twice its width: the exponents are 2x, or x and −x.',
    as: mistaken(formulas, 'tanh', (x) => formulas.tanh(x / 2)),
  },
  {
    says: 'Your relu keeps the negative numbers and drops the positive ones.',
    as: mistaken(formulas, 'relu', (x) => Math.min(0, x)),
  },
  {
    says: 'Your relu returns |x|: a negative x gives 0.',
    as: mistaken(formulas, 'relu', Math.abs),
  },
];

/** The slope as a function of the output: y·(1 − y) and 1 − y², with x in the place of y. */
const ofOutput: typeof formulas = {
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y ** 2,
  relu: slopes.relu,
};

/** What students get wrong in task 1.2. */
export const slopeSuspects: Suspect<ActivationCase>[] = [
  {
    says: 'Yours are y·(1 − y) and 1 − y² with x put in for y: compute y = σ(x) or tanh(x) first.',
    as: ({ function: name, x }) => ofOutput[name](x),
  },
  {
    says: 'Your sigmoidDerivative is x·(1 − x): compute y = σ(x) first, the slope is y·(1 − y).',
    as: mistaken(slopes, 'sigmoid', ofOutput.sigmoid),
  },
  {
    says: 'Your tanhDerivative is 1 − x²: compute y = tanh(x) first, the slope is 1 − y².',
    as: mistaken(slopes, 'tanh', ofOutput.tanh),
  },
  {
    says: 'Your tanhDerivative is 1 − tanh(x): the square is missing.',
    as: mistaken(slopes, 'tanh', (x) => 1 - formulas.tanh(x)),
  },
  {
    says: 'Your sigmoidDerivative has the wrong sign: the sigmoid rises everywhere.',
    as: mistaken(slopes, 'sigmoid', (x) => -slopes.sigmoid(x)),
  },
  {
    says: 'Your reluDerivative returns x where x > 0: there the slope is 1, however large x is.',
    as: mistaken(slopes, 'relu', formulas.relu),
  },
];
