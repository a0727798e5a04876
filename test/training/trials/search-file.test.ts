import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSearchFile, searchFileText } from '#src/training/trials/search-file';
import { startClock } from '#src/training/trials/virtual-order';
import { temporaryFolders } from '../../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const file = { jobs: 2, seconds: 1.5, clock: startClock(), epochSeconds: [[1]], state: { rows: [] } }; // prettier-ignore

test('the state of a search is read as it was written', async () => {
  const folder = await temporaryFolder();
  expect(await readSearchFile(folder)).toBeUndefined();
  await writeFile(join(folder, 'search.json'), searchFileText(file));
  expect(await readSearchFile(folder)).toMatchObject(file);
});

test.each([
  ['{"half of', /search\.json is damaged: jobs, seconds, clock/],
  ['null', /is damaged/],
  [searchFileText({ ...file, clock: {} as typeof file.clock }), /is damaged/],
  [searchFileText({ ...file, state: undefined }), /is damaged/],
  [searchFileText(file).replace('"format":1', '"format":7'), /has format 7; this program reads format 1\./], // prettier-ignore
])('one that cannot be gone on with is refused: %s', async (text, message) => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'search.json'), text);
  await expect(readSearchFile(folder)).rejects.toThrow(message);
});
