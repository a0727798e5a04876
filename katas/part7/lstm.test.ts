import fc from 'fast-check';
import * as subject from '#kata/part7/lstm';
import { seeds } from '#src/laws/arbitraries';
import { compare } from '#src/laws/compare';
import { shownStep, stepsCases } from '#src/laws/definitions/recurrent/cases';
import {
  asRecorded,
  stepsStandAlone,
  takeStepsOf,
} from '#src/laws/definitions/recurrent/cell-laws';
import { cells } from '#src/laws/definitions/recurrent/cells';
import { beginsSmall, followsSeed, onlyStep } from '#src/laws/definitions/recurrent/checks'; // prettier-ignore
import { farOutCases } from '#src/laws/definitions/recurrent/far-out';
import { lstmMistakes } from '#src/laws/definitions/recurrent/mistakes';
import { backOf, statesOf, type StepsCase } from '#src/laws/definitions/recurrent/unrolled';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import { zeroStateOf } from '#src/laws/tensors/cells';
import { freeingVariables, valuesOf } from '#src/laws/tensors/modules';

const look = 'katas/part7/README.md, "An LSTM cell".';
const { lstm } = cells;

const take = takeStepsOf((inputs, units) => create(subject, 'LSTMCell', inputs, units));
const stepped = async (given: StepsCase) => (await take(given)).rounds[0];

/** Float32 against float64: sums are exact, gates and what is made of them are not. */
const rounded = { absolute: 1e-5, relative: 1e-5 };

law({
  task: '7.9',
  claim:
    'a new LSTMCell draws Wx from N(0, 1/inputs), Wh from N(0, 1/units); the biases of f are 1',
  points: 1,
  given: fc.record({ seed: seeds, otherSeed: seeds }).filter((s) => s.seed !== s.otherSeed),
  examples: [{ seed: 0, otherSeed: 1 }],
  draws: 5,
  check: ({ seed, otherSeed }) =>
    freeingVariables(async () => {
      const [inputs, units] = [41, 17];
      const of = async (...options: [{ seed?: number }?]) =>
        valuesOf(await create(subject, 'LSTMCell', inputs, units, ...options));
      const first = await of({ seed });
      beginsSmall(first, { inputs, units, blocks: 4 });
      const bias = first[2] as number[];
      if (bias.some((value, j) => value !== Number(Math.floor(j / units) === 1))) {
        throw new Unlawful(`of the 4 · ${units} biases, those of f are 1, the second ${units}; the others are 0`, { bias }); // prettier-ignore
      }
      followsSeed({
        first,
        again: await of({ seed }),
        other: await of({ seed: otherSeed }),
        plain: await of(),
        zero: await of({ seed: 0 }),
      });
      const state = await zeroStateOf(await create(subject, 'LSTMCell', 2, 3), 4);
      const zeros = Array.from({ length: 4 }, () => [0, 0, 0]);
      if (compare(state, [zeros, zeros])) {
        throw new Unlawful('`new LSTMCell(2, 3).zeroState(4)` must be a list of two tensors of zeros, h and c, each 4×3', { state }); // prettier-ignore
      }
    }),
  why: 'With f near ½ at first, a memory would be half gone after every step. A bias of 1 makes f begin at 0.73: what is in c stays for a while, and so do gradients.',
  look,
});

law({
  task: '7.9',
  claim: 'a step of LSTMCell gives h′ = o·tanh(c′) and c′ = f·c + i·g',
  points: 1,
  given: stepsCases('lstm', 1),
  draws: 30,
  show(given) {
    const shown: Record<string, unknown> = { ...shownStep(given) };
    delete shown['gradient of h′'];
    delete shown['gradient of c′'];
    return shown;
  },
  got: async (given) => (await stepped(given)).states[0],
  wanted: (given) => statesOf(lstm, given)[0],
  tolerance: rounded,
  suspects: lstmMistakes.step,
  why: 'The sums have four blocks of columns, in the order i, f, g, o. f says how much of c stays, i how much of g comes in, o how much of tanh(c′) is shown.',
  look,
});

law({
  task: '7.9',
  claim: 'stepBackward gives what x, h, c and all parameters get from ∂loss/∂h′ and ∂loss/∂c′',
  points: 2,
  given: stepsCases('lstm', 1),
  draws: 30,
  show: shownStep,
  got: async (given) => onlyStep(await stepped(given)).back,
  wanted({ values, x: [x], state, gradients: [gradState] }) {
    return lstm.stepBackward(values, x, state, gradState);
  },
  tolerance: rounded,
  suspects: lstmMistakes.back,
  why: 'c′ is heard of in two ways, by itself and by h′ = o·tanh(c′): add them first. From c′ it goes on to f, c, i and g, each times the other factor, and for a gate times its slope; then as through a linear layer.',
  look,
});

law(
  asRecorded({
    task: '7.9',
    cell: 'lstm',
    take,
    claim: 'steps of LSTMCell give what PyTorch’s LSTM gave, forward and through time',
    why: 'These numbers were recorded from PyTorch, whose gates have the same order. It keeps its weights the other way round, and adds two biases where one would do.',
  }),
);

law(stepsStandAlone({ task: '7.9', cell: 'lstm', take }));

law({
  task: '7.9',
  claim: 'far out, where exponentials overflow, every number is right all the same',
  points: 1,
  given: farOutCases,
  draws: 30,
  show: shownStep,
  async got(given) {
    const { states, ...back } = await stepped(given);
    return { after: states[0], ...back };
  },
  wanted: (given) => ({ after: statesOf(lstm, given)[0], ...backOf(lstm, given) }),
  tolerance: { absolute: 0.05, relative: 1e-3 }, // what is rounded is multiplied by an x and a c of 1000
  why: 'In float32 e^89 is infinite. A gate that is surely open or shut is 1 or 0, and its slope is 0: with y(1 − y) and 1 − y² that is what comes out. A memory of 1000 is no error either: only tanh(c′) is shown of it.',
  look,
});
