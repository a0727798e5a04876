import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keep } from '#src/data/keep';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const text = (words: string) => Buffer.from(words);

test('a file appears whole when it is finished, and nothing is left beside it', async () => {
  const folder = await temporaryFolder();
  const sink = await keep(join(folder, 'new', 'file'));
  sink.push(text('one '));
  sink.push(text('two'));
  expect(await readdir(join(folder, 'new'))).not.toContain('file');
  sink.finish();
  expect(await readdir(join(folder, 'new'))).toEqual(['file']);
  expect(await readFile(join(folder, 'new', 'file'), 'utf8')).toBe('one two');
});

test('what is abandoned leaves nothing, and the file that was there stays', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), 'before');
  const sink = await keep(join(folder, 'file'));
  sink.push(text('half'));
  sink.abandon?.();
  sink.abandon?.();
  expect(await readdir(folder)).toEqual(['file']);
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('before');
});

test('after it is finished, abandoning it changes nothing', async () => {
  const folder = await temporaryFolder();
  const sink = await keep(join(folder, 'file'));
  sink.push(text('whole'));
  sink.finish();
  sink.abandon?.();
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('whole');
});

test('what a killed process left is written over, not continued', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file.part'), 'something longer that was left');
  const sink = await keep(join(folder, 'file'));
  sink.push(text('new'));
  sink.finish();
  expect(await readdir(folder)).toEqual(['file']);
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('new');
});

test('a folder that goes away meanwhile is no error: nothing is kept', async () => {
  const folder = join(await temporaryFolder(), 'gone');
  const sink = await keep(join(folder, 'file'));
  await rm(folder, { recursive: true });
  sink.push(text('one'));
  sink.push(text('two'));
  sink.finish();
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
});
