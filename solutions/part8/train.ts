import * as tf from '@tensorflow/tfjs';
import { type Batch, batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';
import type { Loss } from './losses.ts';
import type { Network } from './network.ts';

export interface EpochOptions {
  learningRate: number;
  batchSize: number;
  seed?: number;
  epoch?: number;
}

export interface Measures {
  loss: number;
  accuracy: number;
}

/** So many losses are read at a time: a GPU is asked seldom, and memory holds few small tensors. */
const READ_TOGETHER = 500;

export async function trainEpoch(
  network: Network,
  loss: Loss,
  data: LabelledImages,
  indices: readonly number[],
  { learningRate, batchSize, seed = 0, epoch = 0 }: EpochOptions,
): Promise<number[]> {
  const parameters = network.parameters();
  const curve: number[] = [];
  let unread: tf.Scalar[] = [];
  for (const batch of batches(data, { indices, batchSize, seed, epoch })) {
    const value = tf.tidy(() => {
      const { images, labels } = tensorsOf(batch);
      const judged = loss(network.forward(images), labels);
      network.backward(judged.gradient);
      for (const { value, gradient } of parameters) {
        value.assign(value.sub(gradient.mul(learningRate)));
      }
      return judged.loss;
    });
    unread.push(value);
    if (unread.length < READ_TOGETHER) continue;
    curve.push(...(await valuesOf(unread)));
    unread = [];
  }
  if (unread.length > 0) curve.push(...(await valuesOf(unread)));
  return curve;
}

export async function evaluate(
  network: Network,
  loss: Loss,
  data: LabelledImages,
  indices: readonly number[],
  { batchSize = 500 }: { batchSize?: number } = {},
): Promise<Measures> {
  const sums = { loss: 0, hits: 0 };
  for (const batch of batches(data, { indices, batchSize })) {
    const measured = tf.tidy(() => {
      const { images, labels } = tensorsOf(batch);
      const outputs = network.forward(images);
      const hits = outputs.argMax(1).equal(labels).sum().toFloat();
      return tf.stack([loss(outputs, labels).loss, hits]);
    });
    const [mean, hits] = await measured.data();
    measured.dispose();
    sums.loss += mean * batch.size; // the last batch may be smaller
    sums.hits += hits;
  }
  return { loss: sums.loss / indices.length, accuracy: sums.hits / indices.length };
}

function tensorsOf({ images, labels, size }: Batch) {
  return {
    images: tf.tensor2d(images, [size, images.length / size]),
    labels: tf.tensor1d(labels, 'int32'),
  };
}

/** The numbers in these tensors, which are freed. */
async function valuesOf(scalars: tf.Scalar[]): Promise<Float32Array> {
  const all = tf.stack(scalars);
  tf.dispose(scalars);
  const values = await all.data<'float32'>();
  all.dispose();
  return values;
}
