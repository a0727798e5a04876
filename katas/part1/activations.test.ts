import { createRequire } from 'node:module';
import fc from 'fast-check';
import type * as mathjs from 'mathjs';
import recorded from '../../fixtures/pytorch/activations.json' with { type: 'json' };
import * as subject from '#kata/part1/activations';
import { quarters } from '#src/laws/arbitraries';
import {
  slopeSuspects,
  valueSuspects,
  type ActivationCase,
} from '#src/laws/definitions/activation-mistakes';
import { workingLaw, type Work } from '#src/laws/definitions/at-work';
import { formulas, type Activation } from '#src/laws/definitions/mlp/network';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

interface TableCase extends ActivationCase {
  wanted: number;
}

const names = ['sigmoid', 'tanh', 'relu'] as const;
const derivatives = {
  sigmoid: 'sigmoidDerivative',
  tanh: 'tanhDerivative',
  relu: 'reluDerivative',
} as const;

const cases: fc.Arbitrary<ActivationCase> = fc.record({
  function: fc.constantFrom(...names),
  x: quarters(),
});

const isAtKink = ({ function: name, x }: ActivationCase) => name === 'relu' && x === 0;

const sizes = fc.integer({ min: 1, max: 12 }).map((n) => n / 4);

const value = ({ function: name, x }: ActivationCase) => call(subject, name, x);
const slope = ({ function: name, x }: ActivationCase) => call(subject, derivatives[name], x);

/** One function on either side of 0. */
const activating: Work<[name: Activation, x: number]> = {
  examples: names.map((name) => [[name, -1], [name, 2]]), // prettier-ignore
  drawn: fc
    .record({ name: fc.constantFrom(...names), left: sizes, right: sizes })
    .filter(({ left, right }) => left !== right)
    .map(({ name, left, right }) => [[name, -left], [name, right]]), // prettier-ignore
  got: (name, x) => call(subject, name, x),
  wanted: (name, x) => formulas[name](x),
  names: ['function', 'x'],
};

/** A case for each function and each x, with what is wanted there. */
function table(rows: Record<Activation, readonly (readonly [x: number, wanted: number])[]>) {
  return names.flatMap((name) => rows[name].map(([x, wanted]) => ({ function: name, x, wanted })));
}

/** What PyTorch computed, in float64; x reaches from −1000 to 1000. */
function recordedTable(what: 'y' | 'derivative') {
  return recorded.activations.flatMap((activation) =>
    activation.x.map((x, i) => ({
      function: activation.name as Activation,
      x,
      wanted: activation[what][i],
    })),
  );
}

const showCase = ({ function: name, x }: ActivationCase) => ({ function: name, x });
const showSlopeCase = ({ function: name, x }: ActivationCase) => ({
  function: derivatives[name],
  x,
});

law({
  task: '1.1',
  claim: 'sigmoid, tanh and relu are what their formulas say',
  points: 1,
  given: cases,
  got: value,
  wanted: ({ function: name, x }) => formulas[name](x),
  suspects: valueSuspects,
  why: 'σ(x) = 1/(1 + e^(−x)), tanh(x) = (e^(2x) − 1)/(e^(2x) + 1), relu(x) = max(0, x).',
  look: 'katas/part1/README.md, "Three activations".',
});

const farOut = table({
  sigmoid: [[1000, 1], [-1000, 0], [Infinity, 1], [-Infinity, 0]],
  tanh: [[1000, 1], [-1000, -1], [Infinity, 1], [-Infinity, -1]],
  relu: [[1000, 1000], [-1000, 0], [Infinity, Infinity], [-Infinity, 0]],
}); // prettier-ignore

law<TableCase>({
  task: '1.1',
  claim: 'they are right far out, at ±1000 and ±Infinity',
  points: 1,
  given: fc.constantFrom(...farOut),
  examples: farOut,
  draws: 0,
  show: showCase,
  got: value,
  wanted: ({ wanted }) => wanted,
  why: 'e^1000 is Infinity in floating point, and Infinity / Infinity is NaN. One NaN in a forward pass turns every weight into NaN at the next step.',
  look: 'katas/part1/README.md, "Far out".',
});

