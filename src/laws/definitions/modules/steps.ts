import fc from 'fast-check';
import recorded from '../../../../fixtures/pytorch/sgd.json' with { type: 'json' };
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { Suspect } from '../../law.ts';

/** A weight matrix and a bias. */
export type Values = [weight: number[][], bias: number[]];

/** Steps of an optimizer, each with gradients of its own. */
export interface StepsCase {
  learningRate: number;
  momentum: number;
  weightDecay: number;
  initial: Values;
  gradients: Values[];
}

/** The numbers of one step: how it is taken, for the description of mistakes. */
type Rule = (now: {
  w: number;
  g: number;
  v: number;
  given: StepsCase;
  /** Whether it is a bias. */
  isBias: boolean;
}) => { w: number; v: number };

/** v ← μv + (g + λw), w ← w − ηv */
const rule: Rule = ({ w, g, v, given: { learningRate, momentum, weightDecay } }) => {
  const velocity = momentum * v + g + weightDecay * w;
  return { w: w - learningRate * velocity, v: velocity };
};

/** The values after each step. */
export function stepsOf(given: StepsCase, step: Rule = rule): Values[] {
  const along = (initial: number, gradients: number[], isBias: boolean): number[] => {
    let [w, v] = [initial, 0];
    return gradients.map((g) => {
      ({ w, v } = step({ w, g, v, given, isBias }));
      return w;
    });
  };
  const [weight, bias] = given.initial;
  const weights = weight.map((row, i) =>
    row.map((w, j) =>
      along(
        w,
        given.gradients.map(([g]) => g[i][j]),
        false,
      ),
    ),
  );
  const biases = bias.map((w, j) =>
    along(
      w,
      given.gradients.map(([, g]) => g[j]),
      true,
    ),
  );
  return given.gradients.map((_, n) => [
    weights.map((row) => row.map((values) => values[n])),
    biases.map((values) => values[n]),
  ]);
}

/** A few steps. @param which - what of the options is not 0. */
export function stepsCases(which: {
  momentum: boolean;
  weightDecay: boolean;
}): fc.Arbitrary<StepsCase> {
  const either = (isThere: boolean, ...values: number[]) =>
    isThere ? fc.constantFrom(...values) : fc.constant(0);
  return fc
    .record({
      rows: fc.constantFrom(1, 2),
      columns: fc.constantFrom(3, 1),
      steps: fc.integer({ min: 1, max: 5 }),
    })
    .chain(({ rows, columns, steps }) => {
      const values = fc.tuple(matrix(rows, columns, quarters()), vector(columns, quarters()));
      return fc.record({
        learningRate: fc.constantFrom(0.5, 0.25, 0.125),
        momentum: either(which.momentum, 0.5, 0.9),
        weightDecay: either(which.weightDecay, 0.25, 0.5),
        initial: values,
        gradients: vector(steps, values),
      });
    });
}

const as = (step: Rule) => (given: StepsCase) => stepsOf(given, step);

/** What optimizers do otherwise. */
export const stepMistakes: readonly Suspect<StepsCase>[] = [
  {
    says: 'Yours goes with the gradient: the loss falls against it.',
    as: as((now) => ({ ...rule(now), w: 2 * now.w - rule(now).w })),
  },
  {
    says: 'Yours takes only (1 − μ) of the gradient: in v ← μv + g it counts fully.',
    as: as(({ w, g, v, given: { learningRate, momentum, weightDecay } }) => {
      const velocity = momentum * v + (1 - momentum) * (g + weightDecay * w);
      return { w: w - learningRate * velocity, v: velocity };
    }),
  },
  {
    says: 'Yours has no momentum: v begins at 0 again in every step.',
    as: as((now) => rule({ ...now, v: 0 })),
  },
  {
    says: 'Yours has no weight decay.',
    as: as((now) => rule({ ...now, given: { ...now.given, weightDecay: 0 } })),
  },
  {
    says: 'In yours the biases do not decay: here all parameters do.',
    as: as((now) => rule(now.isBias ? { ...now, given: { ...now.given, weightDecay: 0 } } : now)),
  },
  {
    says: 'Yours adds λw after the momentum: it belongs to the gradient, so that v remembers it.',
    as: as(({ w, g, v, given: { learningRate, momentum, weightDecay } }) => {
      const velocity = momentum * v + g;
      return { w: w - learningRate * (velocity + weightDecay * w), v: velocity };
    }),
  },
  {
    says: 'Yours lets w shrink by λw, without the learning rate.',
    as: as(({ w, g, v, given: { learningRate, momentum, weightDecay } }) => {
      const velocity = momentum * v + g;
      return { w: w - learningRate * velocity - weightDecay * w, v: velocity };
    }),
  },
  {
    says: 'Yours is Nesterov’s momentum: here the step is ηv.',
    as: as((now) => {
      const { momentum, learningRate, weightDecay } = now.given;
      const { v } = rule(now);
      return { w: now.w - learningRate * (now.g + weightDecay * now.w + momentum * v), v };
    }),
  },
  {
    says: 'Yours moves by the velocity of the step before.',
    as: as((now) => ({ ...rule(now), w: now.w - now.given.learningRate * now.v })),
  },
];

/** Six steps of PyTorch's SGD. */
export interface RecordedSteps {
  name: string;
  given: StepsCase;
  values: Values[];
}

export const recordedSteps: RecordedSteps[] = recorded.cases.map(
  ({ name, optimizer, initial, gradients, values }) => ({
    name,
    given: {
      learningRate: optimizer.lr,
      momentum: ('momentum' in optimizer && optimizer.momentum) || 0,
      weightDecay: ('weight_decay' in optimizer && optimizer.weight_decay) || 0,
      initial: initial as Values,
      gradients: gradients as Values[],
    },
    values: values as Values[],
  }),
);
