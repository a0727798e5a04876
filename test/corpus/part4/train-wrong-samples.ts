import { trainEpoch } from '../../../solutions/part4/train.ts';
import { seededRandom } from '../../../src/common/random.ts';
import { cut, training as wrong, type Options } from './trainer.ts';

const shuffled = (indices: readonly number[], { seed, epoch }: Options, extra = 1) =>
  seededRandom(Math.imul(seed, 7919) ^ Math.imul(epoch + extra, 0x9e3779b1))
    .permutation(indices.length)
    .map((k) => indices[k]);

export const wrongSamples = [
  wrong('the last, smaller batch is dropped', {
    batches: (indices, options) =>
      cut(shuffled(indices, options), options.batchSize).filter(
        ({ length }) => length === options.batchSize || indices.length < options.batchSize,
      ),
  }),
  wrong('the last batch is filled up with the first samples', {
    batches: (indices, options) => {
      const all = cut(shuffled(indices, options), options.batchSize);
      const last = all.at(-1)!;
      last.push(...indices.slice(0, options.batchSize - last.length));
      return all;
    },
  }),
  wrong('the last batch is divided by the nominal size', {
    follow: (gradients, _, size, { batchSize }) =>
      Object.fromEntries(
        Object.entries(gradients).map(([name, g]) => [name, g.mul(size / batchSize)]),
      ),
  }),
  wrong('all samples of the data set', {
    batches: (_, options, data) =>
      cut(shuffled([...data.labels.keys()], options), options.batchSize),
  }),
  wrong('as many samples as indices, but the first ones', {
    batches: (indices, options) => cut(shuffled([...indices.keys()], options), options.batchSize),
  }),
  wrong('drawn with replacement', {
    batches: (indices, options) => {
      const random = seededRandom(options.seed * 31 + options.epoch);
      return cut(
        indices.map(() => indices[random.integer(indices.length)]),
        options.batchSize,
      );
    },
  }),
  wrong('the first batch again and again', {
    batches: (indices, options) => {
      const all = cut(shuffled(indices, options), options.batchSize);
      return all.map(() => all[0]);
    },
  }),
  wrong('one batch an epoch', {
    batches: (indices, options) => cut(shuffled(indices, options), options.batchSize).slice(0, 1),
  }),
  wrong('the first sample is left out', {
    batches: (indices, options) => cut(shuffled(indices.slice(1), options), options.batchSize),
  }),
  wrong('not shuffled', { batches: (indices, { batchSize }) => cut(indices, batchSize) }),
  wrong('shuffled once, the same order in every epoch', {
    batches: (indices, options) =>
      cut(shuffled(indices, { ...options, epoch: 0 }), options.batchSize),
  }),
  wrong('shuffled from the second epoch on', {
    batches: (indices, options) =>
      cut(options.epoch === 0 ? indices : shuffled(indices, options), options.batchSize),
  }),
  wrong('only the batches change places', {
    batches: (indices, options) => {
      const all = cut(indices, options.batchSize);
      const order = shuffled([...all.keys()], options);
      return order.map((k) => all[k]);
    },
  }),
  wrong('Math.random', {
    batches: (indices, { batchSize }) =>
      cut(
        indices
          .map((i) => [Math.random(), i])
          .toSorted(([a], [b]) => a - b)
          .map(([, i]) => i),
        batchSize,
      ),
  }),
  wrong('the seed is ignored', {
    batches: (indices, options) =>
      cut(shuffled(indices, { ...options, seed: 3 }), options.batchSize),
  }),
  wrong('another seed each time where none is given', {
    options: (options, { seed }) => ({ ...options, seed: seed ?? Math.random() * 2 ** 31 }),
  }),
  wrong('the epoch is 1 where none is given', {
    options: (options, { epoch }) => ({ ...options, epoch: epoch ?? 1 }),
  }),
  wrong('batches of 32 by default', {
    options: (options, { batchSize }) => ({ ...options, batchSize: batchSize ?? 32 }),
  }),
  wrong('batches of 50, whatever is asked', {
    options: (options) => ({ ...options, batchSize: 50 }),
  }),
  wrong('labels shuffled apart from images', {
    label: (_, n, labels) => labels[(n + 1) % labels.length],
  }),
  wrong('all labels 0', { label: () => 0 }),
  wrong('the indices are shuffled in place', async (...args) => {
    const records = await trainEpoch(...args);
    (args[3] as number[]).reverse();
    return records;
  }),
  wrong('the indices are used up', async (...args) => {
    const records = await trainEpoch(...args);
    (args[3] as number[]).splice(0);
    return records;
  }),
];
