import type { Suspect } from '../../law.ts';
import type { LinearCase } from './cases.ts';
import { pairwise, product, transposed } from './matrices.ts';
import { linearBackward, linearForward } from './passes.ts';

const backwardWith =
  (change: (right: ReturnType<typeof linearBackward>, given: LinearCase) => object) =>
  (given: LinearCase) => {
    const right = linearBackward(given.x, given.gradOutput, given);
    return { ...right, ...change(right, given) };
  };

/** What goes wrong in a linear layer. */
export const linearMistakes: Record<'forward' | 'backward', readonly Suspect<LinearCase>[]> = {
  forward: [
    { says: 'Yours leaves out the bias.', as: ({ x, weight }) => product(x, weight) },
    {
      says: 'Yours subtracts the bias.',
      as: ({ x, weight, bias }) => linearForward(x, { weight, bias: bias.map((b) => -b) }),
    },
  ],
  backward: [
    {
      says: 'Yours takes the mean over the batch: wanted is the sum. The loss has divided by N already.',
      as: backwardWith(({ weight, bias }, { x }) => ({
        weight: weight.map((row) => row.map((value) => value / x.length)),
        bias: bias.map((value) => value / x.length),
      })),
    },
    {
      says: 'Yours takes the mean of the columns for the gradient of b: wanted is their sum.',
      as: backwardWith(({ bias }, { x }) => ({ bias: bias.map((value) => value / x.length) })),
    },
    {
      says: 'Yours leaves the gradient of b at 0.',
      as: backwardWith(({ bias }) => ({ bias: bias.map(() => 0) })),
    },
    {
      says: 'Yours leaves the gradient of W at 0.',
      as: backwardWith(({ weight }) => ({ weight: weight.map((row) => row.map(() => 0)) })),
    },
    {
      says: 'Yours takes gradOutput for ones: it must be carried on.',
      as: ({ x, gradOutput, ...values }) =>
        linearBackward(
          x,
          gradOutput.map((row) => row.map(() => 1)),
          values,
        ),
    },
    {
      says: 'The gradient of W has the opposite sign: the optimizer does the subtracting.',
      as: backwardWith(({ weight }) => ({ weight: weight.map((row) => row.map((v) => -v)) })),
    },
    {
      says: 'The gradient of W is transposed.',
      as: backwardWith(({ weight }) => ({ weight: transposed(weight) })),
    },
    {
      says: 'Yours adds b to what goes back.',
      as: backwardWith(({ input }, { bias, weight }) => {
        const shift = product([bias], transposed(weight))[0];
        return {
          input: pairwise(
            input,
            input.map(() => shift),
            (a, b) => a + b,
          ),
        };
      }),
    },
  ],
};
