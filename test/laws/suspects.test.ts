import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Suspect } from '#src/laws/law';
import { brokenBy, equality, text } from './laws.ts';

type Pair = readonly [number, number];
const pairs = fc.tuple(fc.nat(20), fc.nat(20));

const suspects: Suspect<Pair>[] = [
  { says: 'the second is left out', as: ([a]) => a },
  { says: 'it is subtracted', as: ([a, b]) => a - b },
  {
    says: 'it does not apply',
    as() {
      throw new Error('not to this case');
    },
  },
];

/** What is said of a sum that is computed by `got`. */
async function suspectOf(got: (pair: Pair) => unknown): Promise<string | undefined> {
  const law = equality<Pair>({ given: pairs, got, wanted: ([a, b]) => a + b, suspects });
  return (await brokenBy(law)).suspect;
}

test('a mistake is named when the subject behaves exactly like it', async () => {
  expect(await suspectOf(([a]) => a)).toBe('the second is left out');
  expect(await suspectOf(([a, b]) => a - b)).toBe('it is subtracted');
});

test('a mistake is not named when the subject behaves like it on the smallest case only', async () => {
  // The smallest case is [0, 1] or so, where 0 − 1 is −1 as well.
  expect(await suspectOf(([a, b]) => -a - b)).toBeUndefined();
  expect(await suspectOf(([a, b]) => (a + b > 3 ? 99 : a - b))).toBeUndefined();
});

test('a mistake is named though the subject fails on other cases, by those where it does not', async () => {
  const moody = ([a, b]: Pair) => {
    if (a > 10) throw new Error('too large');
    return a - b;
  };
  expect(await suspectOf(moody)).toBe('it is subtracted');
});

test('of two mistakes that look alike, the first is named', async () => {
  const law = equality<Pair>({
    given: pairs,
    got: () => 0,
    wanted: ([a, b]) => a + b + 1,
    suspects: [
      { says: 'first', as: () => 0 },
      { says: 'second', as: () => 0 },
    ],
  });
  expect((await brokenBy(law)).suspect).toBe('first');
});

test('a subject that writes into its arguments is compared on fresh copies', async () => {
  const law = equality<number[]>({
    given: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
    got: (list) => list.splice(0, 1),
    wanted: (list) => list,
    suspects: [{ says: 'only the first', as: (list) => list.splice(0, 1) }],
  });
  expect((await brokenBy(law)).suspect).toBe('only the first');
});

test('a law without suspects, and a law with a check, name none', async () => {
  const plain = equality<Pair>({ given: pairs, got: () => -1, wanted: () => 1 });
  expect(await brokenBy(plain)).not.toHaveProperty('suspect');
  const checked = { ...text, given: pairs, check: () => Promise.reject(new Error('no')) };
  expect(await brokenBy(checked)).not.toHaveProperty('suspect');
});
