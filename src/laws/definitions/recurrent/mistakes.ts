import type { Suspect } from '../../law.ts';
import { pairwise, transposed } from '../modules/matrices.ts';
import { type CellFormulas, type CellName, cells, type CellValues, gatesOf, rnnBackward, sumsOf, sigmoid, type State, type StepGradients } from './cells.ts'; // prettier-ignore
import type { StepsCase } from './unrolled.ts';

type Suspects = readonly Suspect<StepsCase>[];

const onlyStep = ({ values, x: [x], state, gradients: [gradState] }: StepsCase) => ({
  values,
  x,
  state,
  gradState,
});

const zeros = (matrix: number[][]) => matrix.map((row) => row.map(() => 0));
const scaled = (matrix: number[][], by: number) => matrix.map((row) => row.map((v) => v * by));

/** A step by a cell with other parameters, or that is given something else. */
const stepWith =
  (name: CellName, change: (now: ReturnType<typeof onlyStep>) => object) =>
  (given: StepsCase): State => {
    const now = onlyStep(given);
    const { values, x, state } = { ...now, ...change(now) };
    return cells[name].step(values, x, state);
  };

/** A cell whose sums are its only mistake. */
const sumsMistakes = (name: CellName): Suspects => [
  {
    says: 'Yours leaves out the bias.',
    as: stepWith(name, ({ values }) => ({ values: { ...values, bias: values.bias.map(() => 0) } })),
  },
  {
    says: 'Yours adds the bias twice.',
    as: stepWith(name, ({ values }) => ({
      values: { ...values, bias: values.bias.map((b) => 2 * b) },
    })),
  },
  {
    says: 'Yours leaves out h·Wh: the step before has no influence.',
    as: stepWith(name, ({ values }) => ({
      values: { ...values, stateWeight: zeros(values.stateWeight) },
    })),
  },
  {
    says: 'Yours leaves out x·Wx: it does not see what is read.',
    as: stepWith(name, ({ values }) => ({
      values: { ...values, inputWeight: zeros(values.inputWeight) },
    })),
  },
  {
    says: 'Yours multiplies h by Wh transposed.',
    as: stepWith(name, ({ values }) => ({
      values: { ...values, stateWeight: transposed(values.stateWeight) },
    })),
  },
];

/** What goes back, changed. */
const backWith =
  (name: CellName, change: (right: StepGradients, given: StepsCase) => Partial<StepGradients>) =>
  (given: StepsCase): StepGradients => {
    const { values, x, state, gradState } = onlyStep(given);
    const right = cells[name].stepBackward(values, x, state, gradState);
    return { ...right, ...change(right, given) };
  };

const backMistakes = (name: CellName): Suspects => [
  {
    says: 'Yours divides the gradients of the parameters by the batch size: the loss has done so already.',
    as: backWith(name, ({ parameters: [wx, wh, b] }, { x: [x] }) => ({
      parameters: [
        scaled(wx, 1 / x.length),
        scaled(wh, 1 / x.length),
        scaled([b], 1 / x.length)[0],
      ],
    })),
  },
  {
    says: 'Yours leaves the gradient of Wh at 0.',
    as: backWith(name, ({ parameters: [wx, wh, b] }) => ({ parameters: [wx, zeros(wh), b] })),
  },
  {
    says: 'Yours takes the h of after the step for the gradient of Wh: the h that went in was multiplied by it.',
    as: backWith(name, ({ parameters: [wx, , b] }, given) => {
      const { values, x, state, gradState } = onlyStep(given);
      const [next] = cells[name].step(values, x, state);
      const other = gradientsAt(cells[name], values, x, state, gradState, next);
      return { parameters: [wx, other, b] };
    }),
  },
  {
    says: 'Yours sends nothing back to h: the steps before will not learn.',
    as: backWith(name, ({ state: [h, ...others] }) => ({ state: [zeros(h), ...others] })),
  },
];

/** The gradient of Wh, as if that h had gone in beside what makes the sums. */
function gradientsAt(
  cell: CellFormulas,
  values: CellValues,
  x: number[][],
  state: State,
  gradState: State,
  h: number[][],
): number[][] {
  // The gradient of Wx, with h in the place of x, is hᵀ times the gradient of the sums.
  const { parameters } = cell.stepBackward(
    { ...values, inputWeight: [...values.inputWeight, ...h[0].map(() => zeros([values.bias])[0])] },
    x.map((row, n) => [...row, ...h[n]]),
    state,
    gradState,
  );
  return parameters[0].slice(values.inputWeight.length);
}

/** The right backward pass of an RNN cell, with another slope. */
const rnnSlope =
  (slope: (z: number) => number) =>
  (given: StepsCase): StepGradients => {
    const { values, x, state, gradState } = onlyStep(given);
    return rnnBackward(slope)(values, x, state, gradState);
  };

