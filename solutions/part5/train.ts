import * as tf from '@tensorflow/tfjs';
import { type Batch, batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';

export interface Split {
  train: number[];
  validation: number[];
}

export interface TrainingRecord {
  step: number;
  loss: number;
  validationAccuracy: number;
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
  { train, validation }: Split,
  options: EpochOptions = {},
): Promise<TrainingRecord[]> {
  const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
  const records: TrainingRecord[] = [];
  const optimizer = tf.train.sgd(learningRate); // plain SGD remembers nothing: each epoch has its own
  try {
    let step = epoch * Math.ceil(train.length / batchSize); // taken before this epoch
    for (const batch of batches(data, { indices: train, batchSize, seed, epoch })) {
      step++;
      const loss = takeStep(model, optimizer, data, batch);
      if (step % every === 0) {
        const record = {
          step,
          loss: (await loss.data())[0],
          validationAccuracy: await accuracy(model, data, validation),
        };
        records.push(record);
        onRecord?.(record);
      }
      loss.dispose();
    }
  } finally {
    optimizer.dispose(); // also when the listener throws
  }
  return records;
}

/** One update of the weights. @returns the mean cross-entropy before it. */
function takeStep(
  model: tf.LayersModel,
  optimizer: tf.Optimizer,
  { height, width, channels }: LabelledImages,
  { images, labels, size }: Batch,
): tf.Scalar {
  return tf.tidy(() => {
    const x = tf.tensor4d(images, [size, height, width, channels]);
    const classes = tf.tensor1d(labels, 'int32');
    const loss = optimizer.minimize(() => {
      const logits = model.apply(x, { training: true }) as tf.Tensor2D; // [size, classes]
      return tf.losses.softmaxCrossEntropy(tf.oneHot(classes, logits.shape[1]), logits);
    }, true);
    return loss!;
  });
}

/** As in part 3: the fraction of samples whose largest logit is the one of their label. */
async function accuracy(
  model: tf.LayersModel,
  data: LabelledImages,
  indices: readonly number[],
): Promise<number> {
  const { height, width, channels } = data;
  let correct = 0;
  for (const { images, labels, size } of batches(data, { indices, batchSize: 500 })) {
    const count = tf.tidy(() => {
      const logits = model.apply(tf.tensor4d(images, [size, height, width, channels]));
      return (logits as tf.Tensor2D).argMax(1).equal(tf.tensor1d(labels, 'int32')).sum();
    });
    correct += (await count.data())[0];
    count.dispose();
  }
  return correct / indices.length;
}
