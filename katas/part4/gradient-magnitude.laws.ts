import * as subject from '#kata/part4/gradient';
import { compare, exactly } from '#src/laws/compare';
import { mustCompute } from '#src/laws/definitions/at-work';
import {
  logitsOf,
  type GradientCase,
} from '#src/laws/definitions/gradient-descent/first-layer-gradient';
import {
  gradientCases,
  magnitudeByDefinition,
  magnitudeMistakes,
  quarterPixels,
  shownGradient,
} from '#src/laws/definitions/gradient-descent/first-layer-gradient-cases';
import { hasShape } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';
import {
  freeing,
  modelOf,
  setWeights,
  tensorCount,
  weightsOf,
  withBatch,
} from '#src/laws/tensors/models';
import type { Weights } from '#src/laws/tensors/model-spec';

const look = 'katas/part4/README.md, "The magnitude of a gradient".';

const cases = gradientCases(quarterPixels);

/**
 * Against float64. A float32 logit below 16, and the logarithm that is taken from it, are off by 2⁻²⁰ at
 * most, and so is a probability. Four of them go through weights of at most 1, and through three more, into
 * 20 weights of the first layer: √20 · 12 · 2⁻²⁰ is 5e-5.
 */
const float32 = { absolute: 1e-4, relative: 1e-4 };

/** Makes logits of hundreds. */
const LOUDER = 64;

const magnitude = (given: GradientCase): Promise<number> =>
  freeing(async () => {
    const model = await modelOf(given);
    return withBatch(given, async (images, labels) => {
      const got: unknown = await call(subject, 'gradientMagnitude', model, images, labels);
      hasShape(got, []);
      return got as number;
    });
  });

law<GradientCase>({
  task: '4.2',
  claim: 'it is the root of the sum of the squares of ∂loss/∂W, W the weights of the first layer',
  points: 2,
  given: cases,
  draws: 40,
  show: shownGradient,
  got: magnitude,
  wanted: magnitudeByDefinition,
  tolerance: float32,
  suspects: magnitudeMistakes,
  why: 'The gradient has an element for each weight of the layer. Its magnitude is its length as a vector, however many axes the weights have. `tf.variableGrads` gives the gradients by the names of the variables; the bias has one of its own.',
  look,
});

law<GradientCase>({
  task: '4.2',
  claim: 'a gradient a million times smaller than the weights is not lost',
  points: 1,
  given: cases.filter(hasLaterLayer).map((given) => withLast(given, 2 ** -20)),
  draws: 20,
  show: shownGradient,
  got: magnitude,
  wanted: magnitudeByDefinition,
  tolerance: { absolute: 2 ** -20 * float32.absolute, relative: 1e-4 }, // they are around 1e-6
  why: 'Behind many sigmoids gradients become this small. A step of SGD then changes a float32 weight by less than its last digit, so weights cannot tell; nor can numbers that were rounded. The gradient itself can.',
  look,
});

law<GradientCase>({
  task: '4.2',
  claim: 'logits of hundreds do not make it NaN',
  points: 1,
  given: cases.map((given) => withLast(given, LOUDER)).filter(isHopeless),
  draws: 15,
  show: shownGradient,
  got: magnitude,
  wanted: magnitudeByDefinition,
  tolerance: { absolute: LOUDER ** 2 * float32.absolute, relative: 1e-3 }, // logits, and so their digits, too
  why: 'Far from undecided, a softmax is 0 or 1 in float32, its logarithm −∞, and −∞ · 0 is NaN. `tf.losses.softmaxCrossEntropy` takes the logits, and the logarithm and the exponentials cancel before they can overflow.',
  look,
});

