import fc from 'fast-check';
import * as subject from '#kata/part4/networks';
import { seeds } from '#src/laws/arbitraries';
import { compare, exactly } from '#src/laws/compare';
import {
  activatedCases,
  activatedLogits,
  activationMistakes,
  activationNames,
  type ActivatedCase,
  type ActivationName,
} from '#src/laws/definitions/architectures/activated-networks';
import { isBuiltAs } from '#src/laws/definitions/architectures/cases';
import {
  architectureNames,
  parameterCount,
  weightShapes,
  type ImageShape,
} from '#src/laws/definitions/architectures/architectures';
import { beginsApart } from '#src/laws/definitions/architectures/initial-weights';
import { law, Unlawful } from '#src/laws/law';
import { make } from '#src/laws/subject';
import { freeing, outlineOf, owned, weightsOf } from '#src/laws/tensors/models';
import {
  areUndecided,
  followTheSeed,
  haveWeightsOfTheirOwn,
  logitsWithSetWeights,
} from '#src/laws/definitions/architectures/built-networks';

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
      const network = await owned(await make(subject, 'buildNetwork', name, activation));
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
      return logitsWithSetWeights(network, given);
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
      const weights = async (activation: ActivationName, seed?: number) =>
        weightsOf(await build({ ...small, activation, ...(seed === undefined ? {} : { seed }) }));
      const { activation, seed } = given;
      await followTheSeed((seed) => weights(activation, seed), seed);
      if (compare(await weights('sigmoid', seed), await weights('relu', seed), exactly)) {
        throw new Unlawful(
          `with the seed ${seed}, the two activations begin with different weights`,
        );
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
      beginsApart(await weightsOf(network));
      await haveWeightsOfTheirOwn(network, await build({ ...given, activation: 'relu' }), given);
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
  check: (given) => areUndecided((name) => build({ name, ...given }), given),
  why: 'Weights of the right size give logits near 0, so every class gets about the probability 1 / classes, and −ln(1 / classes) is the loss: 2.303 for ten. Large initial weights would also push sigmoids to 0 and 1, where they have no slope.',
  look,
});
