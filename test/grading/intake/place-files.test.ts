import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeFiles } from '#src/grading/intake/place-files';
import { wanted } from './katas.ts';

/** Places files whose bytes are their paths. */
function place(...paths: string[]) {
  const candidates = paths.map((path) => ({ path, bytes: Buffer.from(path) }));
  const { files, refused } = placeFiles(candidates, wanted);
  const placed = [...files].map(([key, bytes]) => [key, Buffer.from(bytes).toString()]);
  return { files: Object.fromEntries(placed) as Record<string, string>, refused };
}

test('the manifests ask for the file of each task, once, and for the answers of each part', () => {
  const names = wanted.filter(({ part }) => part === 'part2').map(({ name }) => name);
  expect(names).toEqual(['conv2d.ts', 'conv2d-options.ts', 'conv2d-backward.ts', 'answers.md']);
  expect(new Set(wanted.map(({ part, name }) => `${part}/${name}`)).size).toBe(wanted.length);
});

test.each([
  ['part2/conv2d.ts', 'part2/conv2d.ts'],
  ['katas/part2/conv2d.ts', 'part2/conv2d.ts'],
  ['./a/b c/katas//part2/./conv2d.ts', 'part2/conv2d.ts'],
  ['Part 2/Conv2D.TS', 'part2/conv2d.ts'],
  ['part_02/ANSWERS.md', 'part2/answers.md'],
  ['part3/train.ts', 'part3/train.ts'],
  ['part1/part3/train.ts', 'part3/train.ts'],
  ['conv2d.ts', 'part2/conv2d.ts'],
  ['my homework/conv2d.ts', 'part2/conv2d.ts'],
])('%s is %s', (path, key) => {
  expect(place(path)).toEqual({ files: { [key]: path }, refused: [] });
});

test.each([
  [
    'train.ts',
    'part3, part4, part5, part8 all have a file of this name; put it into a folder of the part',
  ],
  ['answers.md', 'as in part0/answers.md'],
  ['part2/train.ts', 'no part2/train.ts is asked for'],
  ['part9/train.ts', 'no part9/train.ts is asked for'],
  ['part2/old/conv2d.ts', 'it lies too deep: files of part2 lie directly in its folder'],
])('%s is refused: %s', (path, reason) => {
  const { files, refused } = place(path);
  expect(files).toEqual({});
  expect(refused).toMatchObject([{ file: path }]);
  expect(refused[0].reason).toContain(reason);
});

test('a name of several parts belongs to the only one that has all that lies beside it', () => {
  const { files, refused } = place('x/train.ts', 'x/split.ts', 'x/answers.md', 'y/train.ts');
  expect(Object.keys(files)).toEqual(['part3/split.ts', 'part3/train.ts', 'part3/answers.md']);
  expect(refused).toMatchObject([{ file: 'y/train.ts' }]);
});

test('of files of several parts in one folder, each goes where its name is the only one', () => {
  const { files, refused } = place('conv2d.ts', 'mlp.ts', 'answers.md');
  expect(Object.keys(files)).toEqual(['part1/mlp.ts', 'part2/conv2d.ts']);
  expect(refused).toMatchObject([{ file: 'answers.md' }]);
});

test('two different files for one place are both refused', () => {
  const { files, refused } = place('part2/conv2d.ts', 'katas/part2/conv2d.ts', 'part1/mlp.ts');
  expect(Object.keys(files)).toEqual(['part1/mlp.ts']);
  const reason = 'there are 2 different files for part2/conv2d.ts; hand in one of them';
  expect(refused).toEqual([
    { file: 'part2/conv2d.ts', reason },
    { file: 'katas/part2/conv2d.ts', reason },
  ]);
});

test('two equal files for one place are one', () => {
  const bytes = Buffer.from('same');
  const candidates = ['a/part2/conv2d.ts', 'b/part2/conv2d.ts'].map((path) => ({ path, bytes }));
  const { files, refused } = placeFiles(candidates, wanted);
  expect([...files.keys()]).toEqual(['part2/conv2d.ts']);
  expect(refused).toEqual([]);
});

test('every candidate is placed or refused, and only wanted places are filled', () => {
  const segment = fc.constantFrom('part0', 'part2', 'part3', 'Part 4', 'katas', 'hw1', '.', 'src');
  const name = fc.constantFrom(...wanted.map((file) => file.name));
  const path = fc.tuple(fc.array(segment, { maxLength: 4 }), name).map(([above, name]) => [...above, name].join('/')); // prettier-ignore
  const keys = new Set(wanted.map((file) => `${file.part}/${file.name}`));
  const property = fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
    const { files, refused } = place(...paths);
    expect(Object.keys(files).every((key) => keys.has(key))).toBe(true);
    const seen = [...Object.values(files), ...refused.map(({ file }) => file)];
    expect(seen.toSorted()).toEqual(paths.toSorted());
  });
  fc.assert(property, { seed: 1, numRuns: 500 });
});

test('files of a part that is not graded are passed over, unless theirs is missed', () => {
  const wanted = [{ part: 'part2', name: 'conv2d.ts' }, { part: 'part2', name: 'answers.md' }]; // prettier-ignore
  const of = (...paths: string[]) =>
    placeFiles(paths.map((path) => ({ path, bytes: Buffer.from(path) })), wanted).refused; // prettier-ignore
  expect(of('part2/conv2d.ts', 'part2/answers.md', 'part1/answers.md')).toEqual([]);
  expect(of('part1/conv2d.ts', 'part2/answers.md', 'part1/answers.md')).toEqual([
    { file: 'part1/conv2d.ts', reason: 'no part1/conv2d.ts is asked for' },
  ]);
});
