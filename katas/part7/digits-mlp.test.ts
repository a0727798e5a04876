import fc from 'fast-check';
import * as subject from '#kata/part7/digits-mlp';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import {
  digitsCases,
  digitsExamples,
  optionsOf,
  shownDigits,
  stepMistakes,
  type DigitsCase,
} from '#src/laws/definitions/digits/cases';
import {
  accuracyOf,
  classesOf,
  lossOf,
  outputsOf,
  stepsOf,
  type Weights,
} from '#src/laws/definitions/digits/two-layers';
import { hasShape, isUntouched } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { tensorCount } from '#src/laws/tensors/models';

const look = 'katas/part7/README.md, "Mean squared error".';
const startLook = 'katas/part7/README.md, "The starting weights".';
const networkLook = 'katas/part7/README.md, "A network on digits".';

/** Float32 against float64, over a few steps. */
const rounded = { absolute: 1e-4, relative: 1e-4 };

interface StartCase {
  sizes: [inputs: number, hidden: number, classes: number];
  seed: number;
}

law<StartCase>({
  task: '7.1',
  claim: 'starting weights fill [−1/√n, 1/√n) evenly, n the values that come in; biases are 0',
  points: 1,
  given: fc.record({
    sizes: fc.tuple(fc.constantFrom(64, 50, 81), fc.constantFrom(20, 45), fc.constantFrom(10, 12)),
    seed: seeds,
  }),
  examples: [{ sizes: [64, 32, 10], seed: 0 }],
  draws: 10,
  async check({ sizes, seed }) {
    const [inputs, hidden, classes] = sizes;
    const weights = await call(subject, 'initialWeights', sizes, seed);
    hasShape(weights.hiddenWeight, [inputs, hidden]);
    hasShape(weights.hiddenBias, [hidden]);
    hasShape(weights.outputWeight, [hidden, classes]);
    hasShape(weights.outputBias, [classes]);
    const biases = [...weights.hiddenBias, ...weights.outputBias];
    if (biases.some((bias) => bias !== 0))
      throw new Unlawful('a bias does not begin at 0', { biases });
    isEvenlyDrawn('hiddenWeight', weights.hiddenWeight);
    isEvenlyDrawn('outputWeight', weights.outputWeight);
  },
  why: 'A unit adds up n products. With weights around 0 of size 1/√n the sum is of a size at which a sigmoid still has a slope, whatever n is.',
  look: startLook,
});

/** @throws {Unlawful} unless these look drawn from [−1/√n, 1/√n). A right program fails once in 10^9 draws at most. */
function isEvenlyDrawn(name: string, rows: readonly number[][]): void {
  const bound = 1 / Math.sqrt(rows.length);
  const numbers = rows.flat().map((weight) => weight / bound);
  const outside = numbers.find((number) => !(number >= -1 && number < 1));
  if (outside !== undefined) {
    throw new Unlawful(
      `${name} has ${rows.length} rows, and with them a bound of ${bound.toFixed(4)}; it holds ${outside * bound}`,
    );
  }
  // 200 numbers or more: the standard error of a mean of evenly drawn ones is at most 0.58/√200 = 0.041.
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const square = numbers.reduce((a, b) => a + b * b, 0) / numbers.length;
  const error = 6.5 / Math.sqrt(numbers.length);
  if (Math.abs(mean) > error * 0.577 || Math.abs(square - 1 / 3) > error * 0.298) {
    throw new Unlawful(
      `${name} is not drawn evenly from −${bound.toFixed(4)} to ${bound.toFixed(4)}: the mean is ${(mean * bound).toFixed(4)}, the mean square ${(square * bound ** 2).toExponential(2)} (wanted about 0 and ${(bound ** 2 / 3).toExponential(2)})`,
    );
  }
  if (new Set(numbers).size < 0.98 * numbers.length) {
    throw new Unlawful(`many weights of ${name} are the same`);
  }
}

