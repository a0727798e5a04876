import { batches, epochOrder, gather } from '../../../src/data/batches.ts';
import { seededRandom } from '../../../src/common/random.ts';
import type * as reference from '../../../solutions/part5/train.ts';
import type { Implementation } from '../implementation.ts';
import { epochWith, type Pieces, type TrainEpoch } from './epoch-pieces.ts';

const wrong = (
  name: string,
  write: Partial<Pieces> | TrainEpoch,
): Implementation<typeof reference> => ({
  name,
  module: { trainEpoch: typeof write === 'function' ? write : epochWith(write) },
});

/** Mistakes in which samples are used. */
export const wrongSamples = [
  wrong('the last, smaller batch is dropped', {
    batches: (data, { train }, { batchSize, seed, epoch }) =>
      batches(data, { indices: train, batchSize, seed, epoch, last: 'drop' }),
  }),
  wrong('the last, smaller batch is filled up from the beginning', {
    batches: (data, { train }, { batchSize, seed, epoch }) => {
      const order = epochOrder(train, seed, epoch);
      const steps = Math.ceil(order.length / batchSize);
      const indices = Array.from({ length: steps * batchSize }, (_, k) => order[k % order.length]);
      return batches(data, { indices, batchSize });
    },
  }),
  wrong('all samples of the data set', {
    batches: (data, _, { batchSize, seed, epoch }) => batches(data, { batchSize, seed, epoch }),
  }),
  wrong('as many samples as there are to train on, the first of the data set', {
    batches: (data, { train }, { batchSize, seed, epoch }) =>
      batches(data, { indices: train.keys(), batchSize, seed, epoch }),
  }),
  wrong('validation samples too', {
    batches: (data, { train, validation }, { batchSize, seed, epoch }) =>
      batches(data, { indices: [...train, ...validation], batchSize, seed, epoch }),
  }),
  wrong('samples are drawn with replacement', {
    *batches(data, { train }, { batchSize, seed, epoch }) {
      const { integer } = seededRandom(1000 * seed + epoch);
      for (let left = train.length; left > 0; left -= batchSize) {
        const length = Math.min(left, batchSize);
        yield gather(
          data,
          Uint32Array.from({ length }, () => train[integer(train.length)]),
        );
      }
    },
  }),
  wrong('one step on all samples', {
    batches: (data, { train }) => batches(data, { indices: train, batchSize: train.length }),
    before: (_, { epoch }) => epoch,
  }),
  wrong('one sample a step', {
    batches: (data, { train }, { seed, epoch }) =>
      batches(data, { indices: train, batchSize: 1, seed, epoch }),
    before: (samples, { epoch }) => epoch * samples,
  }),
  wrong('batches of 50, whatever was asked for', {
    batches: (data, { train }, { seed, epoch }) => batches(data, { indices: train, seed, epoch }),
    before: (samples, { epoch }) => epoch * Math.ceil(samples / 50),
  }),
  wrong('batches of 32 where nothing was asked for', {
    asked: (options) => ({ epoch: 0, batchSize: 32, every: 10, seed: 0, ...options }),
  }),
  wrong('the whole epoch twice', {
    batches: (data, { train }, { batchSize, seed, epoch }) => [
      ...batches(data, { indices: train, batchSize, seed, epoch }),
      ...batches(data, { indices: train, batchSize, seed, epoch }),
    ],
    before: (samples, { epoch, batchSize }) => 2 * epoch * Math.ceil(samples / batchSize),
  }),
];

/** Mistakes in their order. */
export const wrongOrders = [
  wrong('as they lie', {
    batches: (data, { train }, { batchSize }) => batches(data, { indices: train, batchSize }),
  }),
  wrong('as they lie where no seed is given', {
    batches: (data, { train }, { batchSize, seed, epoch }) =>
      batches(
        data,
        seed === 0 ? { indices: train, batchSize } : { indices: train, batchSize, seed, epoch },
      ),
  }),
  wrong(
    'another order each time where no seed is given',
    async (model, rate, data, split, options) =>
      epochWith()(model, rate, data, split, { seed: Math.floor(1e6 * Math.random()), ...options }),
  ),
  wrong('the same order in every epoch', {
    batches: (data, { train }, { batchSize, seed }) =>
      batches(data, { indices: train, batchSize, seed }),
  }),
  wrong('each order is used in two epochs', {
    batches: (data, { train }, { batchSize, seed, epoch }) =>
      batches(data, { indices: train, batchSize, seed, epoch: Math.floor(epoch / 2) }),
  }),
  wrong('the seed is ignored', {
    batches: (data, { train }, { batchSize, epoch }) =>
      batches(data, { indices: train, batchSize, seed: 0, epoch }),
  }),
  wrong('seed times epoch: with the seed 0 all epochs are alike', {
    batches: (data, { train }, { batchSize, seed, epoch }) =>
      batches(data, { indices: train, batchSize, seed: seed * (epoch + 1) }),
  }),
  wrong('one class after the other', {
    batches(data, { train }, { batchSize, seed, epoch }) {
      const order = [...epochOrder(train, seed, epoch)];
      const indices = order.toSorted((a, b) => data.labels[a] - data.labels[b]);
      return batches(data, { indices, batchSize });
    },
  }),
  wrong('the seed of the clock', {
    batches: (data, { train }, { batchSize, epoch }) =>
      batches(data, {
        indices: train,
        batchSize,
        seed: Math.floor(1e3 * performance.now()),
        epoch,
      }),
  }),
  wrong('a comparison that tosses a coin', {
    batches: (data, { train }, { batchSize }) =>
      batches(data, { indices: train.toSorted(() => Math.random() - 0.5), batchSize }),
  }),
  wrong('shuffled once, then turned around in every second epoch', {
    batches: (data, { train }, { batchSize, seed, epoch }) => {
      const order = epochOrder(train, seed);
      return batches(data, { indices: epoch % 2 === 0 ? order : order.toReversed(), batchSize });
    },
  }),
  wrong('shuffled once, then begun at another place', {
    batches: (data, { train }, { batchSize, seed, epoch }) => {
      const order = [...epochOrder(train, seed)];
      const place = (epoch * batchSize) % order.length;
      return batches(data, {
        indices: [...order.slice(place), ...order.slice(0, place)],
        batchSize,
      });
    },
  }),
  wrong('only the batches change places', {
    batches(data, { train }, { batchSize, seed, epoch }) {
      const all = [...batches(data, { indices: train, batchSize })];
      const order = epochOrder(all.keys(), seed, epoch);
      return [...order].map((k) => all[k]);
    },
  }),
  wrong('only the samples within a batch change places', {
    batches(data, { train }, { batchSize, seed, epoch }) {
      const indices = Array.from({ length: Math.ceil(train.length / batchSize) }, (_, k) => [
        ...epochOrder(train.slice(k * batchSize, (k + 1) * batchSize), seed, epoch),
      ]);
      return batches(data, { indices: indices.flat(), batchSize });
    },
  }),
  wrong('split.train is shuffled in place', {
    batches(data, { train }, { batchSize, seed, epoch }) {
      train.splice(0, train.length, ...epochOrder(train, seed, epoch));
      return batches(data, { indices: train, batchSize });
    },
  }),
  wrong('split.train is emptied on the way', {
    *batches(data, { train }, { batchSize, seed, epoch }) {
      const order = epochOrder(train, seed, epoch);
      train.length = 0;
      yield* batches(data, { indices: order, batchSize });
    },
  }),
];
