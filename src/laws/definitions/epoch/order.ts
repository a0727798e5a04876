import fc from 'fast-check';
import { seeds } from '../../arbitraries.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import { freeing } from '../../tensors/models.ts';
import { labelsOf, lossesOf, type OnePixelEach } from '../gradient-descent/one-pixel-each.ts';
import { lossCurve, type EpochDriver, type EpochLaw } from './driver.ts';

/** Enough samples that two random orders are never the same. */
const shuffled: fc.Arbitrary<OnePixelEach> = fc
  .record({ count: fc.integer({ min: 15, max: 18 }), seed: seeds })
  .map(({ count, seed }) => shuffledWith(count, seed));

function shuffledWith(count: number, seed: number): OnePixelEach {
  const train = Array.from({ length: count }, (_, i) => i);
  return { train, validation: [count], batchSize: 1, classes: 3, learningRate: 0, seed };
}

/** Each epoch has a random order that the seed decides. */
export const orderOfItsOwn = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim: 'each epoch has an order of its own; the seed decides it',
  given: shuffled,
  examples: [shuffledWith(16, 0)],
  draws: 2,
  show: ({ train, seed }) => ({ 'training samples': train.length, seed }),
  async check(given) {
    const orders: number[][] = [];
    for (const epoch of [0, 1, 2]) orders.push(await orderOf(given, epoch, run));
    const unshuffled = orders.findIndex((order) => isSame(order, given.train));
    if (unshuffled !== -1) {
      throw new Unlawful(`epoch ${unshuffled} goes through the samples as they lie`);
    }
    const even = orders.findIndex((order) => isEven(order));
    if (even !== -1) {
      const order = orders[even];
      throw new Unlawful(`epoch ${even} goes through the samples in equal steps`, { order });
    }
    for (const [a, b] of [[0, 1], [1, 2], [0, 2]]) {
      if (!isSame(orders[a], orders[b])) continue;
      throw new Unlawful(`epochs ${a} and ${b} have the same order`, { order: orders[a] });
    }
    if (!isSame(await orderOf(given, 1, run), orders[1])) {
      throw new Unlawful(`with the seed ${given.seed}, epoch 1 has another order each time`);
    }
    const other = { ...given, seed: given.seed + 1 };
    if (isSame(await orderOf(other, 0, run), orders[0])) {
      throw new Unlawful(`the seeds ${given.seed} and ${other.seed} give the same order`);
    }
    const [zero, none] = [{ ...given, seed: 0 }, withoutSeed(given)];
    if (!isSame(await orderOf(zero, 1, run), await orderOf(none, 1, run))) {
      throw new Unlawful('without a seed the order is another one than with the seed 0');
    }
    if (orders.every((order) => changesOfClass(given, order) < given.classes)) {
      throw new Unlawful('the samples come sorted by class', { order: orders[0] });
    }
  },
  why: 'In a fixed order the same samples always meet in a batch and pull the weights in turn. `batches` shuffles when it is given a seed, another way for each epoch. The same seed and epoch must give the same order, or no result could be repeated.',
}); // prettier-ignore

/** Not only the batches change places. */
export const samplesChangeBatches = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim: 'samples change batches: it is not only the batches that change places',
  given: shuffled.map((given) => ({ ...given, batchSize: 3 })),
  examples: [{ ...shuffledWith(15, 0), batchSize: 3 }],
  draws: 3,
  show: ({ train, seed, batchSize }) => ({ 'training samples': train.length, seed, batchSize }),
  async check(given) {
    const first = (await freeing(() => lossCurve(given, 0, run))).toSorted((a, b) => a - b);
    const second = (await freeing(() => lossCurve(given, 1, run))).toSorted((a, b) => a - b);
    if (first.some((loss, i) => Math.abs(loss - second[i]) > 1e-5)) return;
    throw new Unlawful('two epochs have the same batches, in another order', {
      'losses of the batches, sorted': first,
    });
  },
  why: 'The gradient of a batch is as noisy as its samples are few. New company for every sample in each epoch averages that noise away.',
});

/** The samples of an epoch in the order of their use. With the rate 0 and batches of 1, losses tell. */
async function orderOf(
  given: Omit<OnePixelEach, 'seed'> & { seed?: number },
  epoch: number,
  run: EpochDriver,
): Promise<number[]> {
  const known = lossesOf({ ...given, seed: given.seed ?? 0 });
  return (await freeing(() => lossCurve(given, epoch, run))).map((loss) => {
    const i = known.findIndex((value) => Math.abs(value - loss) < 1e-4);
    if (given.train.includes(i)) return i;
    throw new Unlawful(
      `with batches of one sample, a loss is that of a training sample before the step; got ${loss}`,
      { 'losses of the samples': known },
    );
  });
}

const isSame = (a: readonly number[], b: readonly number[]) => a.join() === b.join();

/**
 * Whether nearly every sample is as far from the one before it, counted round the end: as in an order that
 * is only rotated, turned round, or goes in strides. Fewer than one random order in a million is.
 */
function isEven(order: readonly number[]): boolean {
  const steps = order.slice(1).map((i, k) => (i - order[k] + order.length) % order.length);
  const commonest = Math.max(...steps.map((a) => steps.filter((b) => b === a).length));
  return commonest >= order.length - 4;
}

function withoutSeed(given: OnePixelEach): Omit<OnePixelEach, 'seed'> {
  const { seed: _, ...rest } = given;
  return rest;
}

/** How often the class changes from one sample to the next. */
function changesOfClass(given: OnePixelEach, order: readonly number[]): number {
  const labels = labelsOf(given);
  return order.filter((i, k) => k > 0 && labels[i] !== labels[order[k - 1]]).length;
}
