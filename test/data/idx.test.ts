import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { idxDecoder, readIdx } from '#src/data/idx';
import { idxBytes } from './idx-bytes.ts';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

async function fileOf(bytes: Uint8Array): Promise<string> {
  const path = join(await temporaryFolder(), 'file');
  await writeFile(path, bytes);
  return path;
}

const images = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4)).chain(([count, height, width]) =>
  fc.record({
    shape: fc.constant<number[]>([count, height, width]),
    data: fc.uint8Array({ minLength: count * height * width, maxLength: count * height * width }),
  }),
);

function decodeInPieces(bytes: Uint8Array, pieceSize: number, rank: number) {
  const decoder = idxDecoder('file', rank, bytes.length);
  for (let i = 0; i < bytes.length; i += pieceSize) decoder.push(bytes.subarray(i, i + pieceSize));
  return decoder.finish();
}

test('whatever the pieces in which it comes, an IDX file decodes to its array', () => {
  fc.assert(
    fc.property(images, fc.integer({ min: 1, max: 20 }), (array, pieceSize) => {
      expect(decodeInPieces(idxBytes(array.shape, array.data), pieceSize, 3)).toEqual(array);
    }),
  );
});

test('a file is read the same, plain or compressed', async () => {
  const bytes = idxBytes([2, 1, 3], [1, 2, 3, 4, 5, 6]);
  const wanted = { shape: [2, 1, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  expect(await readIdx(await fileOf(bytes), 3)).toEqual(wanted);
  expect(await readIdx(await fileOf(gzipSync(bytes)), 3)).toEqual(wanted);
});

test('damaged bytes give an array or a UserError, never another error', () => {
  const edit = fc.tuple(fc.nat(40), fc.nat(255));
  fc.assert(
    fc.property(images, fc.array(edit, { maxLength: 4 }), fc.nat(60), (array, edits, length) => {
      const bytes = idxBytes(array.shape, array.data).slice(0, length);
      for (const [at, value] of edits) bytes[at % Math.max(1, bytes.length)] = value;
      try {
        decodeInPieces(bytes, 7, 3);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 500 },
  );
});

const good = idxBytes([3], [1, 2, 3]);
test.each<[string, Uint8Array, RegExp]>([
  ['an empty file', new Uint8Array(0), /only 0 bytes; wanted a header of 8 bytes/],
  [
    'another kind of file',
    Buffer.from('PK\x03\x04zip'),
    /begins with 50 4b 03 04; wanted 00 00 08 01/,
  ],
  ['images in place of labels', idxBytes([1, 1, 1], [1]), /wanted 00 00 08 01.* 1 dimension\b/],
  ['a header cut short', good.subarray(0, 6), /only 6 bytes/],
  ['numbers cut short', good.subarray(0, 10), /2 bytes of numbers.*wanted 3 for shape \(3\)/],
  ['bytes after the end', Buffer.concat([good, good]), /bytes after the last of the 3/],
  [
    'a header that lies',
    idxBytes([4_000_000_000], [1]),
    /promises shape \(4000000000\).*at most 9/,
  ],
  ['gzip data cut short', gzipSync(good).subarray(0, 15), /gzip data \(unexpected end of file\)/],
  ['damaged gzip data', gzipSync(good).fill(0x55, 10, 14), /damaged or cut-short gzip data/],
  [
    'compressed bytes after the end',
    gzipSync(Buffer.concat([good, good])),
    /bytes after the last of the 3/,
  ],
])('%s is one clear message that names the file', async (_, bytes, message) => {
  const path = await fileOf(bytes);
  const failure = await readIdx(path, 1).catch((error) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.message.startsWith(`${path}: `)).toBe(true);
  expect(failure.message).toMatch(message);
  expect(failure.message).toMatch(/Download or copy the file again\.$/);
});

test('a missing file is one clear message', async () => {
  const failure = await readIdx(join(await temporaryFolder(), 'none'), 1).catch((error) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.message).toMatch(/ENOENT.*wanted a readable IDX file/);
});
