import { expect, test } from 'vitest';
import { digitCounts, loadDigitImages } from '#src/training/digit-images';

test('a sixth as many digits test as train, of each the same number', async () => {
  expect(digitCounts('mnist')).toEqual({ train: 60_000, test: 10_000 });
  expect(digitCounts('strokes')).toEqual({ train: 6000, test: 1000 });
  const counts = digitCounts('strokes', 120);
  expect(counts).toEqual({ train: 120, test: 20 });
  const { train, test: tested } = await loadDigitImages('strokes', counts, { env: {} });
  for (const [data, each] of [
    [train, 12],
    [tested, 2],
  ] as const) {
    const found = Array.from({ length: 10 }, (_, digit) => data.labels.filter((label) => label === digit).length); // prettier-ignore
    expect(found).toEqual(Array(10).fill(each));
    expect(data.images).toHaveLength(10 * each * 28 * 28);
  }
});

test('a number of samples that cannot be is refused', () => {
  for (const samples of [0, 5, 12.5, 101, 60_010]) {
    expect(() => digitCounts('mnist', samples), String(samples)).toThrow(`--samples ${samples}`);
  }
});
