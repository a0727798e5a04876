import * as tf from '@tensorflow/tfjs';
import { type Batch, batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';
import { firstKernel, magnitudeOf, meanLoss } from './gradient.ts';

export interface TrainingRecord {
  step: number;
  loss: number;
  gradientMagnitude: number;
}

export interface EpochOptions {
  epoch?: number;
  batchSize?: number;
  every?: number;
  seed?: number;
  onRecord?: (record: TrainingRecord) => void;
}

export async function trainEpoch(
  model: tf.LayersModel,
  learningRate: number,
  data: LabelledImages,
  indices: readonly number[],
  options: EpochOptions = {},
): Promise<TrainingRecord[]> {
  const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
  const optimizer = tf.train.sgd(learningRate); // remembers nothing: each epoch may have its own
  const records: TrainingRecord[] = [];
  let step = epoch * Math.ceil(indices.length / batchSize); // taken before this epoch
  try {
    for (const batch of batches(data, { indices, batchSize, seed, epoch })) {
      step++;
      const measured = takeStep(model, optimizer, data, batch, step % every === 0);
      if (measured === undefined) continue;
      const [loss, magnitude] = [await measured.loss.data(), await measured.magnitude.data()];
      tf.dispose(measured);
      const record = { step, loss: loss[0], gradientMagnitude: magnitude[0] };
      records.push(record);
      onRecord?.(record);
    }
  } finally {
    optimizer.dispose();
  }
  return records;
}

/** One update of the weights. @returns what a record holds of it, at the weights before. */
function takeStep(
  model: tf.LayersModel,
  optimizer: tf.SGDOptimizer,
  { height, width, channels }: LabelledImages,
  { images, labels, size }: Batch,
  isRecorded: boolean,
): { loss: tf.Scalar; magnitude: tf.Scalar } | undefined {
  return tf.tidy(() => {
    const x = tf.tensor4d(images, [size, height, width, channels]);
    const classes = tf.tensor1d(labels, 'int32');
    const { value, grads } = optimizer.computeGradients(() => meanLoss(model, x, classes));
    const magnitude = isRecorded ? magnitudeOf(grads[firstKernel(model).name]) : undefined;
    optimizer.applyGradients(grads);
    return magnitude && { loss: value, magnitude };
  });
}