law<{ seed: number }>({
  task: '7.1',
  claim: 'the seed decides the starting weights; left out, it is 0',
  points: 1,
  given: fc.record({ seed: seeds.filter(Boolean) }),
  examples: [{ seed: 1 }, { seed: -1 }],
  draws: 10,
  async check({ seed }) {
    const sizes: [number, number, number] = [9, 9, 9];
    const first = await call(subject, 'initialWeights', sizes, seed);
    const again = await call(subject, 'initialWeights', sizes, seed);
    if (compare(again, first, exactly)) {
      throw new Unlawful(`the seed ${seed} gives other weights the second time`);
    }
    const zero = await call(subject, 'initialWeights', sizes, 0);
    if (compare(await call(subject, 'initialWeights', sizes), zero, exactly)) {
      throw new Unlawful('without a seed the weights are not those of the seed 0');
    }
    hasShape(zero.hiddenWeight, [9, 9]);
    for (const name of ['hiddenWeight', 'outputWeight'] as const) {
      if (!compare(first[name], zero[name])) {
        throw new Unlawful(`${name} is the same with the seeds ${seed} and 0`);
      }
    }
    if (!compare(first.hiddenWeight, first.outputWeight)) {
      throw new Unlawful(
        'both layers begin with the same numbers: one generator draws all of them',
      );
    }
  },
  why: 'A training is repeated exactly only if it begins at the same weights; and a second training says something only if it begins at others.',
  look: startLook,
});

const trained = (given: DigitsCase, options: object = {}) =>
  call(subject, 'train', given.weights, given.samples, { ...optionsOf(given), ...options });

law<DigitsCase>({
  task: '7.1',
  claim: 'each step moves every weight and bias against its gradient, times the learning rate',
  points: 2,
  given: digitsCases,
  examples: digitsExamples,
  draws: 30,
  show: shownDigits,
  got: async (given) => (await trained(given)).weights,
  wanted: (given) => stepsOf(given.weights, given.samples, given),
  tolerance: rounded,
  suspects: stepMistakes,
  why: 'The gradients follow from the chain rule: through the square, the sigmoid of the output, its weights, the sigmoid of the hidden layer. All of them are those at the weights before the step, and of all samples at once.',
  look,
});

/** After how many steps there are points. */
const pointsOf = ({ iterations, every }: DigitsCase): number[] =>
  Array.from({ length: iterations + 1 }, (_, i) => i).filter(
    (step) => step % every === 0 || step === iterations,
  );

/** The curves of a training that goes through these states. */
const curvesThrough = (given: DigitsCase, states: readonly Weights[]) => ({
  iterations: pointsOf(given),
  losses: states.map((state) => lossOf(state, given.samples)),
  accuracies: states.map((state) => accuracyOf(state, given.samples)),
  testAccuracies: states.map((state) => accuracyOf(state, given.test)),
});

/** The curves by the definition. */
const curvesOf = (given: DigitsCase) =>
  curvesThrough(
    given,
    pointsOf(given).map((iterations) =>
      stepsOf(given.weights, given.samples, { ...given, iterations }),
    ),
  );

/** Whether no two outputs of any image are so near each other that rounding decides which is larger. */
function isClear(given: DigitsCase): boolean {
  const images = [...given.samples.images, ...given.test.images];
  return Array.from({ length: given.iterations + 1 }, (_, i) => i).every((step) => {
    const state = stepsOf(given.weights, given.samples, { ...given, iterations: step });
    return outputsOf(state, images).every((row) => {
      const [first, second] = row.toSorted((a, b) => b - a);
      return first - second > 1e-3;
    });
  });
}

const clearCases = digitsCases.filter(isClear);

law<DigitsCase>({
  task: '7.1',
  claim:
    'the curves have loss and accuracies before the first step, every so often, and after the last',
  points: 1,
  given: clearCases,
  examples: digitsExamples.filter(isClear),
  draws: 30,
  show: (given) => ({ ...shownDigits(given), test: given.test }),
  async got(given) {
    const { weights: _, ...curves } = await trained(given, { test: given.test });
    return curves;
  },
  // Of the subject's own states: whether its steps are right is for another law to say.
  async wanted(given) {
    const states: Weights[] = [];
    for (const iterations of pointsOf(given)) {
      states.push(
        iterations === 0 ? given.weights : (await trained({ ...given, iterations })).weights,
      );
    }
    return curvesThrough(given, states);
  },
  tolerance: rounded,
  suspects: [
    {
      says: 'Yours has no point before the first step.',
      as: (given) =>
        Object.fromEntries(Object.entries(curvesOf(given)).map(([name, all]) => [name, all.slice(1)])), // prettier-ignore
    },
    {
      says: 'Your accuracies are percentages: wanted are fractions, from 0 to 1.',
      as: (given) => {
        const curves = curvesOf(given);
        const percent = (list: number[]) => list.map((value) => 100 * value);
        return {
          ...curves,
          accuracies: percent(curves.accuracies),
          testAccuracies: percent(curves.testAccuracies),
        };
      },
    },
    {
      says: 'Your loss is the mean over all outputs: add the squared errors of a sample up.',
      as: (given) => {
        const curves = curvesOf(given);
        const classes = given.weights.outputBias.length;
        return { ...curves, losses: curves.losses.map((loss) => loss / classes) };
      },
    },
    {
      says: 'Your test accuracies are those of the training samples.',
      as: (given) => {
        const curves = curvesOf(given);
        return { ...curves, testAccuracies: curves.accuracies };
      },
    },
  ],
  why: 'A curve begins where the training does, and its last point belongs to the weights that come back. Where `iterations` is no multiple of `every`, that is a point of its own.',
  look: networkLook,
});

