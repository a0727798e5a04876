import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xorDataset } from '#src/data/xor';

const classes = (y: number[][]) => [0, 1].map((c) => y.filter(([label]) => label === c).length);

test('by default there are 1000 training and 100 validation samples of two numbers and a class', () => {
  const { train, validation } = xorDataset();
  for (const [{ x, y }, count] of [[train, 1000], [validation, 100]] as const) {
    expect(x).toHaveLength(count);
    expect(y).toHaveLength(count);
    expect(x.every((point) => point.length === 2)).toBe(true);
    expect(y.every((label) => label.length === 1)).toBe(true);
    expect(classes(y)).toEqual([count / 2, count / 2]);
  }
}); // prettier-ignore

test('without noise every point is a corner, and its class is the XOR of the signs', () => {
  const { train } = xorDataset({ trainSamples: 40, std: 0, seed: 3 });
  train.x.forEach(([a, b], n) => expect(train.y[n]).toEqual([Number(a > 0 !== b > 0)]));
  const corners = new Set(train.x.map(String));
  expect([...corners].sort()).toEqual(['-1,-1', '-1,1', '1,-1', '1,1']);
  for (const corner of corners) {
    expect(train.x.filter((point) => String(point) === corner)).toHaveLength(10);
  }
});

test('the noise has mean 0 and the standard deviation asked for, in both coordinates', () => {
  const seed = 5;
  const noisy = xorDataset({ trainSamples: 4000, std: 0.4, seed }).train.x;
  const centres = xorDataset({ trainSamples: 4000, std: 0, seed }).train.x;
  for (const axis of [0, 1]) {
    const noise = noisy.map((point, n) => point[axis] - centres[n][axis]);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const std = Math.sqrt(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length);
    expect(Math.abs(mean)).toBeLessThan((4 * 0.4) / Math.sqrt(4000));
    expect(Math.abs(std - 0.4)).toBeLessThan((4 * 0.4) / Math.sqrt(8000));
  }
});

test('the order is random, the seed decides it, and the classes are balanced for every size', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(60), (seed, trainSamples) => {
      const data = xorDataset({ trainSamples, validationSamples: 8, seed });
      expect(xorDataset({ trainSamples, validationSamples: 8, seed })).toEqual(data);
      const [zeros, ones] = classes(data.train.y);
      expect(Math.abs(zeros - ones)).toBeLessThanOrEqual(1);
      const more = xorDataset({ trainSamples: trainSamples + 5, validationSamples: 8, seed });
      expect(more.validation).toEqual(data.validation);
    }),
  );
  const first = xorDataset({ seed: 1 }).train.y.flat().join('');
  expect(first).not.toBe(xorDataset({ seed: 2 }).train.y.flat().join(''));
  expect(first).not.toContain('01'.repeat(20));
});
