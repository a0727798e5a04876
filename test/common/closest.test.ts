import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closest } from '#src/common/closest';

test.each([
  ['tset', ['start', 'test', 'watch'], 'test'],
  ['myConv2D', ['relu', 'myConv2d'], 'myConv2d'],
  ['prt2', ['part0', 'part1', 'part2'], 'part2'],
  ['MNITS', ['fixtures', 'mnist'], 'mnist'],
  ['sigmod', ['tanh', 'sigmoid', 'sigmoidGradient'], 'sigmoid'],
])('%s was meant to be one of %j: %s', (word, candidates, wanted) => {
  expect(closest(word, candidates)).toBe(wanted);
});

test.each([
  ['convolution', ['relu', 'tanh']],
  ['x', ['test', 'watch']],
  ['anything', []],
])('%s is near none of %j', (word, candidates) => {
  expect(closest(word, candidates)).toBeUndefined();
});

test('of two that are as near, the first is taken', () => {
  expect(closest('part9', ['part0', 'part1'])).toBe('part0');
});

test('a candidate that is written the same, whatever its case, is always found', () => {
  const words = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 });
  fc.assert(
    fc.property(words, fc.nat(), (candidates, n) => {
      const candidate = candidates[n % candidates.length];
      expect(closest(candidate.toUpperCase(), candidates)).toBe(candidate);
    }),
  );
});
