import * as tf from '@tensorflow/tfjs';
import { type Batch, batches, type BatchOptions } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import type { Implementation } from '../implementation.ts';

type Write = (model: tf.LayersModel, data: LabelledImages, indices?: number[]) => unknown;

/** Writes `accuracy`. */
export const named = (
  name: string,
  write: Write,
): Implementation<{ accuracy: typeof accuracy }> => ({
  name,
  module: { accuracy: write },
});

/** A batch as the network takes it. */
export const tensorOf = ({ images, size }: Batch, { height, width, channels }: LabelledImages) =>
  tf.tensor4d(images, [size, height, width, channels]);

/** What one loop over batches does in its own way. */
interface Loop extends BatchOptions {
  /** `[batch, classes]`, in evaluation mode of what `batches` gives. */
  logits?: (model: tf.LayersModel, images: tf.Tensor4D) => tf.Tensor2D;
  /** How many rows are right; those whose largest logit is the label's. */
  correct?: (logits: number[][], labels: ArrayLike<number>) => number;
  /** The batches, in order, and what was asked for. */
  fraction?: (counts: Count[], data: LabelledImages, indices: readonly number[]) => number;
}

interface Count {
  correct: number;
  size: number;
}

/** All of them together. */
export const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** The correct samples of all batches. */
export const total = (counts: Count[]) => sum(counts.map(({ correct }) => correct));

/** Where the largest logit of each row is. */
export const places = (logits: number[][]) => logits.map((row) => row.indexOf(Math.max(...row)));

/** Goes through batches of 50, counts, and divides once. */
export const looping = ({ logits, correct, fraction, ...options }: Loop): Write => {
  const count =
    correct ?? ((rows, labels) => places(rows).filter((k, n) => k === labels[n]).length);
  return (model, data, indices = [...data.labels.keys()]) => {
    const counts: Count[] = [];
    for (const batch of batches(data, { indices, batchSize: 50, ...options })) {
      const rows = tf.tidy(() => {
        const images = tensorOf(batch, data);
        return (logits?.(model, images) ?? (model.apply(images) as tf.Tensor2D)).arraySync();
      });
      counts.push({ correct: count(rows, batch.labels), size: batch.size });
    }
    return fraction?.(counts, data, indices) ?? total(counts) / indices.length;
  };
};

/** The right number, with something done to it. */
export const after =
  (
    change: (fraction: number, data: LabelledImages, indices: readonly number[]) => unknown,
  ): Write =>
  async (model, data, indices) =>
    change(await accuracy(model, data, indices), data, indices ?? Array.from(data.labels.keys()));
