import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '#src/common/user-error';
import { batches, epochOrder, gather } from '#src/data/batches';

/** Images of 2×1 pixels in three channels; the first level of each is its number. */
const toy = (count: number) => ({
  images: Uint8Array.from({ length: count * 6 }, (_, at) =>
    at % 6 === 0 ? at / 6 : 255 - (at % 251),
  ),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 7),
  count,
  height: 2,
  width: 1,
  channels: 3,
});

const count = fc.nat(40);
const batchSize = fc.integer({ min: 1, max: 12 });

test('an epoch has every sample once, with its own label and levels', () => {
  fc.assert(
    fc.property(
      count,
      batchSize,
      fc.option(fc.integer(), { nil: undefined }),
      (count, batchSize, seed) => {
        const data = toy(count);
        const seen: number[] = [];
        for (const batch of batches(data, { batchSize, ...(seed === undefined ? {} : { seed }) })) {
          expect(batch.size).toBe(batch.indices.length);
          expect(batch.images).toHaveLength(batch.size * 6);
          batch.indices.forEach((i, k) => {
            expect(batch.labels[k]).toBe(data.labels[i]);
            const levels = Float32Array.from(
              data.images.subarray(i * 6, i * 6 + 6),
              (level) => level / 255,
            );
            expect(batch.images.subarray(k * 6, k * 6 + 6)).toEqual(levels);
          });
          seen.push(...batch.indices);
        }
        expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      },
    ),
  );
});

test('all batches are full but the last, which is kept or dropped', () => {
  fc.assert(
    fc.property(count, batchSize, (count, batchSize) => {
      const sizes = (last: 'keep' | 'drop') =>
        Array.from(batches(toy(count), { batchSize, last }), ({ size }) => size);
      const full = Array.from({ length: Math.floor(count / batchSize) }, () => batchSize);
      const rest = count % batchSize;
      expect(sizes('drop')).toEqual(full);
      expect(sizes('keep')).toEqual(rest === 0 ? full : [...full, rest]);
    }),
  );
});

test('only the samples asked for come, in their order where nothing is shuffled', () => {
  const indices = Uint32Array.of(9, 2, 2, 30);
  const came = Array.from(batches(toy(31), { batchSize: 3, indices }), (batch) => [
    ...batch.indices,
  ]);
  expect(came).toEqual([[9, 2, 2], [30]]);
  const shuffled = epochOrder(indices, 5);
  expect([...shuffled].sort((a, b) => a - b)).toEqual([2, 2, 9, 30]);
});

test('the same seed and epoch give the same order; every epoch and every seed another', () => {
  const indices = Array.from({ length: 50 }, (_, i) => i);
  const orders = new Set<string>();
  for (let seed = -5; seed < 15; seed++) {
    for (let epoch = 0; epoch < 20; epoch++) orders.add(epochOrder(indices, seed, epoch).join());
  }
  expect(orders.size).toBe(400);
  expect(epochOrder(indices, 3, 7)).toEqual(epochOrder(indices, 3, 7));
});

test('every place of an order is equally likely for every sample', () => {
  const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
  for (let epoch = 0; epoch < 4000; epoch++) {
    epochOrder([0, 1, 2, 3], 1, epoch).forEach((i, place) => counts[i][place]++);
  }
  // 1000 expected, with a standard deviation of 27.
  for (const times of counts.flat()) expect(Math.abs(times - 1000)).toBeLessThan(140);
});

test('levels may stay 0 … 255', () => {
  const data = toy(3);
  const [batch] = batches(data, { scale: 'levels' });
  expect([...batch.images]).toEqual([...data.images]);
});

test('a batch may be kept and changed: it shares nothing with the others or the data set', () => {
  const data = toy(10);
  const before = Uint8Array.from(data.images);
  const [first, second] = batches(data, { batchSize: 5 });
  const kept = Float32Array.from(second.images);
  for (const array of [first.images, first.labels, first.indices]) {
    expect(array.buffer.byteLength).toBe(array.byteLength); // may be handed to a worker
  }
  first.images.fill(7);
  first.labels.fill(7);
  first.indices.fill(7);
  expect(second.images).toEqual(kept);
  expect([...second.indices]).toEqual([5, 6, 7, 8, 9]);
  expect(data.images).toEqual(before);
});

test.each([0, -1, 2.5, NaN])('a batch size of %s is one clear message', (batchSize) => {
  expect(() => batches(toy(3), { batchSize }).next()).toThrow(UsageError);
  expect(() => batches(toy(3), { batchSize }).next()).toThrow(
    /wanted a whole number of at least 1/,
  );
});

test('an index outside the data set is one clear message', () => {
  expect(() => gather(toy(3), Uint32Array.of(0, 3))).toThrow(/no sample 3 in a data set of 3/);
});
