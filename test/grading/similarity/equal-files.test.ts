import { expect, test } from 'vitest';
import { equalFiles } from '#src/grading/similarity/equal-files';
import { solution, stub } from './programs.ts';

const file = 'part2/conv2d.ts';
const of = (submission: string, text: string, place = file) => ({ submission, file: place, text });
const stubs = [{ file, text: stub }];

test('a text that several have handed in is found, however many, whatever its blanks', () => {
  const many = Array.from({ length: 40 }, (_, i) => of(`s${i}`, solution));
  const spaced = of('spaced', solution.replaceAll('\n', '\r\n\t'));
  const [group, ...others] = equalFiles([...many, spaced, of('own', `${solution} // mine`)], stubs, []); // prettier-ignore
  expect(others).toEqual([]);
  expect(group.file).toBe(file);
  expect(group.submissions.map(({ name }) => name)).toEqual([...many.map(({ submission }) => submission), 'spaced']); // prettier-ignore
});

test('neither what was handed out nor what is short counts', () => {
  const pairs = [stub, `${stub}\n`, '', 'export const a = 1;'].flatMap((text) => [of('a', text), of('b', text)]); // prettier-ignore
  expect(equalFiles(pairs, stubs, [])).toEqual([]);
});

test('files of different places are different, and the archive is only compared with', () => {
  const two = [of('a', solution), of('b', solution, 'part2/other.ts')];
  expect(equalFiles(two, stubs, [])).toEqual([]);
  const archive = [of('old', solution), of('older', solution, 'part1/mlp.ts'), of('oldest', solution, 'part1/mlp.ts')]; // prettier-ignore
  expect(equalFiles(two, stubs, archive)).toEqual([
    { file, submissions: [{ name: 'a', isArchived: false }, { name: 'old', isArchived: true }] },
  ]); // prettier-ignore
});

test('the largest group comes first', () => {
  const other = `${solution}\n// another`;
  const sources = [of('a', other), of('b', other), of('c', solution), of('d', solution), of('e', solution)]; // prettier-ignore
  expect(equalFiles(sources, stubs, []).map(({ submissions }) => submissions.length)).toEqual([3, 2]); // prettier-ignore
});
