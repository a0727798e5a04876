import { type Batch, batches, epochOrder, gather } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { trainEpoch } from '../../../solutions/part3/train.ts';
import { named as wrong, training, type Changes, type Settings } from './epochs.ts';

/** Cuts an order into batches. */
const cut = (data: LabelledImages, order: number[], size: number): Batch[] =>
  Array.from({ length: Math.ceil(order.length / size) }, (_, k) =>
    gather(data, Uint32Array.from(order.slice(k * size, (k + 1) * size))),
  );

/** Another order of the indices, cut into batches in the right way. */
const ordered = (orderOf: (indices: number[], settings: Settings) => number[]): Changes => ({
  batches: (data, indices, settings) =>
    cut(data, orderOf([...indices], settings), settings.batchSize),
});

const shuffled = (list: number[], seed: number) =>
  seededRandom(seed)
    .permutation(list.length)
    .map((k) => list[k]);

const anySeed = () => Math.floor(Math.random() * 2 ** 31);

const right = (indices: number[], { seed, epoch }: Settings) => [
  ...epochOrder(indices, seed, epoch),
];

/** The order is not random, or is not what seed and epoch make it. */
export const wrongOrders = [
  wrong(
    'not shuffled',
    ordered((indices) => indices),
  ),
  wrong(
    'the same order in every epoch',
    ordered((indices, { seed }) => shuffled(indices, seed)),
  ),
  wrong(
    'the seed is ignored',
    ordered((indices, { epoch }) => shuffled(indices, epoch)),
  ),
  wrong(
    'Math.random shuffles',
    ordered((indices) => shuffled(indices, anySeed())),
  ),
  wrong(
    'the order is only rotated, further by each seed and epoch',
    ordered((indices, { seed, epoch }) =>
      indices.map((_, k) => indices[(k + (seed >>> 0) + epoch + 1) % indices.length]),
    ),
  ),
  wrong(
    'every other sample, then the rest, from a place that seed and epoch choose',
    ordered((indices, { seed, epoch }) => {
      const halves = [0, 1].flatMap((half) => indices.filter((_, k) => k % 2 === half));
      return halves.map((_, k) => halves[(k + (seed >>> 0) + epoch + 1) % halves.length]);
    }),
  ),
  wrong(
    'each epoch shuffles what the last one has shuffled',
    (model, optimizer, data, split, options) => {
      const { seed = 0, epoch = 0 } = options ?? {};
      const order = shuffled(split.train, seed + epoch);
      order.forEach((i, k) => (split.train[k] = i));
      return training({ batches: (all, indices, { batchSize }) => cut(all, indices, batchSize) })(
        model,
        optimizer,
        data,
        split,
        options,
      );
    },
  ),
  wrong(
    'seed times epoch: with the seed 0 all epochs are alike',
    ordered((indices, { seed, epoch }) => shuffled(indices, seed * (epoch + 1))),
  ),
  wrong('Math.random where no seed is given', (model, optimizer, data, split, options) =>
    trainEpoch(model, optimizer, data, split, { seed: anySeed(), ...options }),
  ),
  wrong('the batches are shuffled, not the samples', {
    batches: (data, indices, { batchSize, seed, epoch }) => {
      const all = cut(data, indices, batchSize);
      return [...epochOrder(all.keys(), seed, epoch)].map((k) => all[k]);
    },
  }),
  wrong('sorted by class', {
    batches: (data, indices, settings) => {
      const order = right(indices, settings).sort((a, b) => data.labels[a] - data.labels[b]);
      return cut(data, order, settings.batchSize);
    },
  }),
];

/** Samples are left out, used more than once, or batches have other sizes. */
export const wrongBatches = [
  wrong(
    'with replacement',
    ordered((indices, { seed, epoch }) => {
      const random = seededRandom(seed * 1000 + epoch);
      return indices.map(() => indices[random.integer(indices.length)]);
    }),
  ),
  wrong('the last, smaller batch is dropped', {
    batches: (data, indices, { batchSize, seed, epoch }) =>
      batches(data, { indices, batchSize, seed, epoch, last: 'drop' }),
  }),
  wrong('a last batch of one sample is dropped', {
    batches: (data, indices, settings) =>
      cut(data, right(indices, settings), settings.batchSize).filter(
        ({ size }) => size > 1 || settings.batchSize === 1,
      ),
  }),
  wrong('the last batch is filled up with the first samples', {
    batches: (data, indices, settings) => {
      const order = right(indices, settings);
      const missing = -order.length % settings.batchSize;
      const filled = [
        ...order,
        ...order.slice(0, missing === 0 ? 0 : settings.batchSize + missing),
      ];
      return cut(data, filled, settings.batchSize);
    },
  }),
  wrong('what is left joins the last full batch', {
    batches: (data, indices, settings) => {
      const all = cut(data, right(indices, settings), settings.batchSize);
      const rest = all.at(-1)!;
      if (all.length === 1 || rest.size === settings.batchSize) return all;
      const joined = Uint32Array.from([...all.at(-2)!.indices, ...rest.indices]);
      return [...all.slice(0, -2), gather(data, joined)];
    },
  }),
  wrong('batches of the same size, about', {
    batches: (data, indices, settings) => {
      const count = Math.ceil(indices.length / settings.batchSize);
      const order = right(indices, settings);
      return Array.from({ length: count }, (_, k) =>
        gather(
          data,
          Uint32Array.from(
            order.slice(
              Math.round((k * order.length) / count),
              Math.round(((k + 1) * order.length) / count),
            ),
          ),
        ),
      );
    },
  }),
  wrong('the smaller batch comes first', {
    batches: (data, indices, settings) =>
      cut(data, right(indices, settings), settings.batchSize).toReversed(),
  }),
  wrong('always batches of 50', { settings: (settings) => ({ ...settings, batchSize: 50 }) }),
  wrong('batches of 32 where nothing is said', (model, optimizer, data, split, options) =>
    trainEpoch(model, optimizer, data, split, { batchSize: 32, ...options }),
  ),
  wrong('one sample for each step, whatever the batch size', {
    batches: (data, indices, settings) => cut(data, right(indices, settings), 1),
  }),
  wrong('all samples in one batch', {
    batches: (data, indices, settings) => cut(data, right(indices, settings), indices.length),
  }),
  wrong(
    'the index 0 is taken for none',
    ordered((indices, settings) => right(indices, settings).filter(Boolean)),
  ),
  wrong(
    'every sample twice',
    ordered((indices, settings) => right(indices, settings).flatMap((i) => [i, i])),
  ),
  wrong('as many epochs as the number of the epoch says', {
    batches: (data, indices, settings) =>
      Array.from({ length: settings.epoch + 1 }, (_, epoch) =>
        cut(data, right(indices, { ...settings, epoch }), settings.batchSize),
      ).flat(),
  }),
];
