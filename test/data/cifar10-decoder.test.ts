import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { decodeInto, emptyCifar10 } from '#src/data/cifar10-decoder';
import { batchBytes, levelOf, recordBytes } from './toy-cifar10.ts';

function decodeInPieces(bytes: Uint8Array, pieceSize: number, first: number, count: number) {
  const data = emptyCifar10(first + count + 1);
  const decoder = decodeInto(data, first, count, 'file');
  for (let at = 0; at < bytes.length; at += pieceSize) {
    decoder.push(bytes.subarray(at, at + pieceSize));
  }
  decoder.finish();
  return data;
}

test('whatever the pieces in which they come, planes become channels, pixel by pixel', () => {
  const drawn = [
    fc.nat(2),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 7000 }),
  ] as const;
  fc.assert(
    fc.property(...drawn, (first, count, pieceSize) => {
      const { images, labels } = decodeInPieces(batchBytes(first, count), pieceSize, first, count);
      for (let image = first; image < first + count; image++) {
        expect(labels[image]).toBe(image);
        const levels = images.subarray(image * 3072, (image + 1) * 3072);
        const wanted = levels.map((_, at) => levelOf(image, Math.floor(at / 3), at % 3));
        expect(levels).toEqual(wanted);
      }
    }),
    { numRuns: 30 },
  );
});

test('images beside those that came stay as they were', () => {
  const { images } = decodeInPieces(batchBytes(1, 1), 1000, 1, 1);
  expect(images.subarray(0, 3072).every((level) => level === 0)).toBe(true);
  expect(images.subarray(2 * 3072).every((level) => level === 0)).toBe(true);
});

test('the data set is 32×32 in three channels', () => {
  const { images, ...rest } = emptyCifar10(2);
  expect(images).toHaveLength(2 * 32 * 32 * 3);
  expect(rest).toEqual({
    labels: Uint8Array.of(0, 0),
    count: 2,
    height: 32,
    width: 32,
    channels: 3,
  });
});

test.each<[string, Uint8Array, RegExp]>([
  ['a label above 9', Buffer.concat([batchBytes(0, 1), Buffer.alloc(recordBytes, 10)]), /label 10 in record 1; wanted a class 0 … 9/], // prettier-ignore
  ['a record too many', batchBytes(0, 3), /bytes after the last record; wanted 2 of them/],
  ['a byte too many', Buffer.concat([batchBytes(0, 2), Buffer.of(0)]), /bytes after the last record/], // prettier-ignore
  ['a byte too few', batchBytes(0, 2).subarray(0, -1), /1 records and 3072 bytes \(it was cut short\); wanted 2 records of 3073 bytes/], // prettier-ignore
  ['nothing', Buffer.alloc(0), /0 records and 0 bytes/],
])('%s is one clear message', (_, bytes, message) => {
  const decode = () => decodeInPieces(bytes, 5000, 0, 2);
  expect(decode).toThrow(UserError);
  expect(decode).toThrow(message);
});
