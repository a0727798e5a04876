import type { Suspect } from '../../law.ts';
import type { PassCase } from './cases.ts';
import { pairwise } from './matrices.ts';

type Mistakes = readonly Suspect<PassCase>[];

const forwardBy =
  (change: (x: number) => number) =>
  ({ x }: PassCase) =>
    x.map((row) => row.map(change));

const backwardBy =
  (slope: (x: number) => number) =>
  ({ x, gradOutput }: PassCase) =>
    pairwise(x, gradOutput, (value, gradient) => gradient * slope(value));

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

export const reluMistakes: Record<'forward' | 'backward', Mistakes> = {
  forward: [
    { says: 'Yours keeps the negative numbers.', as: forwardBy((x) => Math.min(x, 0)) },
    { says: 'Yours is the absolute value.', as: forwardBy(Math.abs) },
  ],
  backward: [
    {
      says: 'Yours has the slope 1 at x = 0: here it is 0.',
      as: backwardBy((x) => Number(x >= 0)),
    },
    { says: 'Yours lets everything back: only where x > 0 does it pass.', as: backwardBy(() => 1) },
    {
      says: 'Yours gives the slope alone: it must be multiplied by gradOutput.',
      as: forwardBy((x) => Number(x > 0)),
    },
    {
      says: 'Yours looks at the sign of gradOutput: that of x decides.',
      as: ({ gradOutput }) => gradOutput.map((row) => row.map((g) => Math.max(g, 0))),
    },
    {
      says: 'Yours multiplies by x, not by the slope.',
      as: backwardBy((x) => Math.max(x, 0)),
    },
  ],
};

export const sigmoidMistakes: Record<'forward' | 'backward', Mistakes> = {
  forward: [
    {
      says: 'Yours is 1/(1 + e^x), as the report prints: the exponent is −x.',
      as: forwardBy((x) => sigmoid(-x)),
    },
    { says: 'Yours is the tanh.', as: forwardBy(Math.tanh) },
  ],
  backward: [
    {
      says: 'Yours has the opposite sign.',
      as: backwardBy((x) => -sigmoid(x) * sigmoid(-x)),
    },
    {
      says: 'Yours takes x for y: y(1 − y) wants what forward returned.',
      as: backwardBy((x) => x * (1 - x)),
    },
    {
      says: 'Yours gives the slope alone: it must be multiplied by gradOutput.',
      as: forwardBy((x) => sigmoid(x) * sigmoid(-x)),
    },
    { says: 'Yours multiplies by y, not by y(1 − y).', as: backwardBy(sigmoid) },
    { says: 'Yours lets everything back as it comes.', as: backwardBy(() => 1) },
  ],
};
