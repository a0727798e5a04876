import { expect, test } from 'vitest';
import { digitBatch } from '#src/data/digit-batch';

const data = {
  images: Uint8Array.from([0, 51, 102, 153, 204, 255, 1, 1, 1, 1, 1, 1, 255, 0, 0, 0, 0, 255]),
  labels: Uint8Array.of(4, 9, 4),
  count: 3,
  height: 2,
  width: 3,
  channels: 1,
};

test('a batch holds only the digit asked for, as [batch, 1, height, width] from 0 to 1', () => {
  const batch = digitBatch(data, 4, 2);
  const first = [[0, 0.2, 0.4], [0.6, 0.8, 1]]; // prettier-ignore
  const second = [[1, 0, 0], [0, 0, 1]]; // prettier-ignore
  expect(batch).toHaveLength(2);
  expect(batch).toContainEqual([first]);
  expect(batch).toContainEqual([second]);
});

test('the same seed cuts the same batch, and seeds differ', () => {
  const batches = Array.from({ length: 20 }, (_, seed) => digitBatch(data, 4, 1, seed));
  expect(digitBatch(data, 4, 1, 3)).toEqual(batches[3]);
  expect(new Set(batches.map((batch) => JSON.stringify(batch))).size).toBe(2);
});

test('asking for more images than there are is one clear message', () => {
  expect(() => digitBatch(data, 9, 2)).toThrow(/has 1 images of the digit 9; wanted 2/);
});
