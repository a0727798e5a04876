import fc from 'fast-check';
import * as subject from '#kata/part5/network';
import { seeds } from '#src/laws/arbitraries';
import {
  imagesOf,
  isBuiltAs,
  networkCases,
  type NetworkCase,
} from '#src/laws/definitions/architectures/cases';
import {
  beginsApart,
  lossOverAllLabels,
  UNDECIDED,
} from '#src/laws/definitions/architectures/initial-weights';
import { mean } from '#src/laws/definitions/softmax/softmax';
import { describe } from '#src/laws/snapshot';
import { logitsByDefinition } from '#src/laws/definitions/architectures/forward';
import {
  architectureNames,
  type ArchitectureName,
} from '#src/laws/definitions/architectures/architectures';
import { law, Unlawful } from '#src/laws/law';
import { callAtOnce, make } from '#src/laws/subject';
import { freeing, logitsOf, outlineOf, owned, weightsOf } from '#src/laws/tensors/models';
import {
  followTheSeed,
  logitsWithSetWeights,
} from '#src/laws/definitions/architectures/built-networks';

type SizeCase = Omit<NetworkCase, 'name'>;

const sizes: fc.Arbitrary<SizeCase> = networkCases.map(({ name: _, ...given }) => given);

const build = async (options: Partial<SizeCase>) =>
  owned(await make(subject, 'buildNetwork', options));

/** The subject's choice. @throws {Unlawful} when it is none of the four. */
async function chosen(): Promise<ArchitectureName> {
  const name: unknown = await callAtOnce(subject, 'favourite');
  const known = architectureNames.filter((other) => other !== 'mlp_1');
  const found = known.find((other) => other === name);
  if (found !== undefined) return found;
  throw new Unlawful(`favourite is one of ${known.join(', ')}; got ${describe(name)}`);
}

const look = 'katas/part5/README.md, "Your network".';

law({
  task: '5.1',
  claim: 'it has the weights of the architecture that it is named after',
  points: 1,
  given: sizes,
  examples: [{ imageShape: [32, 32, 3] as [number, number, number], classes: 10, seed: 0 }],
  draws: 5,
  check: (given) =>
    freeing(async () => {
      const name = await chosen();
      isBuiltAs({ name, ...given }, await outlineOf(await build(given)));
      const cifar10 = { name, imageShape: [32, 32, 3] as [number, number, number], classes: 10 };
      isBuiltAs(cifar10, await outlineOf(await owned(await make(subject, 'buildNetwork'))));
    }),
  why: 'What is said of a network’s learning rate is said of this network. The shape of each layer’s weights follows from what comes into it and what leaves it.',
  look,
});

law<SizeCase>({
  task: '5.1',
  claim: 'the logits are those of its layers in their order',
  points: 2,
  given: sizes,
  draws: 4,
  got: (given) =>
    freeing(async () => {
      const name = await chosen();
      return logitsWithSetWeights(await build(given), { name, ...given });
    }),
  wanted: async (given) => logitsByDefinition({ name: await chosen(), ...given }),
  tolerance: { absolute: 1e-3, relative: 1e-3 }, // float32 against float64, of logits around 1
  why: 'Each image goes through every layer of part 3’s table: a ReLU only where the table has one, the largest number of each 2×2 window, and no softmax at the end.',
  look,
});

law({
  task: '5.1',
  claim: 'it begins at random weights of the right size, which the seed decides',
  points: 1,
  given: seeds.filter(Boolean),
  draws: 4,
  show: (seed) => ({ seed }),
  check: (seed) =>
    freeing(async () => {
      const size = { imageShape: [22, 23, 8] as [number, number, number], classes: 10 };
      const weights = async (seed?: number) =>
        weightsOf(await build(seed === undefined ? size : { ...size, seed }));
      await followTheSeed(weights, seed);
      beginsApart(await weights(0));
      beginsApart(await weights(seed));
      const losses: number[] = [];
      for (const next of [0, 1, 2, 3]) {
        await freeing(async () => {
          const network = await build({ ...size, seed: (seed + next) | 0 });
          const logits = await logitsOf(network, imagesOf(size.imageShape, 10, seed));
          losses.push(...(logits as number[][]).map(lossOverAllLabels));
        });
      }
      const above = mean(losses) - Math.log(size.classes);
      if (above < UNDECIDED) return;
      throw new Unlawful(
        `on random images the loss is ${above.toFixed(1)} above ${Math.log(size.classes).toFixed(2)}, the mean over all labels: the initial weights are too large`,
      );
    }),
  why: 'Three trainings that differ in their learning rate alone must begin at the same weights: else nobody knows what made the difference. As in part 3, no two units begin alike, and the first loss is near ln(10).',
  look,
});
