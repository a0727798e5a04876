import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { digitBatch } from '#src/data/digit-batch';
import { loadMnist, readLabelledIdx } from '#src/data/mnist';
import { idxBytes } from './idx-bytes.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

async function pair(count: number, labels: number[]): Promise<[string, string]> {
  const folder = await temporaryFolder();
  const pixels = Uint8Array.from({ length: count * 6 }, (_, i) => i);
  const [imagePath, labelPath] = [join(folder, 'images'), join(folder, 'labels')];
  await writeFile(imagePath, gzipSync(idxBytes([count, 2, 3], pixels)));
  await writeFile(labelPath, gzipSync(idxBytes([labels.length], labels)));
  return [imagePath, labelPath];
}

test('images and labels are read as they were written', async () => {
  const data = await readLabelledIdx(...(await pair(2, [7, 0])));
  expect(data).toEqual({
    images: Uint8Array.from({ length: 12 }, (_, i) => i),
    labels: Uint8Array.of(7, 0),
    count: 2,
    height: 2,
    width: 3,
    channels: 1,
  });
});

test.each<[string, number[], RegExp]>([
  ['one label too few', [1], /1 labels; wanted 2, one for each image/],
  ['a label that is no digit', [1, 10], /label 10 at index 1; wanted a digit/],
])('%s is one clear message', async (_, labels, message) => {
  const failure = await readLabelledIdx(...(await pair(2, labels))).catch((error) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.message).toMatch(message);
});

test('the published files have the known counts, labels and grey levels', async (ctx) => {
  const folder = process.env.KATA_DATA_DIR;
  if (!folder || !existsSync(join(folder, 'mnist'))) {
    return ctx.skip('KATA_DATA_DIR names no folder with mnist in it');
  }
  const test = await loadMnist('test', { env: process.env });
  expect([test.count, test.height, test.width, test.channels]).toEqual([10_000, 28, 28, 1]);
  expect([...test.labels.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9]);
  const train = await loadMnist('train', { env: process.env });
  expect(train.count).toBe(60_000);
  expect([...train.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
  const mean = train.images.reduce((sum, level) => sum + level, 0) / train.images.length / 255;
  expect(mean).toBeCloseTo(0.1307, 4); // the mean by which everybody normalises MNIST
  const fives = digitBatch(train, 5, 5, 1);
  expect([fives.length, fives[0].length, fives[0][0].length]).toEqual([5, 1, 28]);
});
