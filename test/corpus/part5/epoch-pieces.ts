import * as tf from '@tensorflow/tfjs';
import { type Batch, batches } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import type { EpochOptions, Split, TrainingRecord } from '../../../solutions/part5/train.ts';

/** The options with their defaults. */
type Asked = Required<Omit<EpochOptions, 'onRecord'>> & Pick<EpochOptions, 'onRecord'>;

/** An epoch of training, piece by piece: each can be written in another way. */
export interface Pieces {
  asked(options: EpochOptions): Asked;
  /** Before the first step. */
  begin(model: tf.LayersModel): void;
  batches(data: LabelledImages, split: Split, asked: Asked): Iterable<Batch>;
  images(batch: Batch, data: LabelledImages): tf.Tensor4D;
  logits(model: tf.LayersModel, images: tf.Tensor4D): tf.Tensor2D;
  /** @param labels - one-hot */
  loss(labels: tf.Tensor2D, logits: tf.Tensor2D, asked: Asked): tf.Scalar;
  optimizer(learningRate: number, model: tf.LayersModel, asked: Asked): tf.Optimizer;
  /** Moves the weights. @returns the loss to be recorded. */
  step(optimizer: tf.Optimizer, loss: () => tf.Scalar, model: tf.LayersModel): tf.Scalar;
  /** How many steps there were before this epoch. */
  before(samples: number, asked: Asked): number;
  isRecorded(step: number, every: number): boolean;
  /** The loss in a record, from those of all steps of this epoch so far. */
  recorded(losses: readonly number[], asked: Asked): number;
  validated(
    model: tf.LayersModel,
    data: LabelledImages,
    split: Split,
    asked: Asked,
  ): Promise<number>;
  freesLoss: boolean;
  freesOptimizer: boolean;
}

const asDocumented: Pieces = {
  asked: (options) => ({ epoch: 0, batchSize: 50, every: 10, seed: 0, ...options }),
  begin: () => undefined,
  batches: (data, { train }, { batchSize, seed, epoch }) =>
    batches(data, { indices: train, batchSize, seed, epoch }),
  images: ({ images, size }, { height, width, channels }) =>
    tf.tensor4d(images, [size, height, width, channels]),
  logits: (model, images) => model.apply(images, { training: true }) as tf.Tensor2D,
  loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits),
  optimizer: (learningRate) => tf.train.sgd(learningRate),
  step: (optimizer, loss) => optimizer.minimize(loss, true)!,
  before: (samples, { epoch, batchSize }) => epoch * Math.ceil(samples / batchSize),
  isRecorded: (step, every) => step % every === 0,
  recorded: (losses) => losses.at(-1)!,
  validated: (model, data, { validation }) => accuracy(model, data, validation),
  freesLoss: true,
  freesOptimizer: true,
};

export type TrainEpoch = (
  model: tf.LayersModel,
  learningRate: number,
  data: LabelledImages,
  split: Split,
  options?: EpochOptions,
) => Promise<TrainingRecord[]>;

/** An epoch of plain SGD; what is not changed is as the stub's docs have it. */
export function epochWith(changes: Partial<Pieces> = {}): TrainEpoch {
  const its: Pieces = { ...asDocumented, ...changes };
  return async (model, learningRate, data, split, options = {}) => {
    const asked = its.asked(options);
    const optimizer = its.optimizer(learningRate, model, asked);
    its.begin(model);
    const [records, losses]: [TrainingRecord[], number[]] = [[], []];
    let step = its.before(split.train.length, asked);
    for (const batch of its.batches(data, split, asked)) {
      step++;
      const loss = tf.tidy(() => {
        const [images, labels] = [its.images(batch, data), tf.tensor1d(batch.labels, 'int32')];
        const lossNow = () => {
          const logits = its.logits(model, images);
          return its.loss(
            tf.oneHot(labels, logits.shape[1]).toFloat() as tf.Tensor2D,
            logits,
            asked,
          );
        };
        return its.step(optimizer, lossNow, model);
      });
      losses.push((await loss.data())[0]);
      if (its.freesLoss) loss.dispose();
      if (!its.isRecorded(step, asked.every)) continue;
      const validationAccuracy = await its.validated(model, data, split, asked);
      const record = { step, loss: its.recorded(losses, asked), validationAccuracy };
      records.push(record);
      asked.onRecord?.(record);
    }
    if (its.freesOptimizer) optimizer.dispose();
    return records;
  };
}

/** The fraction of these samples that are classified correctly. */
export async function accuracy(
  model: tf.LayersModel,
  data: LabelledImages,
  indices: readonly number[],
  training = false,
): Promise<number> {
  const correct = await correctIn(model, data, { indices, batchSize: 500, training });
  return correct.reduce((sum, count) => sum + count, 0) / indices.length;
}

/** How many samples are classified correctly, batch by batch. */
export async function correctIn(
  model: tf.LayersModel,
  data: LabelledImages,
  how: { indices: readonly number[]; batchSize: number; training?: boolean },
): Promise<number[]> {
  const { height, width, channels } = data;
  const { training = false, ...which } = how;
  const counts: number[] = [];
  for (const { images, labels, size } of batches(data, which)) {
    const count = tf.tidy(() => {
      const x = tf.tensor4d(images, [size, height, width, channels]);
      const logits = model.apply(x, { training }) as tf.Tensor2D;
      return logits.argMax(1).equal(tf.tensor1d(labels, 'int32')).sum();
    });
    counts.push((await count.data())[0]);
    count.dispose();
  }
  return counts;
}
