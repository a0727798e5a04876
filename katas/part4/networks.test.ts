import fc from 'fast-check';
import * as subject from '#kata/part4/networks';
import { seeds } from '#src/laws/arbitraries';
import { compare } from '#src/laws/compare';
import {
  activatedCases,
  activatedLogits,
  activationMistakes,
  activationNames,
  type ActivatedCase,
  type ActivationName,
} from '#src/laws/definitions/activated-networks';
import { imagesOf, isBuiltAs, randomWeights } from '#src/laws/definitions/architecture-cases';
import {
  architectureNames,
  parameterCount,
  weightShapes,
  type ImageShape,
} from '#src/laws/definitions/architectures';
import {
  beginsApart,
  isKernel,
  lossOverAllLabels,
  UNDECIDED,
} from '#src/laws/definitions/initial-weights';
import { mean } from '#src/laws/definitions/softmax';
import { hasShape } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { make } from '#src/laws/subject';
import {
  freeing,
  logitsOf,
  outlineOf,
  owned,
  setWeights,
  weightsOf,
} from '#src/laws/tensors/models';

type Asked = Pick<ActivatedCase, 'name' | 'activation'> & Partial<ActivatedCase>;

const build = async ({ name, activation, ...options }: Asked) =>
  owned(await make(subject, 'buildNetwork', name, activation, options));

const look = 'katas/part4/README.md, "Nothing else changes".';

const names = fc.constantFrom(...architectureNames);
const activations = fc.constantFrom(...activationNames);
const everyPair = architectureNames.flatMap((name) =>
  activationNames.map((activation) => ({ name, activation })),
);

law({
  task: '4.1',
  claim: 'on CIFAR-10 each network has the weights of the table, with either activation',
  points: 1,
  given: fc.record({ name: names, activation: activations }),
  examples: everyPair,
  draws: 0,
  show: ({ name, activation }) => ({
    name,
    activation,
    'parameters of the table': parameterCount(weightShapes(name, [32, 32, 3], 10)),
  }),
  check: ({ name, activation }) =>
    freeing(async () => {
      const network = owned(await make(subject, 'buildNetwork', name, activation));
      isBuiltAs({ name, imageShape: [32, 32, 3], classes: 10 }, await outlineOf(network));
    }),
  why: 'An activation has no weights. Whichever it is, the layers around it have the shapes of part 3.',
  look: 'katas/part4/README.md, "The five networks".',
});

law<ActivatedCase>({
  task: '4.1',
  claim: 'the activation stands wherever the table has a ReLU, and nowhere else',
  points: 2,
  given: activatedCases,
  examples: everyPair.map((pair) => ({ ...pair, imageShape: [23, 22, 2], classes: 3, seed: 1 })),
  draws: 4,
  got: (given) =>
    freeing(async () => {
      const network = await build(given);
      isBuiltAs(given, await outlineOf(network));
      await setWeights(network, randomWeights(given));
      const images = imagesOf(given.imageShape, 2, given.seed);
      const logits = await logitsOf(network, images);
      hasShape(logits, [2, given.classes]);
      if (compare(await logitsOf(network, images, { training: true }), logits)) {
        throw new Unlawful(
          'in training mode the logits are others: no layer of the table does that',
        );
      }
      return logits;
    }),
  wanted: activatedLogits,
  tolerance: { absolute: 1e-3, relative: 1e-3 }, // float32 against float64, of logits around 1
  suspects: activationMistakes,
  why: 'ReLU gives max(0, x), the logistic sigmoid 1 / (1 + exp(−x)), for each number by itself. The weights are set by the law, so only the layers and their activations can differ.',
  look: 'katas/part4/README.md, "The five networks".',
});

