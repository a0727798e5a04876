import fc from 'fast-check';
import * as subject from '#kata/part6/activations';
import { compare, exactly } from '#src/laws/compare';
import { reluMistakes, sigmoidMistakes } from '#src/laws/definitions/modules/activation-mistakes';
import { asksForForward, isAtWork, leavesNothing } from '#src/laws/definitions/modules/at-work';
import { elementwiseCases, hasOther, type PassCase } from '#src/laws/definitions/modules/cases';
import {
  activationBackward,
  activationForward,
  type ActivationName,
} from '#src/laws/definitions/modules/passes';
import {
  type RecordedActivation,
  recordedActivations,
} from '#src/laws/definitions/modules/recorded';
import { law, Unlawful } from '#src/laws/law';
import { create } from '#src/laws/subject';
import type { Step, Worked } from '#src/laws/tensors/module-spec';
import { backward, forward, work } from '#src/laws/tensors/modules';

const reluPart = 'katas/part6/README.md, "ReLU".';
const sigmoidPart = 'katas/part6/README.md, "Sigmoid".';
const keeping = 'katas/part6/README.md, "What a module keeps".';

const classes = { relu: 'ReLU', sigmoid: 'Sigmoid' } as const;

const workWith = async (name: ActivationName, ...rounds: Step[][]): Promise<Worked> =>
  work(await create(subject, classes[name]), rounds);

const forwardOf = async (name: ActivationName, { x }: PassCase) =>
  (await workWith(name, [forward(x)])).results[0];

const backwardOf = async (name: ActivationName, { x, gradOutput }: PassCase) =>
  (await workWith(name, [forward(x), backward(gradOutput)])).results[1];

/** Float32, with an exponential of the backend's. */
const rounded = { absolute: 1e-6, relative: 1e-5 };

law({
  task: '6.2',
  claim: 'ReLU: forward is x where x > 0, and 0 elsewhere',
  points: 1,
  given: elementwiseCases(),
  examples: [{ x: [[-1, 0, 2]], gradOutput: [[1, 1, 1]] }],
  show: ({ x }) => ({ x }),
  got: (given) => forwardOf('relu', given),
  wanted: ({ x }) => activationForward('relu', x),
  suspects: reluMistakes.forward,
  why: 'Each number goes its own way: max(x, 0).',
  look: reluPart,
});

law({
  task: '6.2',
  claim: 'ReLU: backward lets gradOutput through where x > 0, and nothing elsewhere, 0 included',
  points: 1,
  given: elementwiseCases(),
  examples: [{ x: [[-1, 0, 2]], gradOutput: [[1, -0.5, 3]] }],
  got: (given) => backwardOf('relu', given),
  wanted: ({ x, gradOutput }) => activationBackward('relu', x, gradOutput),
  suspects: reluMistakes.backward,
  why: 'The slope is 1 for x > 0 and 0 for x < 0. At 0 there is none, and the convention is 0. By the chain rule ∂loss/∂x is the slope times gradOutput, whatever the sign of that.',
  look: reluPart,
});

law({
  task: '6.2',
  claim: 'Sigmoid: forward is 1 / (1 + e^(−x))',
  points: 1,
  given: elementwiseCases(),
  examples: [{ x: [[0, 1, -2]], gradOutput: [[1, 1, 1]] }],
  show: ({ x }) => ({ x }),
  got: (given) => forwardOf('sigmoid', given),
  wanted: ({ x }) => activationForward('sigmoid', x),
  tolerance: rounded,
  suspects: sigmoidMistakes.forward,
  why: 'It rises from 0 to 1 with x, and is ½ at 0: the exponent is −x.',
  look: sigmoidPart,
});

law({
  task: '6.2',
  claim: 'Sigmoid: backward is gradOutput · y · (1 − y)',
  points: 1,
  given: elementwiseCases(),
  examples: [{ x: [[0, 1, -2]], gradOutput: [[1, -0.5, 3]] }],
  got: (given) => backwardOf('sigmoid', given),
  wanted: ({ x, gradOutput }) => activationBackward('sigmoid', x, gradOutput),
  tolerance: rounded,
  suspects: sigmoidMistakes.backward,
  why: 'y is what `forward` returned: dy/dx = y(1 − y). By the chain rule it is multiplied by what comes back.',
  look: sigmoidPart,
});

