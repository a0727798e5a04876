import * as subject from '#kata/part4/gradient';
import { compare } from '#src/laws/compare';
import { mustCompute } from '#src/laws/definitions/at-work';
import {
  gradientCases,
  magnitudeByDefinition,
  quarterPixels,
  shownGradient,
} from '#src/laws/definitions/gradient-descent/first-layer-gradient-cases';
import {
  gradientsOf,
  type GradientCase,
} from '#src/laws/definitions/gradient-descent/first-layer-gradient';
import {
  magnitudeByWeights,
  misfits,
  weightStepMistakes,
  weightSteps,
  type Nested,
} from '#src/laws/definitions/gradient-descent/weight-steps';
import { hasShape, isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call, callAtOnce } from '#src/laws/subject';
import { freeing, modelOf, withBatch } from '#src/laws/tensors/models';

const look = 'katas/part4/README.md, "From two consecutive weights".';

law({
  task: '4.3',
  claim: 'it is the length of the step, ‖before − after‖, divided by the learning rate',
  points: 2,
  given: weightSteps,
  examples: [
    { before: [3, 5], after: [0, 1], learningRate: 0.5 },
    { before: [NaN, 1], after: [0, 1], learningRate: 0.5 }, // a diverged training
  ],
  draws: 150,
  async got(given) {
    const [before, after] = [structuredClone(given.before), structuredClone(given.after)];
    const magnitude = await callAtOnce(
      subject,
      'magnitudeFromWeights',
      before,
      after,
      given.learningRate,
    );
    isUntouched('before', given.before, before);
    isUntouched('after', given.after, after);
    return magnitude;
  },
  wanted: magnitudeByWeights,
  tolerance: { absolute: 1e-6, relative: 1e-5 }, // tensors, in float32, will do
  suspects: weightStepMistakes,
  why: 'Plain SGD steps by learningRate · gradient, against it: after = before − learningRate · gradient. So the gradient is (before − after) / learningRate, and its magnitude has all elements in it, however deep they are nested.',
  look,
});

law({
  task: '4.3',
  claim:
    'weights of different shapes, and a rate that is not above 0, are refused with the numbers',
  points: 1,
  given: misfits,
  draws: 60,
  show: ({ before, after, learningRate }) => ({ before, after, learningRate }),
  async check({ before, after, learningRate, numbers }) {
    const weights = [4, ...numbers];
    const fromStepToZero = (rate: number) =>
      callAtOnce(subject, 'magnitudeFromWeights', [...weights], weights.map(() => 0), rate); // prettier-ignore
    mustCompute(await fromStepToZero(0.5), await fromStepToZero(0.25));
    await refuses(callAtOnce(subject, 'magnitudeFromWeights', before, after, learningRate), numbers); // prettier-ignore
  },
  why: 'Weights of two shapes are those of two networks, or of two layers: what would be their difference? Without a step, at the rate 0, the weights say nothing about the gradient.',
  look: 'katas/part4/README.md, "Errors".',
});

/** A network, a batch and one step of SGD on it. */
interface Step extends GradientCase {
  learningRate: number;
}

law<Step>({
  task: '4.3',
  claim: 'both ways agree: the gradient’s magnitude is the step’s length over the rate',
  points: 1,
  given: gradientCases(quarterPixels)
    .filter((given) => magnitudeByDefinition(given) > 0.01)
    .map((given) => ({ ...given, learningRate: 0.5 })),
  draws: 20,
  show: (given) => ({ ...shownGradient(given), learningRate: given.learningRate }),
  async check(given) {
    const { learningRate } = given;
    const [before, after] = weightsAround(given);
    const atRate = (rate: number) =>
      callAtOnce(subject, 'magnitudeFromWeights', structuredClone(before), structuredClone(after), rate); // prettier-ignore
    const fromWeights = await atRate(learningRate);
    mustCompute(fromWeights, await atRate(learningRate / 2));
    const fromGradient = await freeing(async () => {
      const model = await modelOf(given);
      return withBatch(given, (images, labels) =>
        call(subject, 'gradientMagnitude', model, images, labels),
      );
    });
    hasShape(fromGradient, []);
    if (!compare(fromWeights, fromGradient, tolerance)) return;
    throw new Unlawful(
      `magnitudeFromWeights says ${number(fromWeights)}, and gradientMagnitude ${number(fromGradient)}; they are one number`,
      { 'by the definition': magnitudeByDefinition(given) },
    );
  },
  why: 'The weights are those before and after w − learningRate · ∂loss/∂w on this very batch, so one number is asked for in two ways. They differ by rounding alone: a float32 weight is off by up to 1/2²⁴ of itself, and dividing by a small rate makes that larger.',
  look,
});

const number = (value: number) => value.toPrecision(6);

/**
 * At most 24 weights in the first layer, around 1 and so off by 2⁻²⁴ at most: √24 · 2⁻²⁴ / 0.5 is 6e-7. The gradient itself is as exact as in its own law.
 */
const tolerance = { absolute: 1e-4, relative: 1e-4 };

/** The first layer's weights before and after the step, as float32 keeps them. */
function weightsAround(given: Step): [before: Nested, after: Nested] {
  const before = given.weights[0] as Nested;
  const gradient = gradientsOf(given)[0].values();
  const moved = (weights: Nested): Nested =>
    weights.map((w) =>
      typeof w === 'number'
        ? Math.fround(w - given.learningRate * gradient.next().value!)
        : moved(w),
    );
  return [before, moved(before)];
}