law({
  task: '4.1',
  claim:
    'with the same seed, both activations begin with the same weights; the seed is 0 by default',
  points: 1,
  given: fc.record({ name: names, activation: activations, seed: seeds.filter(Boolean) }),
  examples: architectureNames.map((name) => ({ name, activation: 'sigmoid' as const, seed: 7 })),
  draws: 3,
  check: (given) =>
    freeing(async () => {
      const small = { imageShape: [22, 23, 1] as ImageShape, name: given.name };
      const { seed } = given;
      const weights = async (activation: ActivationName, options: { seed?: number }) =>
        weightsOf(await build({ ...small, activation, ...options }));
      const relu = await weights('relu', { seed });
      for (const [activation, says] of [
        ['relu', `two networks with the seed ${seed} begin with different weights`],
        ['sigmoid', `with the seed ${seed}, the two activations begin with different weights`],
      ] as const) {
        if (compare(await weights(activation, { seed }), relu, exactly)) throw new Unlawful(says);
      }
      const zero = await weights(given.activation, { seed: 0 });
      if (compare(await weights(given.activation, { seed: 0 }), zero, exactly)) {
        throw new Unlawful('two networks with the seed 0 begin with different weights');
      }
      if (compare(await weights(given.activation, {}), zero, exactly)) {
        throw new Unlawful('a network without a seed begins elsewhere than one with the seed 0');
      }
      const same = zero.findIndex((weight, i) => isKernel(weight) && !compare(weight, relu[i]));
      if (same !== -1) {
        throw new Unlawful(`kernel ${same} is the same with the seeds ${seed} and 0`);
      }
    }),
  why: 'Two trainings show what the activation does only if nothing else differs. So initial weights follow from the seed, and not from the activation.',
  look,
});

law({
  task: '4.1',
  claim: 'no two layers and no two units begin alike, and no two networks share their weights',
  points: 1,
  given: fc.record({ name: names, activation: activations, seed: seeds }),
  examples: architectureNames.map((name) => ({ name, activation: 'sigmoid' as const, seed: 0 })),
  draws: 0,
  check: ({ name, activation, seed }) =>
    freeing(async () => {
      const given = { name, seed, imageShape: [22, 22, 8] as ImageShape, classes: 10 };
      const network = await build({ ...given, activation });
      isBuiltAs(given, await outlineOf(network));
      const weights = await weightsOf(network);
      beginsApart(weights);
      const second = await build({ ...given, activation: 'relu' });
      const before = await weightsOf(second);
      await setWeights(network, randomWeights(given));
      if (compare(await weightsOf(second), before, exactly)) {
        throw new Unlawful('changing the weights of one network changes those of another one');
      }
    }),
  why: 'Units that begin alike get the same gradients and stay alike. And the two networks of a comparison are trained one after the other: what the first has learned must not be the start of the second.',
  look,
});

law({
  task: '4.1',
  claim:
    'fresh networks are undecided: their first loss is near the logarithm of the number of classes',
  points: 1,
  given: activatedCases.map(({ name: _, ...given }) => given),
  draws: 4,
  async check(given) {
    const { imageShape, classes, seed } = given;
    const images = imagesOf(imageShape, 10, seed);
    const losses: Record<string, number> = {};
    for (const name of architectureNames) {
      await freeing(async () => {
        const logits = await logitsOf(await build({ name, ...given }), images);
        hasShape(logits, [10, classes]);
        losses[name] = mean((logits as number[][]).map(lossOverAllLabels));
      });
    }
    const above = mean(Object.values(losses)) - Math.log(classes);
    if (above < UNDECIDED) return;
    throw new Unlawful(
      `on random images the loss of the five is ${above.toFixed(1)} above ${Math.log(classes).toFixed(2)}, the mean over all labels`,
      { losses },
    );
  },
  why: 'Weights of the right size give logits near 0, so every class gets about the probability 1 / classes, and −ln(1 / classes) is the loss: 2.303 for ten. Large initial weights would also push sigmoids to 0 and 1, where they have no slope.',
  look,
});

const exactly = { absolute: 0, relative: 0 };
