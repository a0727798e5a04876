import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { LOCK_FILE, lockFolder } from '#src/training/runs/folder-lock';
import { temporaryFolders } from '../../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();

async function folderLockedBy(owner: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, LOCK_FILE), owner);
  return folder;
}

test('a folder is taken, made where it is missing, and may be taken again by the same process', async () => {
  const folder = join(await temporaryFolder(), 'results', 'part3-1');
  await lockFolder(folder);
  await lockFolder(folder);
  expect(await readFile(join(folder, LOCK_FILE), 'utf8')).toBe(`${process.pid}\n`);
});

test('a folder that a living process writes into is refused', async () => {
  const folder = await folderLockedBy(`${process.ppid}\n`);
  const refused = await lockFolder(folder).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UserError);
  expect((refused as Error).message).toContain(`Process ${process.ppid} writes into ${folder}`);
  expect(await readFile(join(folder, LOCK_FILE), 'utf8')).toBe(`${process.ppid}\n`);
});

test.each(['4194305\n', '', 'no number', '-1\n'])(
  'a lock left behind, %j, is taken over',
  async (owner) => {
    const folder = await folderLockedBy(owner); // no process has a number above 2^22
    await lockFolder(folder);
    expect(await readFile(join(folder, LOCK_FILE), 'utf8')).toBe(`${process.pid}\n`);
  },
);
