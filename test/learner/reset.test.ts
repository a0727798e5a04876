import * as disk from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { UserError } from '#src/common/user-error';
import { resetFiles } from '#src/learner/reset';
import { temporaryFolders } from '../data/temporary-folder.ts';

// Permissions do not stop root, as whom tests may run: the disk is asked to fail.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof disk>();
  return { ...real, readFile: vi.fn(real.readFile), writeFile: vi.fn(real.writeFile) };
});

const folder = temporaryFolders();
const original = 'throw new NotImplemented();\n';
/** Not even text: a backup is made of bytes. */
const own = Uint8Array.from({ length: 256 }, (_, i) => i);
let root = '';
const at = (path: string) => join(root, path);
const read = (path: string) => disk.readFile(at(path));

beforeEach(async () => {
  root = await folder();
  for (const path of ['fixtures/originals/part2', 'katas/part2']) {
    await disk.mkdir(at(path), { recursive: true });
    for (const name of ['conv2d.ts', 'answers.md'])
      await disk.writeFile(at(`${path}/${name}`), original);
  }
});

test('what the student had is kept byte by byte, and the original is back', async () => {
  await disk.writeFile(at('katas/part2/conv2d.ts'), own);
  expect(await resetFiles(root, 'part2', ['conv2d.ts'], 'now')).toEqual([
    {
      path: 'katas/part2/conv2d.ts',
      isChanged: true,
      backup: '.kata/backups/part2-now/conv2d.ts',
    },
  ]);
  expect(new Uint8Array(await read('.kata/backups/part2-now/conv2d.ts'))).toEqual(own);
  expect(String(await read('katas/part2/conv2d.ts'))).toBe(original);
});

test('what is the original already is not touched, and nothing is backed up', async () => {
  const before = await disk.stat(at('katas/part2/conv2d.ts'));
  const outcomes = await resetFiles(root, 'part2', ['conv2d.ts', 'answers.md'], 'now');
  expect(outcomes.map(({ isChanged }) => isChanged)).toEqual([false, false]);
  const after = await disk.stat(at('katas/part2/conv2d.ts'));
  expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino]);
  expect(await disk.readdir(root)).not.toContain('.kata');
});

test('a missing file comes back', async () => {
  await disk.rm(at('katas/part2'), { recursive: true });
  expect(await resetFiles(root, 'part2', ['conv2d.ts'], 'now')).toEqual([
    { path: 'katas/part2/conv2d.ts', isChanged: true },
  ]);
  expect(String(await read('katas/part2/conv2d.ts'))).toBe(original);
});

test('only the named files are put back', async () => {
  await disk.writeFile(at('katas/part2/conv2d.ts'), own);
  await disk.writeFile(at('katas/part2/answers.md'), 'my answers');
  await resetFiles(root, 'part2', ['answers.md'], 'now');
  expect(new Uint8Array(await read('katas/part2/conv2d.ts'))).toEqual(own);
});

test.each([
  ['the folder of backups is a file', () => disk.writeFile(at('.kata'), 'a file')],
  [
    'the disk is full',
    async () =>
      void vi
        .mocked(disk.writeFile)
        .mockRejectedValueOnce(Object.assign(new Error('full'), { code: 'ENOSPC' })),
  ],
])('when %s, so that no backup can be made, the student keeps the file', async (_, spoil) => {
  await disk.writeFile(at('katas/part2/conv2d.ts'), own);
  await spoil();
  await expect(resetFiles(root, 'part2', ['conv2d.ts'], 'now')).rejects.toThrow(UserError);
  expect(new Uint8Array(await read('katas/part2/conv2d.ts'))).toEqual(own);
});

test('a file that is there but cannot be read is not overwritten', async () => {
  await disk.writeFile(at('katas/part2/conv2d.ts'), own);
  const real = disk.readFile;
  vi.mocked(disk.readFile).mockImplementation((async (path: string) => {
    if (path === at('katas/part2/conv2d.ts')) {
      throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    }
    return vi.importActual<typeof disk>('node:fs/promises').then((actual) => actual.readFile(path));
  }) as typeof real);
  const attempt = resetFiles(root, 'part2', ['conv2d.ts'], 'now');
  await expect(attempt).rejects.toThrow(UserError);
  vi.mocked(disk.readFile).mockReset();
  const { readFile } = await vi.importActual<typeof disk>('node:fs/promises');
  expect(new Uint8Array(await readFile(at('katas/part2/conv2d.ts')))).toEqual(own);
});

test('a missing original is said, with how to get it back', async () => {
  await disk.rm(at('fixtures'), { recursive: true });
  await expect(resetFiles(root, 'part2', ['conv2d.ts'], 'now')).rejects.toThrow(
    'The original of katas/part2/conv2d.ts is missing from fixtures/originals; `git checkout fixtures` brings it back.',
  );
});
