import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRegularFile } from '#src/grading/intake/read-file';
import { temporaryFolders } from '../../data/temporary-folder.ts';
import { makePipe } from './make-pipe.ts';

const temporaryFolder = temporaryFolders();
const isUnix = process.platform !== 'win32';

test('a file is read up to the limit, and not beyond', async () => {
  const path = join(await temporaryFolder(), 'a');
  await writeFile(path, 'x'.repeat(1024));
  expect(await readRegularFile(path, 1024)).toEqual({ bytes: Buffer.from('x'.repeat(1024)) });
  expect(await readRegularFile(path, 1023)).toEqual({ reason: 'it has more than 1023 bytes' });
  await writeFile(path, '');
  expect(await readRegularFile(path, 0)).toEqual({ bytes: Buffer.alloc(0) });
});

test.runIf(isUnix)('a link is not followed, a pipe not waited for, a folder not read', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a'), 'secret');
  await symlink('a', join(folder, 'link'));
  makePipe(join(folder, 'pipe'));
  const reasonOf = async (name: string) => readRegularFile(join(folder, name), 100);
  expect(await reasonOf('link')).toEqual({ reason: 'it is a symbolic link, not a file' });
  expect(await reasonOf('pipe')).toEqual({ reason: 'it is not a regular file' });
  expect(await reasonOf('.')).toEqual({ reason: 'it is not a regular file' });
  expect(await reasonOf('none')).toEqual({ reason: 'it cannot be read (ENOENT)' });
  expect(await readRegularFile('/dev/zero', 100)).toEqual({ reason: 'it is not a regular file' });
});
