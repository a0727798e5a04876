import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { readRunFile, type RunFile } from '#src/training/runs/run-file';
import { temporaryFolders } from '../../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const file: RunFile = {
  format: 1,
  part: 'part3',
  subject: 'solutions',
  options: { dataset: 'shapes', seed: 1 },
  settings: {},
  begun: '2026-01-01T00:00:00.000Z',
  machine: { node: 'v20', platform: 'linux x64', cpus: '2', version: '0.1.0' },
  runs: {},
};

async function folderWith(text: string): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'run.json'), text);
  return folder;
}

test('what is whole is read', async () => {
  expect(await readRunFile(await folderWith(JSON.stringify(file)), 'part3')).toEqual(file);
});

test.each([
  ['', /run\.json is damaged: Unexpected end of JSON input\. Nothing was changed\. Begin anew: npx kata experiment part3$/],
  ['{"format":1', /is damaged/],
  ['null', /has format undefined; this program reads format 1/],
  [JSON.stringify({ ...file, format: 2 }), /has format 2; this program reads format 1\. Go on with the version/],
  [JSON.stringify({ ...file, part: 'part5' }), /belongs to part5; wanted part3\. Go on with it: npx kata experiment part5 --resume/],
  [JSON.stringify({ ...file, runs: [] }), /is damaged: subject, options or runs/],
  [JSON.stringify({ ...file, subject: 'x' }), /is damaged/],
  [JSON.stringify({ ...file, options: { seed: 1 } }), /is damaged/],
])('%j is refused, and what to do is said', async (text, message) => {
  const read = readRunFile(await folderWith(text), 'part3');
  await expect(read).rejects.toThrow(UserError);
  await expect(read).rejects.toThrow(message);
}); // prettier-ignore

test('a folder without an experiment is named', async () => {
  const folder = await temporaryFolder();
  await expect(readRunFile(folder, 'part4')).rejects.toThrow(/run\.json is not there; wanted the folder of an experiment that was begun, such as results\/part4-1/); // prettier-ignore
});