export const rnnMistakes: Record<'step' | 'back', Suspects> = {
  step: [
    ...sumsMistakes('rnn'),
    {
      says: 'Yours has no tanh.',
      as: (given) => {
        const { values, x, state } = onlyStep(given);
        return [sumsOf(values, x, state[0])];
      },
    },
    {
      says: 'Yours has the sigmoid for the tanh.',
      as: (given) => {
        const { values, x, state } = onlyStep(given);
        return [sumsOf(values, x, state[0]).map((row) => row.map(sigmoid))];
      },
    },
  ],
  back: [
    ...backMistakes('rnn'),
    {
      says: 'Yours has the opposite sign: whoever trains does the subtracting.',
      as: rnnSlope((z) => Math.tanh(z) ** 2 - 1),
    },
    { says: 'Yours has no slope of the tanh in it.', as: rnnSlope(() => 1) },
    {
      says: 'The slope of the tanh is 1 − y²; yours is 1 − y.',
      as: rnnSlope((z) => 1 - Math.tanh(z)),
    },
    {
      says: 'The slope of the tanh is 1 − y²; yours is y(1 − y), that of the sigmoid.',
      as: rnnSlope((z) => Math.tanh(z) * (1 - Math.tanh(z))),
    },
  ],
};

/** A cell with the blocks of its columns in another order. */
const reordered =
  (order: readonly [number, number, number, number]) =>
  ({ values }: { values: CellValues }) => {
    const units = values.bias.length / 4;
    const moved = (row: number[]) =>
      order.flatMap((block) => row.slice(block * units, (block + 1) * units));
    return {
      values: {
        inputWeight: values.inputWeight.map(moved),
        stateWeight: values.stateWeight.map(moved),
        bias: moved(values.bias),
      },
    };
  };

/** f is surely 1. */
const withOpenGate = (values: CellValues): CellValues => {
  const units = values.bias.length / 4;
  return {
    ...values,
    bias: values.bias.map((b, j) => (Math.floor(j / units) === 1 ? 1e3 : b)),
  };
};

export const lstmMistakes: Record<'step' | 'back', Suspects> = {
  step: [
    ...sumsMistakes('lstm'),
    {
      says: 'Yours has the blocks in the order i, f, o, g: here it is i, f, g, o.',
      as: stepWith('lstm', reordered([0, 1, 3, 2])),
    },
    {
      says: 'Yours has the blocks in the order f, i, g, o: here it is i, f, g, o.',
      as: stepWith('lstm', reordered([1, 0, 2, 3])),
    },
    {
      says: 'Yours has no f: c is kept as a whole, as in the first LSTM of 1997.',
      as: stepWith('lstm', ({ values }) => ({ values: withOpenGate(values) })),
    },
    {
      says: 'Yours gives h′ = o·c′: there is a tanh around c′.',
      as: (given) => {
        const { values, x, state } = onlyStep(given);
        const [h, c] = cells.lstm.step(values, x, state);
        return [pairwise(h, c, (a, b) => (b === 0 ? 0 : (a / Math.tanh(b)) * b)), c];
      },
    },
    {
      says: 'Yours has a sigmoid for g: what comes in may be negative, so it is a tanh.',
      as: (given) => {
        const { values, x, state } = onlyStep(given);
        const { i, f, g, o } = gatesOf(values, x, state[0]);
        const next = state[1].map((row, n) =>
          row.map((c, u) => sigmoid(f[n][u]) * c + sigmoid(i[n][u]) * sigmoid(g[n][u])),
        );
        return [pairwise(o, next, (gate, c) => sigmoid(gate) * Math.tanh(c)), next];
      },
    },
    {
      says: 'Yours gives c where c′ is wanted.',
      as: (given) => {
        const { values, x, state } = onlyStep(given);
        return [cells.lstm.step(values, x, state)[0], state[1]];
      },
    },
    {
      says: 'In yours the tanh is in c′ already: only what goes into h′ has one.',
      as: (given) => {
        const { values, x, state } = onlyStep(given);
        const [h, c] = cells.lstm.step(values, x, state);
        return [h, c.map((row) => row.map(Math.tanh))];
      },
    },
  ],
  back: [
    ...backMistakes('lstm'),
    {
      says: 'Yours leaves out what comes back by c′ itself: it goes on to the next step beside h′.',
      as: ({ gradients: [[h, c]], ...given }) =>
        backWith('lstm', () => ({}))({ ...given, gradients: [[h, zeros(c)]] }),
    },
    {
      says: 'Yours sends nothing back to c: a cell remembers by it.',
      as: backWith('lstm', ({ state: [h, c] }) => ({ state: [h, zeros(c)] })),
    },
    {
      says: 'Yours sends the gradient of c′ back to c as it is: on the way it is multiplied by f.',
      as: backWith('lstm', ({ state: [h, c] }, given) => {
        const { values, x, state } = onlyStep(given);
        const { f } = gatesOf(values, x, state[0]);
        return { state: [h, pairwise(c, f, (grad, gate) => grad / sigmoid(gate))] };
      }),
    },
  ],
};
