import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSimilar, type Source } from '#src/grading/similarity/similarity';
import { apart, disguised, solution, stub } from './programs.ts';

const file = 'part2/conv2d.ts';
const stubs = [{ file, text: stub }];
const of = (submission: string, text: string, place = file): Source => ({
  submission,
  file: place,
  text,
});
const two = async (a: string, b: string, floor = 0) =>
  (await findSimilar([of('a', a), of('b', b)], { stubs, floor })).pairs;

describe('a copy', () => {
  test('with every name, every comment, type and line break changed is one still', async () => {
    const copy = disguised(solution);
    expect(copy).not.toMatch(/\b(let|function) (?!q_|\[)|: Tensor4|const/);
    const [pair] = await two(solution, copy);
    expect(pair.similarity).toBeGreaterThanOrEqual(0.95);
    expect(pair.contained).toBeGreaterThanOrEqual(0.95);
  });

  test('in blocks, arrows, brackets and casts of its own is one still', async () => {
    const before =
      'function f(a, b) { if (a > b) return a * b; for (let i = 0; i < a; i++) b += i % 3; return b; }\n'.repeat(
        4,
      );
    const after =
      'export const f = (a: any, b: any) => { if ((a > b)) { return (a as any) * b!; } for (var i = 0; i < a; i += 1) { b += i % 3; } return b; };\n'.repeat(
        4,
      );
    const [pair] = await two(before, after);
    expect(pair.similarity).toBeGreaterThanOrEqual(0.5);
  });

  test('with a few lines put in is listed by default', async () => {
    const more = disguised(solution)
      .replace('let q_sum = 0;', 'let q_sum = 0;\nconsole.log("here");')
      .replace(/return q_sum;/, 'const done = q_sum;\nreturn done;');
    expect(more).toContain('return done;');
    const { pairs } = await findSimilar([of('a', solution), of('b', more)], { stubs });
    expect(pairs).toHaveLength(1);
    expect(pairs[0].similarity).toBeGreaterThan(0.7);
  });

  test('padded with other code is listed as contained', async () => {
    const padded = [solution, ...Object.values(apart)].join('\n');
    for (const [one, other] of [
      [solution, padded],
      [padded, solution],
    ]) {
      const { pairs } = await findSimilar([of('a', one), of('b', other)], { stubs });
      expect(pairs[0].contained).toBeGreaterThan(0.9);
      expect(pairs[0].similarity).toBeLessThan(0.5);
    }
  });

  test('is shown by the lines where it lies', async () => {
    const moved = '\n'.repeat(100) + solution;
    const [{ fragments, longest }] = await two(solution, moved);
    expect(fragments.length).toBeGreaterThan(0);
    for (const { aLines, bLines } of fragments) {
      expect(bLines).toEqual(aLines.map((line) => line + 100));
    }
    expect(longest).toBe(Math.max(...fragments.map(({ tokens }) => tokens)));
    expect(longest).toBeGreaterThan(100);
  });
});

test('programs that were written apart are not alike', async () => {
  const all = Object.entries({ ...apart, solution }).map(([name, text]) => of(name, text));
  const { pairs } = await findSimilar(all, { stubs, floor: 0, most: 1000 });
  expect(pairs).toHaveLength((all.length * (all.length - 1)) / 2);
  expect(Math.max(...pairs.map(({ similarity }) => similarity))).toBeLessThanOrEqual(0.3);
  expect((await findSimilar(all, { stubs })).pairs).toEqual([]);
});

test('what was handed out does not count', async () => {
  expect(await two(stub, stub)).toEqual([]);
  expect(await two(stub, stub.replace('Tensor4', 'T4'))).toEqual([]);
  const handedOut = [{ file, text: solution }];
  const both = [of('a', solution + apart.recursive), of('b', solution + apart.pushes)];
  const [with_, without] = await Promise.all([
    findSimilar(both, { stubs: handedOut, floor: 0 }),
    findSimilar(both, { stubs, floor: 0 }),
  ]);
  expect(with_.pairs[0].similarity).toBeLessThan(0.3);
  expect(without.pairs[0].similarity).toBeGreaterThan(0.4);
});

test('the archive takes part, and is never compared with itself; nor is a submission', async () => {
  const archive = [of('old 1', solution), of('old 2', solution)];
  const now = [of('a', solution), of('a', solution), of('b', apart.pushes)];
  const { pairs } = await findSimilar(now, { stubs, archive });
  expect(pairs.map(({ a, b, isArchived }) => [a, b, isArchived])).toEqual([
    ['a', 'old 1', true],
    ['a', 'old 2', true],
    ['a', 'old 1', true],
    ['a', 'old 2', true],
  ]);
});

test('files of one place are compared, and listed most alike first, as many as asked', async () => {
  const copies = ['a', 'b', 'c'].map((name) => of(name, solution));
  const half = of('d', solution.slice(0, solution.indexOf('  return input.map')) + '}');
  const other = of('e', solution, 'part2/other.ts');
  const { pairs, omitted } = await findSimilar([...copies, half, other], { stubs, most: 4 });
  expect(pairs).toHaveLength(4);
  expect(omitted).toBe(2);
  expect(pairs.slice(0, 3).map(({ similarity }) => similarity)).toEqual([1, 1, 1]);
  expect(pairs.some(({ a, b }) => [a, b].includes('e'))).toBe(false);
});

test('what most of a class writes is how one writes it', async () => {
  const idiom = apart.fillsZeros;
  const own = Object.values(apart);
  const all = Array.from({ length: 12 }, (_, i) =>
    of(`s${i}`, i < 10 ? idiom + own[i % own.length] : own[i % own.length]),
  );
  const { pairs } = await findSimilar(all.slice(0, 2), { stubs, floor: 0 });
  const inClass = await findSimilar(all, { stubs, floor: 0, most: 1000 });
  const same = inClass.pairs.find(({ a, b }) => a === 's0' && b === 's1');
  expect(pairs[0].similarity).toBeGreaterThan(0.3);
  expect(same?.similarity ?? 0).toBeLessThan(0.2);
});

test('whatever is in the files, likeness is between 0 and 1 and lines are in them', async () => {
  const known = [...Object.values(apart), solution, stub];
  const piece = fc.constantFrom(...known, '\n// \u202e\n', 'x;'.repeat(50));
  const program = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join('\n'));
  const programs = fc.sample(program, { seed: 1, numRuns: 30 }); // one process reads them all
  const sources = programs.map((text, i) => of(String(i), text));
  const { pairs } = await findSimilar(sources, { stubs, floor: 0, most: 1000 });
  expect(pairs.length).toBeGreaterThan(100);
  for (const pair of pairs) {
    expect(pair.similarity).toBeGreaterThanOrEqual(0);
    expect(pair.contained).toBeLessThanOrEqual(1);
    expect(pair.similarity).toBeLessThanOrEqual(pair.contained);
    const [a, b] = [pair.a, pair.b].map((name) => programs[Number(name)].split('\n').length);
    for (const { aLines, bLines } of pair.fragments) {
      expect(aLines[0]).toBeLessThanOrEqual(aLines[1]);
      expect(aLines[1]).toBeLessThanOrEqual(a);
      expect(bLines[0]).toBeLessThanOrEqual(bLines[1]);
      expect(bLines[1]).toBeLessThanOrEqual(b);
    }
  }
});