law<DigitsCase>({
  task: '7.1',
  claim: 'an image is of the class whose output is largest',
  points: 1,
  given: clearCases,
  examples: digitsExamples.filter(isClear),
  draws: 30,
  show: ({ weights, test }) => ({ ...weights, images: test.images }),
  async got({ weights, test }) {
    const before = structuredClone({ weights, images: test.images });
    const tensors = await tensorCount();
    const classes = await call(subject, 'classify', weights, test.images);
    isUntouched('weights', before.weights, weights);
    isUntouched('images', before.images, test.images);
    const left = (await tensorCount()) - tensors;
    if (left !== 0) throw new Unlawful(`\`classify\` leaves ${left} tensors behind`);
    return classes;
  },
  wanted: ({ weights, test }) => classesOf(outputsOf(weights, test.images)),
  tolerance: exactly,
  suspects: [
    {
      says: 'Yours is the class whose output is smallest.',
      as: ({ weights, test }) =>
        outputsOf(weights, test.images).map((row) => row.indexOf(Math.min(...row))),
    },
    {
      says: 'Yours counts classes from 1: the first is 0.',
      as: ({ weights, test }) => classesOf(outputsOf(weights, test.images)).map((c) => c + 1),
    },
  ],
  why: 'Targets are 1 for the class and 0 for the others, so the output nearest to 1 is the answer. The sigmoid changes no order.',
  look: networkLook,
});

law<DigitsCase>({
  task: '7.1',
  claim:
    'without `test` nothing is tested; nothing given is changed, nothing left behind, and all can be repeated',
  points: 1,
  given: digitsCases,
  examples: [{ ...digitsExamples[0], every: 100 }],
  draws: 8,
  show: shownDigits,
  async check(given) {
    const { weights, samples, test, iterations, every } = given;
    const before = structuredClone({ weights, samples, test });
    const first = await trained(given);
    const { testAccuracies, iterations: points } = first;
    if (compare({ testAccuracies, points }, { testAccuracies: [], points: pointsOf(given) })) {
      throw new Unlawful('without test samples the curves are not what they should be', {
        got: { iterations: points, testAccuracies },
      });
    }
    hasShape(first.weights.hiddenWeight, [weights.hiddenWeight.length, weights.hiddenBias.length]);
    const moved = [...first.weights.hiddenWeight.flat(), ...first.weights.outputBias];
    if (!moved.every(Number.isFinite) || !compare(first.weights, weights, { absolute: 1e-7 })) {
      throw new Unlawful('this law counts only for a training that moves the weights', {
        got: first.weights,
      });
    }
    await trained(given, { test });
    const tensors = await tensorCount();
    if (compare(await trained(given), first, exactly)) {
      throw new Unlawful('the same training again ends otherwise');
    }
    await trained(given, { test });
    isUntouched('weights', before.weights, weights);
    isUntouched('samples', before.samples, samples);
    isUntouched('test', before.test, test);
    const left = (await tensorCount()) - tensors;
    if (left === 0) return;
    throw new Unlawful(
      left > 0
        ? `two trainings of ${iterations} steps with a point every ${every} leave ${left} tensors behind`
        : `a training frees ${-left} tensors that are not its own`,
    );
  },
  why: 'A tensor’s memory is not freed by itself, and 5000 steps make many. The weights that are given may begin another training.',
  look: networkLook,
});