law({
  task: '6.2',
  claim: 'Sigmoid: both passes are right far out, where e^(−x) overflows',
  points: 1,
  given: elementwiseCases(fc.constantFrom(0.5, 20, -20, 88.75, -88.75, 104, -104, 1000, -1000)),
  examples: [1000, -1000, 89, -89].map((x) => ({ x: [[x, 1]], gradOutput: [[1, 1]] })),
  async got({ x, gradOutput }) {
    const worked = await workWith('sigmoid', [forward(x), backward(gradOutput)]);
    return { output: worked.results[0], input: worked.results[1] };
  },
  wanted: ({ x, gradOutput }) => ({
    output: activationForward('sigmoid', x),
    input: activationBackward('sigmoid', x, gradOutput),
  }),
  tolerance: rounded,
  why: 'In float32 e^89 is infinite already. 1/∞ is 0, as it should be; ∞/∞ and 0 · ∞ are NaN, and one NaN spreads through the whole network.',
  look: 'katas/part6/README.md, "Far out".',
});

law<RecordedActivation>({
  task: '6.2',
  claim: 'both activations give what PyTorch gave, from −1000 to 1000',
  points: 1,
  given: fc.constantFrom(...recordedActivations),
  examples: recordedActivations,
  draws: 0,
  show: ({ name }) => ({ activation: name }),
  async got({ name, x }) {
    const worked = await workWith(name, [forward([x]), backward([x.map(() => 1)])]);
    return { output: worked.results[0], input: worked.results[1] };
  },
  wanted: ({ y, derivative }) => ({ output: [y], input: [derivative] }),
  tolerance: rounded,
  why: 'Their values and slopes at some sixty places were recorded from PyTorch.',
  look: sigmoidPart,
});

const names = fc.constantFrom('relu' as const, 'sigmoid' as const);

/** Numbers at which both give something else than what went in, and none of them only 0. */
const lively = elementwiseCases().filter(
  ({ x, gradOutput }) =>
    x.flat().some((value) => value > 0) &&
    x.flat().some((value) => value < 0) &&
    hasOther(activationBackward('relu', x, gradOutput), 0),
);

law({
  task: '6.2',
  claim: 'backward belongs to the last forward; without one it is refused with a clear error',
  points: 1,
  given: fc.record({ name: names, pass: lively }),
  draws: 20,
  show: ({ name, pass: { x, gradOutput } }) => ({ activation: name, x, gradOutput }),
  async check({ name, pass: { x, gradOutput } }) {
    const rounds = [[forward(x), backward(gradOutput)]];
    const worked = await workWith(name, ...rounds);
    isAtWork(worked, rounds);
    const opposite = x.map((row) => row.map((value) => -value));
    const twice = await workWith(name, [forward(opposite), forward(x), backward(gradOutput)]);
    const [wanted, got] = [worked.results[1], twice.results[2]];
    if (compare(got, wanted, exactly)) {
      throw new Unlawful('after forward(−x) and forward(x), backward is not that of x', {
        wanted,
        got,
      });
    }
    await asksForForward(workWith(name, [backward(gradOutput)]));
  },
  why: 'The slope is that at x, or at y: a forward pass keeps the one that its backward pass will need, and replaces what was kept before.',
  look: keeping,
});

law({
  task: '6.2',
  claim: 'an activation has no parameters, leaves what it is given, and no tensor stays behind',
  points: 1,
  given: fc.record({ name: names, pass: lively }),
  draws: 10,
  show: ({ name, pass: { x, gradOutput } }) => ({ activation: name, x, gradOutput }),
  async check({ name, pass: { x, gradOutput } }) {
    const round = [forward(x), backward(gradOutput)];
    const rounds = [round, round, round, round];
    const worked = await workWith(name, ...rounds);
    isAtWork(worked, rounds);
    leavesNothing(worked);
    const { length } = worked.values[0];
    if (length > 0)
      throw new Unlawful(`\`parameters()\` lists ${length}: there is nothing to train`);
  },
  why: 'x and gradOutput belong to whoever made them. What is made within a pass is freed by the `tf.tidy` around it, except variables and what `tf.keep` keeps.',
  look: keeping,
});
