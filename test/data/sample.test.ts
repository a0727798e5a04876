import { expect, test } from 'vitest';
import { sampleOfEach } from '#src/data/sample';

const labels = Uint8Array.from([2, 0, 1, 0, 2, 2, 0, 1, 2, 0]);
const data = { images: new Uint8Array(10), labels, count: 10, height: 1, width: 1, channels: 1 };
const classesOf = (indices: number[]) => indices.map((i) => labels[i]);

test('a sample has one of each class in turn, in the order of the classes', () => {
  expect(classesOf(sampleOfEach(data, 3, 0))).toEqual([0, 1, 2]);
  expect(classesOf(sampleOfEach(data, 5, 0))).toEqual([0, 1, 2, 0, 1]);
});

test('a class that has no more is left out, and no image comes twice', () => {
  const all = sampleOfEach(data, 100, 4);
  expect(classesOf(all)).toEqual([0, 1, 2, 0, 1, 2, 0, 2, 0, 2]);
  expect(new Set(all).size).toBe(10);
});

test('the same seed chooses the same, and seeds differ', () => {
  const seen = Array.from({ length: 30 }, (_, seed) => sampleOfEach(data, 3, seed).join());
  expect(sampleOfEach(data, 3, 8).join()).toBe(seen[8]);
  expect(new Set(seen).size).toBeGreaterThan(10);
});