law<GradientCase>({
  task: '4.2',
  claim: 'the network is in training mode, as in a step',
  points: 1,
  given: cases.filter(
    (given) => given.layers[0].kind === 'flatten' && magnitudeByDefinition(given) > 0.01,
  ),
  draws: 8,
  show: shownGradient,
  async got(given) {
    const without = await magnitude(given);
    if (!(without > 0)) {
      throw new Unlawful(`without the dropout the magnitude must be above 0; got ${without}`);
    }
    const layers = [{ kind: 'flatten' }, { kind: 'blackout' }, ...given.layers.slice(1)] as const;
    return magnitude({ ...given, layers: [...layers] });
  },
  wanted: () => 0,
  tolerance: float32,
  suspects: [
    {
      says: 'Yours is the gradient in evaluation mode: `model.apply(images, { training: true })` is training mode.',
      as: magnitudeByDefinition,
    },
  ],
  why: 'This network has a dropout that drops everything before its first layer: in training mode that layer sees zeros, and the gradient of its weights is 0. The gradient that is wanted is the one that a step of training follows.',
  look,
});

law<GradientCase>({
  task: '4.2',
  claim: 'it is measured anew each time, changes no weight and leaves no tensor behind',
  points: 1,
  given: cases.filter(isFeltByHalving),
  draws: 8,
  show: shownGradient,
  check: (given) =>
    freeing(async () => {
      const model = await modelOf(given);
      await withBatch(given, async (images, labels) => {
        const measure = () => call(subject, 'gradientMagnitude', model, images, labels);
        const counts = [await tensorCount()];
        let first: unknown;
        for (let round = 0; round < 2; round++) {
          first = await measure();
          counts.push(await tensorCount());
          const freed = counts[round] - counts[round + 1];
          if (freed > 0) throw new Unlawful(`it frees ${tensors(freed)} that it did not make`);
        }
        const left = counts[2] - counts[1];
        if (left > 0) throw new Unlawful(`each call leaves ${tensors(left)} behind`);
        if (compare(await weightsOf(model), given.weights, exactly)) {
          throw new Unlawful('asking for the magnitude has changed the weights of the network');
        }
        const trained = withHalf(given);
        await setWeights(model, trained.weights);
        const got = await measure();
        mustCompute(first, got);
        const other = await modelOf(trained);
        const wanted = await call(subject, 'gradientMagnitude', other, images, labels);
        if (compare(got, wanted, float32)) {
          throw new Unlawful(
            `with all its weights halved, the network gives ${number(got)}, a new one with these weights ${number(wanted)}`,
          );
        }
      });
    }),
  why: 'The magnitude is asked for again and again in a training, of a network that changes. Measuring must not change what is measured, and a few tensors each time fill the memory: `tf.variableGrads` gives tensors that are yours to free, best by a `tf.tidy` around all of it.',
  look: 'katas/part4/README.md, "Tensors must be freed".',
});

const number = (value: number) => value.toPrecision(6);

const tensors = (count: number) => `${count} ${count === 1 ? 'tensor' : 'tensors'}`;

const halved = (weight: Weights): Weights =>
  weight.map((w) => (typeof w === 'number' ? w / 2 : halved(w))) as Weights;

const withHalf = (given: GradientCase): GradientCase => ({
  ...given,
  weights: given.weights.map(halved),
});

/** Whether the magnitude is another one with all weights halved. */
function isFeltByHalving(given: GradientCase): boolean {
  const [whole, half] = [given, withHalf(given)].map(magnitudeByDefinition);
  return Math.abs(whole - half) > 0.01;
}

function hasLaterLayer({ weights }: GradientCase): boolean {
  return weights.length > 2;
}

/** Whether a sample is so sure of a wrong class that e to that logit is infinite, and the right one’s share 0. */
function isHopeless(given: GradientCase): boolean {
  return logitsOf(given).some((row, n) => {
    const largest = Math.max(...row);
    return largest > 120 && largest - row[given.labels[n]] > 120;
  });
}

/** The weights of the last layer times a factor, and so all gradients before it. */
function withLast(given: GradientCase, factor: number): GradientCase {
  const last = given.weights.findLastIndex((weight) => Array.isArray(weight[0]));
  const weights = given.weights.map((weight, i): Weights =>
    i === last ? (weight as number[][]).map((row) => row.map((w) => w * factor)) : weight,
  );
  return { ...given, weights };
}
