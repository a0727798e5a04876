import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#src/common/random';

const seeds = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const drawn = (count: number, draw: () => number) => Array.from({ length: count }, draw);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('the same seed gives the same sequence, whatever is drawn', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const [a, b] = [seededRandom(seed), seededRandom(seed)];
      for (let i = 0; i < 5; i++) {
        expect([a.uniform(), a.normal(), a.integer(7), a.permutation(5)]).toEqual([
          b.uniform(),
          b.normal(),
          b.integer(7),
          b.permutation(5),
        ]);
      }
    }),
    { numRuns: 20 },
  );
});

test('the sequence of a seed is the same on every machine and in every release', () => {
  const random = seededRandom(1);
  expect(random.integer(1000)).toMatchInlineSnapshot(`493`);
  expect(random.uniform()).toMatchInlineSnapshot(`0.8198277212736556`);
  expect(random.normal()).toMatchInlineSnapshot(`0.46916598525108066`);
  expect(random.permutation(6)).toMatchInlineSnapshot(`
    [
      5,
      4,
      1,
      0,
      2,
      3,
    ]
  `);
});

test('other seeds give other sequences', () => {
  const first = Array.from({ length: 200 }, (_, seed) => seededRandom(seed).uniform());
  expect(new Set(first).size).toBe(200);
});

test('two generators do not share their state', () => {
  const alone = seededRandom(3);
  const wanted = drawn(10, alone.normal);
  const a = seededRandom(3);
  const b = seededRandom(4);
  const came = drawn(10, () => {
    b.normal();
    return a.normal();
  });
  expect(came).toEqual(wanted);
});

test('uniform numbers lie in [0, 1), with the mean and variance of their distribution', () => {
  const values = drawn(20_000, seededRandom(5).uniform);
  for (const value of values) expect(value >= 0 && value < 1).toBe(true);
  // Standard error of the mean: sqrt(1/12/20000) = 0.002; five of them.
  expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(0.0102);
  expect(Math.abs(mean(values.map((v) => (v - 1 / 2) ** 2)) - 1 / 12)).toBeLessThan(0.003);
});

test('normal numbers have the moments of N(0, 1), and neighbours are not correlated', () => {
  const values = drawn(20_000, seededRandom(6).normal);
  // Standard errors over n = 20000 draws: sqrt(1/n), sqrt(2/n), sqrt(15/n), sqrt(96/n); five of each.
  expect(Math.abs(mean(values))).toBeLessThan(0.036);
  expect(Math.abs(mean(values.map((v) => v ** 2)) - 1)).toBeLessThan(0.05);
  expect(Math.abs(mean(values.map((v) => v ** 3)))).toBeLessThan(0.137);
  expect(Math.abs(mean(values.map((v) => v ** 4)) - 3)).toBeLessThan(0.347);
  const products = values.slice(1).map((value, i) => value * values[i]);
  expect(Math.abs(mean(products))).toBeLessThan(0.036);
  expect(values.filter((v) => Math.abs(v) < 1).length / 20_000).toBeCloseTo(0.6827, 1);
});

test('integers are drawn from 0 … below − 1, each about equally often', () => {
  const { integer } = seededRandom(7);
  const counts = [0, 0, 0, 0, 0, 0];
  for (const value of drawn(12_000, () => integer(6))) counts[value]++;
  expect(counts).toHaveLength(6);
  // Standard deviation of a count: sqrt(12000 · 1/6 · 5/6) = 41; five of them.
  for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(205);
  expect(drawn(20, () => integer(1))).toEqual(Array.from({ length: 20 }, () => 0));
});

test('a permutation holds every integer once', () => {
  fc.assert(
    fc.property(seeds, fc.nat(40), (seed, length) => {
      const order = seededRandom(seed).permutation(length);
      expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
    }),
  );
});

test('every order of three comes about equally often', () => {
  const { permutation } = seededRandom(8);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = permutation(3).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
});
