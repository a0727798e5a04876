import fc from 'fast-check';
import * as subject from '#kata/part3/networks';
import { seeds } from '#src/laws/arbitraries';
import {
  isBuiltAs,
  networkCases,
  type NetworkCase,
} from '#src/laws/definitions/architectures/cases';
import { logitsByDefinition } from '#src/laws/definitions/architectures/forward';
import { architectureMistakes } from '#src/laws/definitions/architectures/mistakes';
import {
  architectureNames,
  parameterCount,
  weightShapes,
} from '#src/laws/definitions/architectures/architectures';
import { beginsApart } from '#src/laws/definitions/architectures/initial-weights';
import { law } from '#src/laws/law';
import { make } from '#src/laws/subject';
import { freeing, outlineOf, owned, weightsOf } from '#src/laws/tensors/models';
import {
  areUndecided,
  followTheSeed,
  haveWeightsOfTheirOwn,
  logitsWithSetWeights,
} from '#src/laws/definitions/architectures/built-networks';

const build = async ({ name, ...options }: Partial<NetworkCase> & Pick<NetworkCase, 'name'>) =>
  owned(await make(subject, 'buildNetwork', name, options));

law({
  task: '3.1',
  claim: 'on CIFAR-10 each network has the weights of the table, and no others',
  points: 3,
  given: fc.constantFrom(...architectureNames),
  examples: architectureNames,
  draws: 0,
  show: (name) => ({
    name,
    'parameters of the table': parameterCount(weightShapes(name, [32, 32, 3], 10)),
  }),
  check: (name) =>
    freeing(async () => {
      const network = await owned(await make(subject, 'buildNetwork', name));
      isBuiltAs({ name, imageShape: [32, 32, 3], classes: 10 }, await outlineOf(network));
    }),
  why: 'The shape of a layer’s weights follows from what comes into it and what leaves it. A wrong width, kernel, stride, padding, order or bias changes a shape here or in a later layer.',
  look: 'katas/part3/README.md, "The five networks".',
});

law({
  task: '3.1',
  claim: 'other image sizes, channels and classes change the weights as they must',
  points: 2,
  given: networkCases,
  draws: 15,
  check: (given) =>
    freeing(async () => {
      isBuiltAs(given, await outlineOf(await build(given)));
    }),
  why: 'Nothing in an architecture is about 32×32×3: kernels take as many channels as there are, the first fully connected layer as many numbers as arrive there, the last one gives a logit for each class.',
  look: 'katas/part3/README.md, "The shape of what leaves a layer".',
});

law({
  task: '3.1',
  claim: 'the logits are those of the layers in their order',
  points: 4,
  given: networkCases,
  examples: architectureNames.map((name) => ({
    name,
    imageShape: [23, 24, 2] as [number, number, number],
    classes: 3,
    seed: 1,
  })),
  draws: 5,
  got: (given) => freeing(async () => logitsWithSetWeights(await build(given), given)),
  wanted: (given) => logitsByDefinition(given),
  tolerance: { absolute: 1e-3, relative: 1e-3 }, // float32 against float64, of logits around 1
  suspects: architectureMistakes,
  why: 'Each image goes through every layer of the table: a ReLU only where the table has one, the largest number of each 2×2 window, and no softmax at the end. The weights are set by the law, so only the layers can differ.',
  look: 'katas/part3/README.md, "The five networks".',
});

law({
  task: '3.1',
  claim: 'the seed decides the initial weights; left out, it is 0',
  points: 1,
  given: fc
    .record({ name: fc.constantFrom(...architectureNames), seed: seeds.filter(Boolean) })
    .map((given) => ({ ...given, imageShape: [22, 23, 1] as [number, number, number] })),
  examples: [
    { name: 'mlp_2' as const, seed: -1, imageShape: [22, 23, 1] as [number, number, number] },
  ],
  draws: 5,
  check: (given) =>
    freeing(async () => {
      const { seed, ...withoutSeed } = given;
      const weights = async (seed?: number) =>
        weightsOf(await build(seed === undefined ? withoutSeed : { ...withoutSeed, seed }));
      await followTheSeed(weights, seed);
    }),
  why: 'A training is repeated exactly only if it begins at the same weights. Initializers take a seed, `tf.initializers.glorotUniform({ seed })` for example; without one, and the normal ones of TensorFlow.js with the seed 0 too, they draw other weights each time.',
  look: 'katas/part3/README.md, "The initial weights".',
});

law({
  task: '3.1',
  claim: 'no two layers and no two units begin alike, and no two networks share their weights',
  points: 1,
  given: fc.record({
    name: fc.constantFrom(...architectureNames),
    seed: seeds,
  }),
  examples: architectureNames.flatMap((name) => [0, 5].map((seed) => ({ name, seed }))),
  draws: 0,
  check: ({ name, seed }) =>
    freeing(async () => {
      const given = {
        name,
        seed,
        imageShape: [22, 22, 8] as [number, number, number],
        classes: 10,
      };
      const network = await build(given);
      isBuiltAs(given, await outlineOf(network));
      beginsApart(await weightsOf(network));
      await haveWeightsOfTheirOwn(network, await build(given), given);
    }),
  why: 'Units that begin alike get the same gradients and stay alike: the layer has fewer than it seems. One seed for all layers draws the same numbers for every kernel of the same shape.',
  look: 'katas/part3/README.md, "The initial weights".',
});

law({
  task: '3.1',
  claim:
    'fresh networks are undecided: their first loss is near the logarithm of the number of classes',
  points: 1,
  given: networkCases.map(({ name: _, ...given }) => given),
  draws: 4,
  check: (given) => areUndecided((name) => build({ name, ...given }), given),
  why: 'Weights of the right size give logits near 0, so every class gets about the probability 1 / classes, and −ln(1 / classes) is the loss: 2.303 for ten. A first loss far above it says that the initial weights are too large.',
  look: 'katas/part3/README.md, "The initial weights".',
});