workingLaw(activating, {
  task: '1.1',
  claim: 'each has its symmetry: σ(−x) = 1 − σ(x), tanh(−x) = −tanh(x), relu(−x) = relu(x) − x',
  points: 1,
  given: cases,
  got: ({ function: name, x }) => value({ function: name, x: -x }),
  async wanted({ function: name, x }) {
    const y = await value({ function: name, x });
    return { sigmoid: 1 - y, tanh: -y, relu: y - x }[name];
  },
  why: 'The curve of σ turned about (0, ½), and that of tanh about (0, 0), is the same curve. Of x and −x, relu keeps the positive one. Here the function was called with −x and with x.',
  look: 'katas/part1/README.md, "Three activations".',
});

const recordedValues = recordedTable('y');

law<TableCase>({
  task: '1.1',
  claim: 'they give what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...recordedValues),
  examples: recordedValues,
  draws: 0,
  show: showCase,
  got: value,
  wanted: ({ wanted }) => wanted,
  suspects: valueSuspects,
  why: 'These 183 values were recorded from torch.sigmoid, torch.tanh and torch.relu, for x from −1000 to 1000.',
  look: 'katas/part1/README.md, "Three activations".',
});

const expressions = {
  sigmoid: '1 / (1 + e^(-x))',
  tanh: '(e^(2x) - 1) / (e^(2x) + 1)',
  relu: '(x + abs(x)) / 2', // max(0, x) in terms that can be differentiated
};

// All of mathjs in one file: one by one, its modules take a second to load.
const { derivative } = createRequire(import.meta.url)(
  'mathjs/lib/browser/math.js',
) as typeof mathjs;

const differentiated = {
  sigmoid: derivative(expressions.sigmoid, 'x'),
  tanh: derivative(expressions.tanh, 'x'),
  relu: derivative(expressions.relu, 'x'),
};

law({
  task: '1.2',
  claim: 'the derivatives are what symbolic differentiation gives',
  points: 1,
  given: cases.filter((given) => !isAtKink(given)),
  show: showSlopeCase,
  got: slope,
  wanted: ({ function: name, x }) => differentiated[name].evaluate({ x }) as number,
  suspects: slopeSuspects,
  why: 'A computer algebra system differentiated the formulas of task 1.1, and x was put into the result: as you did with pen and paper.',
  look: 'katas/part1/README.md, "Their slopes".',
});

/** A power of 2. The error is below STEP²/6 · |f'''| < 1e-8, and rounding adds 1e-12. */
const STEP = 2 ** -13;

workingLaw(activating, {
  task: '1.2',
  claim: 'each is the slope of your own function of task 1.1',
  points: 1,
  given: cases.filter((given) => !isAtKink(given)),
  show: showSlopeCase,
  got: slope,
  async wanted({ function: name, x }) {
    const above = await value({ function: name, x: x + STEP });
    const below = await value({ function: name, x: x - STEP });
    return (above - below) / (2 * STEP);
  },
  tolerance: { absolute: 1e-7, relative: 0 },
  why: 'A derivative is how much y changes when x changes a little: (f(x + h) − f(x − h)) / 2h for a small h, here with your own f.',
  look: 'katas/part1/README.md, "Their slopes".',
});

const landmarks = table({
  sigmoid: [[0, 0.25], [1000, 0], [-1000, 0], [Infinity, 0], [-Infinity, 0]],
  tanh: [[0, 1], [1000, 0], [-1000, 0], [Infinity, 0], [-Infinity, 0]],
  relu: [[0, 0], [1000, 1], [-1000, 0], [Infinity, 1], [-Infinity, 0]],
}); // prettier-ignore

law<TableCase>({
  task: '1.2',
  claim: 'at 0 they are ¼, 1 and, by convention, 0; far out the sigmoid and tanh are flat',
  points: 1,
  given: fc.constantFrom(...landmarks),
  examples: landmarks,
  draws: 0,
  show: showSlopeCase,
  got: slope,
  wanted: ({ wanted }) => wanted,
  why: 'The sigmoid and tanh are steepest at 0 and flat far out: learning slows down there. The ReLU has a kink at 0 and no slope: everyone agreed on 0.',
  look: 'katas/part1/README.md, "Their slopes".',
});

const recordedSlopes = recordedTable('derivative');

law<TableCase>({
  task: '1.2',
  claim: 'they give what PyTorch’s autograd gave',
  points: 1,
  given: fc.constantFrom(...recordedSlopes),
  examples: recordedSlopes,
  draws: 0,
  show: showSlopeCase,
  got: slope,
  wanted: ({ wanted }) => wanted,
  suspects: slopeSuspects,
  why: 'These 183 slopes were recorded from PyTorch, for x from −1000 to 1000.',
  look: 'katas/part1/README.md, "Their slopes".',
});
