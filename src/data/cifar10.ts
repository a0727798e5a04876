import { decodeInto, emptyCifar10, recordBytes } from './cifar10-decoder.ts';
import type { LabelledImages } from './labelled-images.ts';
import type { LocateOptions } from './locate.ts';
import { readMembers } from './members.ts';
import { cifar10, cifar10Batches } from './sources.ts';
import type { Content, DataSource } from './sources.ts';

/** The classes of CIFAR-10, by label. */
export const cifar10Classes = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
] as const;

/**
 * CIFAR-10: 32×32 colour photographs of ten classes, 50 000 for training and 10 000 for testing.
 * Memory: the result, and little pieces of the files.
 *
 * @returns levels 0 … 255 as red, green, blue; labels 0 … 9; in the published order.
 * @throws {UserError} as `readMembers`.
 */
export function loadCifar10(
  part: 'train' | 'test',
  options: LocateOptions,
): Promise<LabelledImages> {
  return readRecords(cifar10, cifar10Batches[part], options);
}

/**
 * Reads images from an archive with records like those of CIFAR-10.
 *
 * @param batches - the members that hold the images, in this order.
 * @throws {UserError} as `readMembers`, and when a label is above 9.
 */
export async function readRecords(
  source: DataSource,
  batches: readonly Content[],
  options: LocateOptions,
): Promise<LabelledImages> {
  const counts = batches.map(({ bytes }) => Math.floor(bytes / recordBytes));
  const firsts = counts.map((_, i) => counts.slice(0, i).reduce((sum, count) => sum + count, 0));
  const data = emptyCifar10(counts.reduce((sum, count) => sum + count, 0));
  const open = (batch: Content) => {
    const i = batches.indexOf(batch);
    return decodeInto(data, firsts[i], counts[i], batch.name);
  };
  await readMembers(source, batches, open, options);
  return data;
}
