import * as tf from '@tensorflow/tfjs';
import { type Batch, batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';
import { accuracy, countCorrect } from './accuracy.ts';
import type { Split } from './split.ts';

export interface TrainingRecord {
  step: number;
  loss: number;
  trainAccuracy: number;
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
  optimizer: tf.Optimizer,
  data: LabelledImages,
  { train, validation }: Split,
  options: EpochOptions = {},
): Promise<TrainingRecord[]> {
  const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options;
  const records: TrainingRecord[] = [];
  let step = epoch * Math.ceil(train.length / batchSize); // taken before this epoch
  for (const batch of batches(data, { indices: train, batchSize, seed, epoch })) {
    step++;
    const { loss, correct } = takeStep(model, optimizer, data, batch);
    if (step % every === 0) {
      const record = {
        step,
        loss: (await loss.data())[0],
        trainAccuracy: (await correct.data())[0] / batch.size,
        validationAccuracy: await accuracy(model, data, validation),
      };
      records.push(record);
      onRecord?.(record);
    }
    tf.dispose([loss, correct]);
  }
  return records;
}

/** One update of the weights. @returns the mean cross-entropy and the count of hits before it. */
function takeStep(
  model: tf.LayersModel,
  optimizer: tf.Optimizer,
  { height, width, channels }: LabelledImages,
  { images, labels, size }: Batch,
): { loss: tf.Scalar; correct: tf.Scalar } {
  return tf.tidy(() => {
    const x = tf.tensor4d(images, [size, height, width, channels]);
    const classes = tf.tensor1d(labels, 'int32');
    let correct: tf.Scalar;
    const loss = optimizer.minimize(() => {
      const logits = model.apply(x, { training: true }) as tf.Tensor2D; // [size, classes]
      correct = tf.keep(countCorrect(logits, classes));
      const targets = tf.oneHot(classes, logits.shape[1]);
      return tf.losses.softmaxCrossEntropy(targets, logits);
    }, true);
    return { loss: loss!, correct: correct! };
  });
}
