import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { UsageError } from '#src/common/user-error';
import { kataNames, loadKata, parseTarget, taskFiles } from '#src/learner/katas';
import { temporaryFolders } from '../data/temporary-folder.ts';

const folder = temporaryFolders();
let root = '';
beforeEach(async () => {
  root = await folder();
  for (const name of ['part10', 'part2', 'part0']) {
    await mkdir(join(root, 'katas', name), { recursive: true });
    const kata = { part: Number(name.slice(4)), title: name, tasks: [] };
    await writeFile(
      join(root, `katas/${name}/kata.ts`),
      `export const kata = ${JSON.stringify(kata)};`,
    );
  }
  await mkdir(join(root, 'katas', 'part7')); // without a manifest: nobody has written it
  await writeFile(join(root, 'katas', 'part8'), 'a file');
});

const files: Record<string, string[]> = {
  part0: ['training'],
  part2: ['conv2d', 'conv2d-options'],
};
const parse = (text: string) => parseTarget(root, text, (part) => files[part] ?? []);

test('the katas are the folders that have a manifest, in the order of their numbers', async () => {
  expect(kataNames(root)).toEqual(['part0', 'part2', 'part10']);
  expect(await loadKata(root, 'part10')).toMatchObject({ part: 10, title: 'part10' });
});

test('the files of a kata come once each, in the order of its tasks', () => {
  const task = (id: string, file: string) => ({ id, file, title: id, points: 1 });
  const tasks = [task('1.1', 'mlp'), task('1.2', 'activations'), task('1.3', 'mlp')];
  expect(taskFiles({ part: 1, title: '', tasks })).toEqual(['mlp', 'activations']);
});

describe('a target', () => {
  test.each([
    'katas/part2',
    'part2',
    '2',
    './katas/part2',
    'katas/part2/',
    'katas\\part2',
    '/home/me/ann-katas/katas/part2',
    './part2',
    '/home/me/my katas/katas/part2//',
  ])(
    // prettier-ignore
    '%s is a part',
    (text) => {
      expect(parse(text)).toEqual({ part: 'part2' });
    },
  );

  test.each([
    'katas/part2/conv2d.ts',
    'katas/part2/conv2d.test.ts',
    'part2/conv2d',
    '2/conv2d.ts',
    '/x/katas/part2/conv2d.ts',
    'katas\\part2\\conv2d.ts',
  ])(
    // prettier-ignore
    '%s is a file of a part',
    (text) => {
      expect(parse(text)).toEqual({ part: 'part2', file: 'conv2d' });
    },
  );

  test.each([
    ['katas/prt2', 'There is no kata "katas/prt2". Did you mean katas/part2?'],
    ['part3', 'There is no kata "part3". There are katas/part0, katas/part2, katas/part10.'],
    ['part7', 'There is no kata "part7". There are katas/part0, katas/part2, katas/part10.'],
    [
      'convolution',
      'There is no kata "convolution". There are katas/part0, katas/part2, katas/part10.',
    ],
    ['', 'There is no kata "". There are katas/part0, katas/part2, katas/part10.'],
    ['part2/conv2.ts', 'There is no kata "part2/conv2.ts". Did you mean katas/part2/conv2d?'],
    ['part2/README.md', 'There is no kata "part2/README.md". There are katas/part2/conv2d, katas/part2/conv2d-options.'], // prettier-ignore
    ['part0/conv2d', 'There is no kata "part0/conv2d". There are katas/part0/training.'],
    ['part2/conv2d.ts/x', 'There is no kata "part2/conv2d.ts/x". Did you mean katas/part2/conv2d?'],
  ])('"%s" is refused: %s', (text, message) => {
    expect(() => parse(text)).toThrow(UsageError);
    expect(() => parse(text)).toThrow(new UsageError(message));
  });
});
