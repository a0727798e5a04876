import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commentWarning } from '#src/grading/rules/comments';
import { parseSource } from '#src/grading/rules/parsed-source';

const warn = (text: string, stub: string) =>
  commentWarning('part1/mlp.ts', parseSource(text), parseSource(stub));

const stub = `import { NotImplemented } from '#src/laws/not-implemented';

// You will need these. Take the comment signs away when you use them:
// import { relu } from './activations.ts'; // yours

/** Task 1: doubles. */
export function twice(x: number) {
  throw new NotImplemented('1', 'twice');
}

/** Task 2: halves. */
export function half(x: number) {
  throw new NotImplemented('2', 'half');
}
`;
const written = stub
  .replace(/import \{ N.*\n/, '')
  .replace(/\/\/ You[^]*?yours\n/, "import { relu } from './activations.ts';\n")
  .replace(/throw.*twice'\);/, 'return 2 * x;')
  .replace(/throw.*half'\);/, 'return x / 2;');

test('a stub that nobody has touched is not judged, however it is indented', () => {
  expect(warn(stub, stub)).toBeUndefined();
  expect(warn(stub.replaceAll('\n', '\r\n').replaceAll('  ', '\t'), stub)).toBeUndefined();
});

test('whoever writes no comment is told so', () => {
  expect(warn(written, stub)).toBe(
    "part1/mlp.ts has no comment of the student's own in or above its functions.",
  );
});

test.each([
  ['in a function', written.replace('return 2', '// the sum of both\n  return 2')],
  ['above a function', written.replace('export function half', '// not to be confused\nexport function half')], // prettier-ignore
  ['in a description that was added to', written.replace('halves.', 'halves, exactly.')],
])('one comment %s is enough', (_, text) => {
  expect(warn(text, stub)).toBeUndefined();
});

test('a name at the top, and signs without a word, are no comments on functions', () => {
  expect(warn(`// Ada Lovelace\n${written}`, stub)).toContain('no comment');
  expect(warn(written.replace('return 2', '// ----\n  return 2'), stub)).toContain('no comment');
});

test('whoever deletes the descriptions is told so', () => {
  const text = written
    .replaceAll(/\/\*\*.*\*\//g, '')
    .replace('return 2', '// the sum of both\n  return 2');
  expect(warn(text, stub)).toBe(
    'part1/mlp.ts has 1 comment, fewer than the 2 descriptions that it came with.',
  );
});

test('a solution that takes the descriptions and writes into them passes on a real stub', () => {
  const original = readFileSync('fixtures/originals/part2/conv2d.ts', 'utf8');
  const solved = original.replace(/throw new[^;]*;/, '// one sum per place\n  return [];');
  expect(warn(solved, original)).toBeUndefined();
  expect(warn(solved.replace('// one sum per place', ''), original)).toContain('no comment');
});
