import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/common/random.ts';
import { keepsEachByItself, keepsItsShare } from '../../../src/laws/definitions/dropout/masks.ts';

const LENGTH = 20_000;

function drawn(seed: number, rate: number): boolean[] {
  const random = seededRandom(seed);
  return Array.from({ length: LENGTH }, () => random.uniform() >= rate);
}

test('draws of their own keep their share, and every pair of them, for 100 seeds', () => {
  for (let seed = 0; seed < 100; seed++) {
    const rate = [0.1, 0.25, 0.5, 0.75, 0.9][seed % 5];
    const kept = drawn(seed, rate);
    keepsItsShare(kept, rate);
    for (const lag of [1, 20, 500]) keepsEachByItself(kept, rate, lag);
  }
});

test('the bounds are as wide as they should be: 6.5 standard errors, and not much more', () => {
  const spreads = Array.from({ length: 150 }, (_, seed) => {
    const kept = drawn(1000 + seed, 0.5);
    return (kept.filter(Boolean).length / LENGTH - 0.5) / Math.sqrt(0.25 / LENGTH);
  });
  const variance = spreads.reduce((sum, z) => sum + z * z, 0) / spreads.length;
  expect(variance).toBeGreaterThan(0.6);
  expect(variance).toBeLessThan(1.5);
  // Three points are more than eight standard errors.
  expect(() => keepsItsShare(drawn(1, 0.53), 0.5)).toThrow(/are kept/);
  expect(() => keepsItsShare(drawn(1, 0.5), 0.5)).not.toThrow();
});

test('elements that go together are noticed, at the distance at which they do', () => {
  const draws = drawn(1, 0.5);
  const blocks = Array.from({ length: LENGTH }, (_, i) => draws[i - (i % 20)]);
  expect(() => keepsEachByItself(blocks, 0.5, 1)).toThrow(/pairs of elements that are 1 apart/);
  const repeated = drawn(2, 0.5).map((_, i, all) => all[i % 500]);
  expect(() => keepsEachByItself(repeated, 0.5, 500)).toThrow(/500 apart/);
});
