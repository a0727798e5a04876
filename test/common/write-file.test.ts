import * as disk from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { UserError } from '#src/common/user-error';
import { writeWhole } from '#src/common/write-file';
import { temporaryFolders } from '../data/temporary-folder.ts';

// Tests may run as root, whom no permission stops, and cannot fill a disk: the disk is asked to fail.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof disk>();
  return { ...real, writeFile: vi.fn(real.writeFile), rename: vi.fn(real.rename) };
});

const folder = temporaryFolders();
const failure = (code: string) => Object.assign(new Error(`${code}: it failed`), { code });

/** What the disk does when there is room for half a file only. */
async function fillUp(path: unknown): Promise<void> {
  await disk.appendFile(path as string, 'half a fi');
  throw failure('ENOSPC');
}

test('a file is written, and the folders on the way are made', async () => {
  const path = join(await folder(), 'results', 'part1-1', 'run.json');
  await writeWhole(path, '{"loss": 0.5}');
  expect(await disk.readFile(path, 'utf8')).toBe('{"loss": 0.5}');
});

test('bytes are written as they are, over what was there', async () => {
  const path = join(await folder(), 'image.png');
  const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
  await writeWhole(path, 'something longer than 256 bytes'.repeat(20));
  await writeWhole(path, bytes);
  expect(new Uint8Array(await disk.readFile(path))).toEqual(bytes);
});

test.each([
  ['ENOSPC', 'the disk is full. Make room and run the command again.'],
  ['EACCES', 'you may not write there. Choose another place, or change its permissions.'],
  ['EPERM', 'you may not write there. Choose another place, or change its permissions.'],
  ['EROFS', 'you may not write there. Choose another place, or change its permissions.'],
  ['EIO', 'EIO: it failed.'],
])(
  'when writing fails with %s, the old file stays, and the message says why',
  async (code, why) => {
    const inside = await folder();
    const path = join(inside, 'run.json');
    await writeWhole(path, 'old');
    vi.mocked(disk.writeFile).mockImplementationOnce(async (draft) => {
      if (code === 'ENOSPC') return fillUp(draft);
      throw failure(code);
    });
    const attempt = writeWhole(path, 'new');
    await expect(attempt).rejects.toThrow(UserError);
    await expect(attempt).rejects.toThrow(
      `${path} could not be written: ${why} What was there is unchanged.`,
    );
    expect(await disk.readFile(path, 'utf8')).toBe('old');
    expect(await disk.readdir(inside)).toEqual(['run.json']);
  },
);

test('when the new file cannot take its place, the old one stays and no draft is left', async () => {
  const inside = await folder();
  const path = join(inside, 'run.json');
  await writeWhole(path, 'old');
  vi.mocked(disk.rename).mockRejectedValueOnce(failure('EPERM'));
  await expect(writeWhole(path, 'new')).rejects.toThrow(UserError);
  expect(await disk.readFile(path, 'utf8')).toBe('old');
  expect(await disk.readdir(inside)).toEqual(['run.json']);
});

test('where a folder on the way is a file, or the file is a folder, nothing is harmed', async () => {
  const inside = await folder();
  await disk.writeFile(join(inside, 'results'), 'a file');
  await disk.mkdir(join(inside, 'folder', 'full'), { recursive: true });
  await expect(writeWhole(join(inside, 'results', 'a.json'), '1')).rejects.toThrow(UserError);
  await expect(writeWhole(join(inside, 'folder'), '1')).rejects.toThrow(UserError);
  expect(await disk.readFile(join(inside, 'results'), 'utf8')).toBe('a file');
  expect((await disk.readdir(inside)).sort()).toEqual(['folder', 'results']);
});

test('a reader never sees half a file: it comes whole, by a rename', async () => {
  const inside = await folder();
  const path = join(inside, 'run.json');
  await writeWhole(path, 'old');
  let seen = '';
  vi.mocked(disk.rename).mockImplementationOnce(async (from, to) => {
    seen = (await disk.readFile(to, 'utf8')) + (await disk.readFile(from, 'utf8'));
    await disk.copyFile(from, to);
    await disk.rm(from);
  });
  await writeWhole(path, 'new');
  expect(seen).toBe('oldnew');
  expect(await disk.readFile(path, 'utf8')).toBe('new');
});
