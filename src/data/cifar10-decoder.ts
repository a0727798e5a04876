import { UserError } from '../common/user-error.ts';
import type { LabelledImages } from './labelled-images.ts';
import type { Sink } from './sink.ts';

const size = 32;
const channels = 3;
const plane = size * size;

/** Bytes of one record: the label, and the red, the green and the blue plane. */
export const recordBytes = 1 + channels * plane;

/** @returns a data set of 32×32 colour images, for `decodeInto` to fill. */
export function emptyCifar10(count: number): LabelledImages {
  return {
    images: new Uint8Array(count * channels * plane),
    labels: new Uint8Array(count),
    count,
    height: size,
    width: size,
    channels,
  };
}

/**
 * Decodes records of CIFAR-10's binary version that come in pieces of any size: from planes
 * `[3, 32, 32]` to the order of `LabelledImages`, `[32, 32, 3]`.
 *
 * @param data - where the images go.
 * @param first - the index of the first one.
 * @param count - how many come.
 * @param name - how messages call the file.
 * @returns a sink whose `push` throws a UserError at a label above 9 or a record too many, `finish` at one too few.
 */
export function decodeInto(
  { images, labels }: LabelledImages,
  first: number,
  count: number,
  name: string,
): Sink {
  let record = 0; // of this file
  let offset = 0; // in the record

  function push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length;) {
      if (record === count)
        throw decodeError(name, 'bytes after the last record', `${count} of them`);
      if (offset === 0) {
        labels[first + record] = checkedLabel(name, chunk[at++], record);
        offset = 1;
        continue;
      }
      const pixel = (offset - 1) % plane;
      const channel = ((offset - 1) / plane) | 0;
      const run = Math.min(plane - pixel, chunk.length - at);
      let to = ((first + record) * plane + pixel) * channels + channel;
      for (const end = at + run; at < end; at++, to += channels) images[to] = chunk[at];
      offset += run;
      if (offset === recordBytes) [record, offset] = [record + 1, 0];
    }
  }

  function finish(): void {
    if (record < count) {
      throw decodeError(
        name,
        `${record} records and ${offset} bytes (it was cut short)`,
        `${count} records of ${recordBytes} bytes`,
      );
    }
  }

  return { push, finish };
}

function checkedLabel(name: string, label: number, record: number): number {
  if (label <= 9) return label;
  throw decodeError(name, `label ${label} in record ${record}`, 'a class 0 … 9');
}

function decodeError(name: string, came: string, wanted: string): UserError {
  return new UserError(`${name}: ${came}; wanted ${wanted}. Download or copy the file again.`);
}
