import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { loadDigits, parseDigits, readDigits } from '#src/data/digits';
import type { DataSource } from '#src/data/sources';
import { temporaryFolders } from './temporary-folder.ts';
import { sha256 } from './toy-cifar10.ts';
import { userErrorOf } from './user-error-of.ts';

const temporaryFolder = temporaryFolders();
const line = (levels: number[], digit: number) => [...levels, digit].join(',');
const ramp = Array.from({ length: 64 }, (_, i) => i % 17);
const text = `${line(ramp, 7)}\n${line(ramp.toReversed(), 0)}\n`;

const source: DataSource = {
  name: 'digits',
  title: 'Toy digits',
  mirrors: ['http://127.0.0.1:9/'],
  standIn: 'strokes',
  files: [
    {
      name: 'digits.csv.gz',
      bytes: 1,
      checksums: [],
      verify: 'contents',
      contents: [
        { name: 'digits.csv', bytes: Buffer.byteLength(text), sha256: sha256(Buffer.from(text)) },
      ],
    },
  ],
};

async function given(bytes: Uint8Array) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'digits.csv.gz'), bytes);
  return { env: { KATA_DATA_DIR: folder } };
}

test('images and labels are read as they were written, 16 levels spread over 255', async () => {
  const data = await readDigits(source, await given(gzipSync(text)));
  expect(data).toMatchObject({ count: 2, height: 8, width: 8, channels: 1 });
  expect([...data.labels]).toEqual([7, 0]);
  const levels = Array.from(data.images, (level) => Math.round((level * 16) / 255));
  expect(levels).toEqual([...ramp, ...ramp.toReversed()]);
  expect([data.images[0], data.images[8], data.images[16]]).toEqual([0, 128, 255]);
});

test('a file that was compressed again in another way is the same', async () => {
  const once = await readDigits(source, await given(gzipSync(text, { level: 9 })));
  expect(await readDigits(source, await given(gzipSync(text, { level: 1 })))).toEqual(once);
});

test.each<[string, Uint8Array, RegExp]>([
  ['of other numbers', gzipSync(text.replace('7\n', '8\n')), /digits\.csv: its sha256 is/],
  ['that is longer', gzipSync(`${text}${text}`), /gz: (Cannot create|.*larger)/],
  ['that is shorter', gzipSync(text.slice(1)), /\d+ bytes \(it was cut short\)/],
  ['cut short', gzipSync(text).subarray(0, 40), /cut-short gzip data/],
  ['that is not compressed', Buffer.from(text), /gzip data \(incorrect header check\)/],
])('a file %s is one clear message', async (_, bytes, message) => {
  const said = await userErrorOf(given(bytes).then((options) => readDigits(source, options)));
  expect(said).toMatch(message);
  expect(said).toMatch(/Replace it by the one from http/);
});

test.each<[string, string]>([
  ['a level of 17', line([17, ...ramp.slice(1)], 1)],
  ['a level below 0', line([-1, ...ramp.slice(1)], 1)],
  ['half a level', line([0.5, ...ramp.slice(1)], 1)],
  ['a label of 10', line(ramp, 10)],
  ['a column too few', line(ramp.slice(1), 1)],
  ['a column too many', line([0, ...ramp], 1)],
  ['a word', `zero${line(ramp, 1).slice(1)}`],
])('%s is one clear message that names the line', (_, wrong) => {
  expect(() => parseDigits(`${line(ramp, 1)}\n${wrong}\n`, 'file')).toThrow(
    /^file: line 2 is ".*; wanted 64 levels 0 … 16 and a digit 0 … 9\./,
  );
});

test('the published file has 1797 images, and the known counts of each digit', async (ctx) => {
  const { KATA_DATA_DIR: folder = '' } = process.env;
  if (!existsSync(join(folder, 'digits'))) {
    return ctx.skip('KATA_DATA_DIR names no folder with digits in it');
  }
  const { count, labels } = await loadDigits({ env: process.env });
  expect(count).toBe(1797);
  const counts = Array.from({ length: 10 }, () => 0);
  for (const label of labels) counts[label]++;
  expect(counts).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
});
