import { seededRandom } from '../common/random.ts';
import { UsageError } from '../common/user-error.ts';
import type { LabelledImages } from './labelled-images.ts';

/** A few samples, copied out of a data set: whoever gets them may keep and change them. */
export interface Batch {
  /** `[size, height, width, channels]`, flattened. */
  images: Float32Array;
  /** `[size]` */
  labels: Uint8Array;
  /** Where the samples lie in the data set: `[size]`. */
  indices: Uint32Array;
  size: number;
}

export interface BatchOptions {
  /** Samples in a batch. Default 50. */
  batchSize?: number;
  /** Which samples, in this order when they are not shuffled. Default all, as they lie. */
  indices?: Iterable<number>;
  /** Shuffles; any 32-bit integer. Without a seed nothing is shuffled. */
  seed?: number;
  /** Each epoch has an order of its own, whichever were run before it. Default 0. */
  epoch?: number;
  /** What a batch that is not full is for. Default `keep`. */
  last?: 'keep' | 'drop';
  /** Whether levels 0 … 255 become 0 … 1, or stay. Default `unit`. */
  scale?: 'unit' | 'levels';
}

/**
 * Goes once through samples, batch by batch. Each batch has arrays of its own, and nothing else is
 * copied but the order.
 *
 * @throws {UsageError} when the batch size is no positive integer, or an index lies outside the data set.
 */
export function* batches(data: LabelledImages, options: BatchOptions = {}): Generator<Batch> {
  const { batchSize = 50, last = 'keep', scale = 'unit' } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new UsageError(`The batch size is ${batchSize}; wanted a whole number of at least 1.`);
  }
  const order = epochOrder(options.indices ?? data.labels.keys(), options.seed, options.epoch);
  const end = last === 'drop' ? order.length - (order.length % batchSize) : order.length;
  for (let start = 0; start < end; start += batchSize) {
    yield gather(data, order.slice(start, Math.min(end, start + batchSize)), scale);
  }
}

/**
 * @param indices - those to put in order.
 * @param seed - without one, the order stays as it is.
 * @param epoch - default 0.
 * @returns the same indices in the order of this epoch.
 */
export function epochOrder(
  indices: Iterable<number>,
  seed: number | undefined,
  epoch = 0,
): Uint32Array {
  const given = Uint32Array.from(indices);
  if (seed === undefined) return given;
  // Not their sum: epoch 1 of seed 0 must not be epoch 0 of seed 1.
  const mixed = Math.imul(seed, 0x9e3779b1) ^ Math.imul(epoch + 1, 0x85ebca6b);
  const order = seededRandom(mixed).permutation(given.length);
  return given.map((_, k) => given[order[k]]);
}

/**
 * Copies samples out of a data set.
 *
 * @param scale - as `BatchOptions.scale`. Default `unit`.
 * @throws {UsageError} when an index lies outside the data set.
 */
export function gather(
  { images, labels, count, height, width, channels }: LabelledImages,
  indices: Uint32Array,
  scale: 'unit' | 'levels' = 'unit',
): Batch {
  const length = height * width * channels;
  const batch = {
    images: new Float32Array(indices.length * length),
    labels: new Uint8Array(indices.length),
    indices,
    size: indices.length,
  };
  const divisor = scale === 'unit' ? 255 : 1;
  for (const [k, i] of indices.entries()) {
    if (i >= count) {
      throw new UsageError(`There is no sample ${i} in a data set of ${count}; they begin at 0.`);
    }
    batch.labels[k] = labels[i];
    for (let from = i * length, to = k * length; from < (i + 1) * length; from++, to++) {
      batch.images[to] = images[from] / divisor;
    }
  }
  return batch;
}
