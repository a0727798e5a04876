import fc from 'fast-check';
import * as subject from '#kata/part7/rnn';
import { compare, exactly } from '#src/laws/compare';
import { asksForForward, isAtWork, leavesNothing } from '#src/laws/definitions/modules/at-work';
import { shownValues, stepsCases } from '#src/laws/definitions/recurrent/cases';
import { cells, valuesOf as valuesIn } from '#src/laws/definitions/recurrent/cells';
import { layerSlopes } from '#src/laws/definitions/recurrent/slopes';
import { type LayerCase, layerCases, layerMistakes, layerOf } from '#src/laws/definitions/recurrent/stand-ins'; // prettier-ignore
import { exchanged, type StepsCase } from '#src/laws/definitions/recurrent/unrolled';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import { standInCell } from '#src/laws/tensors/cells';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backward, forward, freeingVariables, work } from '#src/laws/tensors/modules';

const look = 'katas/part7/README.md, "Through time".';

/** A layer of a cell of the law’s own. */
const workWith = (...rounds: Step[][]): Promise<Worked> =>
  freeingVariables(async () =>
    work(await create(subject, 'RecurrentLayer', await standInCell()), rounds),
  );

const passes = ({ x, gradOutput }: LayerCase) => [forward(x), backward(gradOutput)];

const cellText =
  'h′ = 2x + h − s and s′ = x + h; back goes 2·∂h + ∂s + x to x, ∂h − ∂s to h, 2·∂s + ∂h to s';

law({
  task: '7.8',
  claim: 'RecurrentLayer gives h after each step, from zeros on',
  points: 1,
  given: layerCases,
  show: ({ x }) => ({ 'a cell of the law’s own': cellText, x }),
  got: async ({ x }) => (await workWith([forward(x)], [forward(x)])).results[1],
  wanted: (given) => layerOf(given).outputs,
  suspects: layerMistakes.forward,
  why: 'Step t reads x[n][t] of every sample n, and the state that step t − 1 has left; before the first there are zeros, for each new batch. h is the first tensor of the state.',
  look,
});

law({
  task: '7.8',
  claim: 'backward goes through time: a step hears of its own output, and of the step after it',
  points: 2,
  given: layerCases,
  show: (given) => ({ 'a cell of the law’s own': cellText, ...given }),
  async got(given) {
    const worked = await workWith(passes(given));
    return { input: worked.results[1], parameters: worked.gradients[0] };
  },
  wanted(given) {
    const { input, parameters } = layerOf(given);
    return { input, parameters };
  },
  tolerance: { absolute: 1e-6, relative: 1e-6 }, // sums are exact; a mistake that divides is not
  suspects: layerMistakes.backward,
  why: 'h of step t goes two ways: out, where gradOutput[n][t] comes back, and into step t + 1, which sends back its own. Both are added; the rest of the state has the second way alone. The weights serve at every step, so their gradients are summed.',
  look,
});

/** Float32 against differences, which err by a millionth. */
const rounded = { absolute: 2e-4, relative: 2e-4 };

law<StepsCase>({
  task: '7.8',
  claim:
    'with an RNNCell in it, the gradients are the slope of the loss, for every number there is',
  points: 1,
  given: stepsCases('rnn', 1, 2, 3).map(({ state, ...given }) => ({
    ...given,
    state: state.map((matrix) => matrix.map((row) => row.map(() => 0))),
  })),
  draws: 30,
  show: ({ values, x, gradients }) => ({
    ...shownValues(values),
    x: exchanged(x),
    gradOutput: exchanged(gradients.map(([h]) => h)),
  }),
  got: ({ values, x, gradients }) =>
    freeingVariables(async () => {
      const cell = await create(subject, 'RNNCell', x[0][0].length, values.stateWeight.length);
      const layer = await create(subject, 'RecurrentLayer', cell);
      const gradOutput = exchanged(gradients.map(([h]) => h));
      const rounds = [[forward(exchanged(x)), backward(gradOutput)]];
      const worked = await work(layer, rounds, valuesIn(values));
      return { input: worked.results[1], parameters: worked.gradients[0] };
    }),
  wanted: (given) => layerSlopes(cells.rnn, given),
  tolerance: rounded,
  why: 'Wanted is how fast Σ gradOutput · y changes when that one weight or input is nudged up and down: no formula of yours or ours is in it.',
  look,
});

law({
  task: '7.8',
  claim: 'each backward overwrites the gradients, belongs to the last forward, and comes after one',
  points: 1,
  given: fc.tuple(layerCases, layerCases).filter(([given]) => {
    const { outputs, input } = layerOf(given);
    return [outputs, input].every((list) => new Set(list.flat(2)).size > 1);
  }),
  draws: 15,
  show: ([{ x, gradOutput }]) => ({ x, gradOutput }),
  async check([given, other]) {
    const rounds = [passes(given), passes(other), [forward(other.x), ...passes(given)], passes(given)]; // prettier-ignore
    const worked = await workWith(...rounds);
    isAtWork(worked, rounds);
    const [first, , last] = worked.gradients;
    if (compare(last, first, exactly)) {
      throw new Unlawful('after other passes, the same forward and backward leave other gradients: is something of an earlier one in them?', { alone: first, 'after others': last }); // prettier-ignore
    }
    const [alone, after] = [worked.results[1], worked.results.at(-1)];
    if (compare(after, alone, exactly)) {
      throw new Unlawful('after other passes, the same backward sends back something else', { alone, 'after others': after }); // prettier-ignore
    }
    const round = passes(given);
    leavesNothing(await workWith(round, round, round, round));
    await asksForForward(workWith([backward(given.gradOutput)]));
  },
  why: 'A forward pass replaces what the one before it kept, also where that one had more steps; a backward pass assigns the gradients. What is made within a pass is freed by the `tf.tidy` around it.',
  look,
});
