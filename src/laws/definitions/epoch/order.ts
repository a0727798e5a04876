import fc from 'fast-check';
import { seeds } from '../../arbitraries.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import { freeing } from '../../tensors/models.ts';
import { dataOf, lossesOf, type OnePixelEach } from '../one-pixel-each.ts';
import { onePixelModel, type EpochDriver, type EpochLaw } from './driver.ts';

/** Enough samples that two random orders are never the same. */
const shuffled: fc.Arbitrary<OnePixelEach> = fc
  .record({ count: fc.integer({ min: 15, max: 18 }), seed: seeds })
  .map(({ count, seed }) => ({
    train: Array.from({ length: count }, (_, i) => i),
    validation: [count],
    batchSize: 1,
    classes: 3,
    learningRate: 0,
    seed,
  }));

/** Each epoch has a random order that the seed decides. */
export const orderOfItsOwn = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim: 'each epoch has an order of its own; the seed decides it',
  given: shuffled,
  draws: 5,
  show: ({ train, seed }) => ({ 'training samples': train.length, seed }),
  async check(given) {
    const orders: number[][] = [];
    for (const epoch of [0, 1, 2]) orders.push(await orderOf(given, epoch, run));
    const unshuffled = orders.findIndex((order) => isSame(order, given.train));
    if (unshuffled !== -1) {
      throw new Unlawful(`epoch ${unshuffled} goes through the samples as they lie`);
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
  },
  why: 'In a fixed order the same samples always meet in a batch and pull the weights in turn. `batches` shuffles when it is given a seed, another way for each epoch. The same seed and epoch must give the same order, or no result could be repeated.',
}); // prettier-ignore

/** Not only the batches change places. */
export const samplesChangeBatches = ({ train: run, ...text }: EpochLaw): LawSpec<OnePixelEach> => ({
  ...text,
  claim: 'samples change batches: it is not only the batches that change places',
  given: shuffled.map((given) => ({ ...given, batchSize: 3 })),
  draws: 4,
  show: ({ train, seed, batchSize }) => ({ 'training samples': train.length, seed, batchSize }),
  async check(given) {
    const first = (await lossCurve(given, 0, run)).toSorted((a, b) => a - b);
    const second = (await lossCurve(given, 1, run)).toSorted((a, b) => a - b);
    if (first.some((loss, i) => Math.abs(loss - second[i]) > 1e-5)) return;
    throw new Unlawful('two epochs have the same batches, in another order', {
      'losses of the batches, sorted': first,
    });
  },
  why: 'The gradient of a batch is as noisy as its samples are few. New company for every sample in each epoch averages that noise away.',
});

/** The samples of an epoch in the order of their use. With the rate 0 and batches of 1, losses tell. */
async function orderOf(given: OnePixelEach, epoch: number, run: EpochDriver): Promise<number[]> {
  const known = lossesOf(given);
  return (await lossCurve(given, epoch, run)).map((loss) => {
    const i = known.findIndex((value) => Math.abs(value - loss) < 1e-4);
    if (given.train.includes(i)) return i;
    throw new Unlawful(
      `with batches of one sample, a loss is that of a training sample before the step; got ${loss}`,
      { 'losses of the samples': known },
    );
  });
}

const lossCurve = (given: OnePixelEach, epoch: number, run: EpochDriver): Promise<number[]> =>
  freeing(async () => {
    const { train, validation, batchSize, seed } = given;
    const model = await onePixelModel(given);
    const options = { epoch, batchSize, every: 1, seed };
    const split = { train, validation };
    const records = await run({ model, learningRate: 0, data: dataOf(given), split, options });
    const steps = Math.ceil(train.length / batchSize);
    if (Array.isArray(records) && records.length === steps) return records.map(({ loss }) => loss);
    throw new Unlawful(`wanted a record for each of ${steps} steps`, { got: records });
  });

const isSame = (a: readonly number[], b: readonly number[]) => a.join() === b.join();
