import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refuseBombs } from '#src/grading/remote/refuse-bombs';
import { LIMITS } from '#src/grading/remote/wire';
import { compile } from '#src/grading/sandbox/compile';

const refuse = (root: object) => refuseBombs([root], (object) => object as unknown[]);
const times = (count: number, value: unknown): unknown[] => Array.from({ length: count }, () => value); // prettier-ignore

test.each([
  ['as many rows as may be, and each of them once', Array.from({ length: 1000 }, () => [1, 2, 3])],
  ['one row a thousand times', times(1000, [1, 2, 3])],
  ['what contains itself once', loop(1)],
  ['five hundred levels', nested(500, 1)],
])('%s may cross', (_, value) => {
  expect(() => refuse(value)).not.toThrow();
});

test.each([
  ['ten levels of ten times the same', nested(10, 10), 'it is too large'],
  ['forty levels of twice the same', nested(40, 2), 'it is too large'],
  ['what contains itself a hundred times', loop(100), 'it contains itself too often'],
  ['what contains itself four times, level by level', loop(4, 3), 'it contains itself too often'],
  ['ten thousand levels', nested(10_000, 1), 'it is nested too deeply'],
])('%s may not', (_, value, reason) => {
  expect(() => refuse(value)).toThrow(reason);
});

test('whatever may cross is no larger, walked through, than what may cross at once', () => {
  // Each array holds arrays that come before it: one of few nodes, and of any size.
  const graphs = fc.array(fc.array(fc.nat(), { maxLength: 12 }), { minLength: 1, maxLength: 24 });
  fc.assert(
    fc.property(graphs, (graph) => {
      const all: unknown[][] = [];
      const sizes: number[] = [];
      for (const [i, children] of graph.entries()) {
        const own = i === 0 ? [] : children.map((child) => child % i);
        all.push(own.map((child) => all[child]));
        sizes.push(own.reduce((sum, child) => sum + 1 + sizes[child], 1));
      }
      const isBomb = sizes.at(-1)! > LIMITS.numbers;
      if (isBomb) expect(() => refuse(all.at(-1)!)).toThrow('it is too large');
      else expect(() => refuse(all.at(-1)!)).not.toThrow();
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('a file is compiled in bounds, and without the files that it names', async () => {
  const problem = async (text: string) => {
    const made = await compile(new Map([['part1/a.ts', Buffer.from(text)]]), 'part1/a.ts');
    return 'problem' in made ? made.problem.message : undefined;
  };
  expect(await problem('export const a: number = 1;')).toBeUndefined();
  expect(await problem('export const a = 1;\n//# sourceMappingURL=/etc/passwd')).toBeUndefined();
  expect(await problem(`export const a = 1;${' '.repeat(70_000)}`)).toContain('at most 65536');
});

/** Arrays in arrays, each so often the one below. */
function nested(levels: number, width: number): unknown[] {
  let value: unknown[] = [1];
  for (let level = 0; level < levels; level++) value = times(width, value);
  return value;
}

/** @returns an array that contains itself so often, each time through so many others. */
function loop(width: number, levels = 1): unknown[] {
  const root: unknown[] = [];
  let inner: unknown[] = root;
  for (let level = 1; level < levels; level++) inner = times(width, inner);
  root.push(...times(width, inner));
  return root;
}
