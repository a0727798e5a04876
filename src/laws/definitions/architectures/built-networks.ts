import type { LayersModel } from '@tensorflow/tfjs';
import { compare, exactly } from '../../compare.ts';
import { hasShape } from '../../expectations.ts';
import { Unlawful } from '../../law.ts';
import type { Handle } from '../../subject-here.ts';
import { freeing, logitsOf, setWeights, weightsOf } from '../../tensors/models.ts';
import type { Weights } from '../../tensors/model-spec.ts';
import { imagesOf, randomWeights, type NetworkCase } from './cases.ts';
import { architectureNames, type ArchitectureName } from './architectures.ts';
import { isKernel, lossOverAllLabels, UNDECIDED } from './initial-weights.ts';
import { mean } from '../softmax/softmax.ts';

type Network = Handle<LayersModel>;

/**
 * The logits of two random images, with random weights that are set here.
 *
 * @throws {Unlawful} when they are others in training mode.
 */
export async function logitsWithSetWeights(network: Network, given: NetworkCase): Promise<unknown> {
  await setWeights(network, randomWeights(given));
  const images = imagesOf(given.imageShape, 2, given.seed);
  const logits = await logitsOf(network, images);
  hasShape(logits, [2, given.classes]);
  if (compare(await logitsOf(network, images, { training: true }), logits)) {
    throw new Unlawful('in training mode the logits are others: no layer of the table does that');
  }
  return logits;
}

/**
 * @param weights - builds a network with a seed, or without one, and gives its initial weights.
 * @param seed - any but 0.
 * @throws {Unlawful} unless the seed alone decides them, each kernel, and 0 is its default.
 */
export async function followTheSeed(
  weights: (seed?: number) => Promise<Weights[]>,
  seed: number,
): Promise<void> {
  const [zero, seeded] = [await weights(0), await weights(seed)];
  for (const [again, first] of [
    [0, zero],
    [seed, seeded],
  ] as const) {
    if (compare(await weights(again), first, exactly)) {
      throw new Unlawful(`two networks with the seed ${again} begin with different weights`);
    }
  }
  if (compare(await weights(), zero, exactly)) {
    throw new Unlawful('a network without a seed begins elsewhere than one with the seed 0');
  }
  const same = seeded.findIndex((weight, i) => isKernel(weight) && !compare(weight, zero[i]));
  if (same !== -1) throw new Unlawful(`kernel ${same} is the same with the seeds ${seed} and 0`);
}

/** @throws {Unlawful} when setting the weights of one network changes those of another one. */
export async function haveWeightsOfTheirOwn(
  network: Network,
  other: Network,
  given: NetworkCase,
): Promise<void> {
  const before = await weightsOf(other);
  await setWeights(network, randomWeights(given));
  if (compare(await weightsOf(other), before, exactly)) {
    throw new Unlawful('changing the weights of one network changes those of another one');
  }
}

/** @throws {Unlawful} unless the mean loss of the five, freshly built, is near the logarithm of the classes. */
export async function areUndecided(
  build: (name: ArchitectureName) => Promise<Network>,
  { imageShape, classes, seed }: Omit<NetworkCase, 'name'>,
): Promise<void> {
  const images = imagesOf(imageShape, 10, seed);
  const losses: Record<string, number> = {};
  for (const name of architectureNames) {
    await freeing(async () => {
      const logits = await logitsOf(await build(name), images);
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
}
