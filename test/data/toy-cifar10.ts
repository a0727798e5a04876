import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Content, DataSource } from '#src/data/sources';
import { tarBytes } from './tar-bytes.ts';
import type { TarMember } from './tar-bytes.ts';

/** Bytes of one record of CIFAR-10. */
export const recordBytes = 3073;

const pixels = 1024;

/** The level that a toy image has in one pixel: different in every image, pixel and channel. */
export const levelOf = (image: number, pixel: number, channel: number) =>
  (37 * image + 5 * pixel + 101 * channel + (pixel >> 5)) % 256;

/** @returns a batch file of images, counted from `first`; the label of each is its number modulo 10. */
export function batchBytes(first: number, count: number): Buffer {
  const records = Array.from({ length: count }, (_, i) => {
    const record = Buffer.alloc(recordBytes, (first + i) % 10);
    for (let at = 1; at < recordBytes; at++) {
      record[at] = levelOf(first + i, (at - 1) % pixels, Math.floor((at - 1) / pixels));
    }
    return record;
  });
  return Buffer.concat(records);
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The batches of a toy CIFAR-10: 2, 3 and 2 images. */
export const toyBatches: readonly TarMember[] = [
  { name: 'first.bin', bytes: batchBytes(0, 2) },
  { name: 'second.bin', bytes: batchBytes(2, 3) },
  { name: 'third.bin', bytes: batchBytes(5, 2) },
];

const contents: readonly Content[] = toyBatches.map(({ name, bytes }) => ({
  name,
  bytes: bytes.length,
  sha256: sha256(bytes),
}));

const inFolder = ({ name, ...rest }: TarMember) => ({ name: `toy-bin/${name}`, ...rest });

/** The archive as it is published: not in order, and with something else in it. */
export const toyArchive = gzipSync(
  tarBytes([
    { name: 'toy-bin/', bytes: Buffer.alloc(0), type: '5' },
    inFolder(toyBatches[2]),
    { name: 'toy-bin/readme.html', bytes: Buffer.from('<html>') },
    ...toyBatches.slice(0, 2).map(inFolder),
  ]),
);

/** A data set like CIFAR-10, small. */
export function toySource(mirror = 'http://127.0.0.1:9/'): DataSource {
  return {
    name: 'toy',
    title: 'Toy',
    mirrors: [mirror],
    standIn: 'shapes',
    files: [
      {
        name: 'toy.tar.gz',
        bytes: toyArchive.length,
        checksums: [{ algorithm: 'sha256', hex: sha256(toyArchive) }],
        verify: 'contents',
        contents,
        folder: 'toy-bin',
      },
    ],
  };
}
