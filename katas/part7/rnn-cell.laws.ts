import fc from 'fast-check';
import * as subject from '#kata/part7/rnn';
import { seeds } from '#src/laws/arbitraries';
import { shownStep, stepsCases } from '#src/laws/definitions/recurrent/cases';
import {
  asRecorded,
  stepsStandAlone,
  takeStepsOf,
} from '#src/laws/definitions/recurrent/cell-laws';
import { cells } from '#src/laws/definitions/recurrent/cells';
import { beginsSmall, followsSeed, onlyStep } from '#src/laws/definitions/recurrent/checks'; // prettier-ignore
import { rnnMistakes } from '#src/laws/definitions/recurrent/mistakes';
import { statesOf, type StepsCase } from '#src/laws/definitions/recurrent/unrolled';
import { compare } from '#src/laws/compare';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import { zeroStateOf } from '#src/laws/tensors/cells';
import { freeingVariables, valuesOf } from '#src/laws/tensors/modules';

const look = 'katas/part7/README.md, "A recurrent cell".';
const { rnn } = cells;

const take = takeStepsOf((inputs, units) => create(subject, 'RNNCell', inputs, units));
const stepped = async (given: StepsCase) => (await take(given)).rounds[0];

/** A large x goes far out on the tanh. */
const farOut: StepsCase = {
  values: { inputWeight: [[1, -1]], stateWeight: [[1, 0], [0.5, -1]], bias: [0, 0.25] }, // prettier-ignore
  x: [[[1000], [0.5], [-1000]]],
  state: [[[1, -1], [0.5, 0], [-0.25, 0.5]]], // prettier-ignore
  gradients: [[[[1, -2], [0.5, 1], [3, 0.25]]]], // prettier-ignore
};

/** Float32 against float64: sums are exact, and then there is a tanh. */
const rounded = { absolute: 1e-5, relative: 1e-5 };

law({
  task: '7.8',
  claim: 'a new RNNCell draws Wx from N(0, 1/inputs) and Wh from N(0, 1/units); its state is zeros',
  points: 1,
  given: fc.record({ seed: seeds, otherSeed: seeds }).filter((s) => s.seed !== s.otherSeed),
  examples: [{ seed: 0, otherSeed: 1 }],
  draws: 5,
  check: ({ seed, otherSeed }) =>
    freeingVariables(async () => {
      const [inputs, units] = [61, 23];
      const of = async (...options: [subject.CellOptions?]) =>
        valuesOf(await create(subject, 'RNNCell', inputs, units, ...options));
      const first = await of({ seed });
      beginsSmall(first, { inputs, units, blocks: 1 });
      if ((first[2] as number[]).some((value) => value !== 0)) {
        throw new Unlawful('the biases begin at 0', { bias: first[2] });
      }
      followsSeed({
        first,
        again: await of({ seed }),
        other: await of({ seed: otherSeed }),
        plain: await of(),
        zero: await of({ seed: 0 }),
      });
      const state = await zeroStateOf(await create(subject, 'RNNCell', 2, 3), 4);
      const wanted = [Array.from({ length: 4 }, () => [0, 0, 0])];
      if (compare(state, wanted)) {
        throw new Unlawful('`new RNNCell(2, 3).zeroState(4)` must be a list of one tensor of zeros, 4×3', { state }); // prettier-ignore
      }
    }),
  why: 'A sum over n inputs has a variance n times that of its weights: with 1/n, what goes into the tanh is neither tiny nor far out, whatever the sizes are. The seed makes it repeatable.',
  look,
});

law({
  task: '7.8',
  claim: 'a step of RNNCell is tanh(x·Wx + h·Wh + b)',
  points: 1,
  given: stepsCases('rnn', 1),
  draws: 30,
  examples: [farOut],
  show: ({ gradients, ...given }) => {
    const { 'gradient of h′': _, ...shown } = shownStep({ ...given, gradients }) as Record<string, unknown>; // prettier-ignore
    return shown;
  },
  got: async (given) => (await stepped(given)).states[0],
  wanted: (given) => statesOf(rnn, given)[0],
  tolerance: rounded,
  suspects: rnnMistakes.step,
  why: 'The new h sees x and the h before it, each through weights of its own, and the tanh keeps it between −1 and 1. The same weights serve at every step.',
  look,
});

law({
  task: '7.8',
  claim: 'stepBackward gives what x, h and all parameters get from ∂loss/∂h′',
  points: 1,
  given: stepsCases('rnn', 1),
  draws: 30,
  examples: [farOut],
  show: shownStep,
  got: async (given) => onlyStep(await stepped(given)).back,
  wanted({ values, x: [x], state, gradients: [gradState] }) {
    return rnn.stepBackward(values, x, state, gradState);
  },
  tolerance: rounded,
  suspects: rnnMistakes.back,
  why: 'The slope of tanh is 1 − h′². Times ∂loss/∂h′ it is the gradient of the sums, and the sums are two linear layers: x·Wx and h·Wh, with one bias.',
  look,
});

law(
  asRecorded({
    task: '7.8',
    cell: 'rnn',
    take,
    claim: 'steps of RNNCell give what PyTorch’s RNN gave, forward and through time',
    why: 'These numbers were recorded from PyTorch. It keeps its weights the other way round, and adds two biases where one would do.',
  }),
);

law(stepsStandAlone({ task: '7.8', cell: 'rnn', take }));
