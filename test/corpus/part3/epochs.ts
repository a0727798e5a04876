import * as tf from '@tensorflow/tfjs';
import { type Batch, batches } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import type { Split } from '../../../solutions/part3/split.ts';
import type * as reference from '../../../solutions/part3/train.ts';
import type { EpochOptions, TrainingRecord } from '../../../solutions/part3/train.ts';
import type { Implementation } from '../implementation.ts';

export type TrainEpoch = (
  model: tf.LayersModel,
  optimizer: tf.Optimizer,
  data: LabelledImages,
  split: Split,
  options?: EpochOptions,
) => Promise<unknown>;

/** All options of an epoch but the listener, with their defaults. */
export type Settings = Required<Omit<EpochOptions, 'onRecord'>>;

/** What a step sees. */
export interface Step {
  model: tf.LayersModel;
  optimizer: tf.Optimizer;
  data: LabelledImages;
  split: Split;
  batch: Batch;
  settings: Settings;
  /** The number of this step, from 1 in all epochs. */
  step: number;
  /** How many steps were taken in this epoch before. */
  before: number;
}

/** What a training loop does in its own way; all else is as it should be. */
export interface Changes {
  settings?: (settings: Settings) => Settings;
  batches?: (data: LabelledImages, indices: number[], settings: Settings) => Iterable<Batch>;
  /** The images of a batch as a tensor. */
  images?: (step: Step) => tf.Tensor4D;
  /** In training mode by default. */
  logits?: (model: tf.LayersModel, images: tf.Tensor4D) => tf.Tensor2D;
  /** The mean cross-entropy by default. */
  loss?: (logits: tf.Tensor2D, labels: tf.Tensor1D, step: Step) => tf.Scalar;
  /** The gradients that the optimizer gets. */
  gradients?: (gradients: tf.NamedTensorMap, step: Step) => tf.NamedTensorMap;
  /** One step of the optimizer by default. */
  update?: (gradients: tf.NamedTensorMap, step: Step) => void;
  /** Whether a record is made after a step. */
  isRecorded?: (step: Step) => boolean;
  /** In place of the record. */
  record?: (record: TrainingRecord, step: Step) => object | Promise<object>;
  validation?: (step: Step) => Promise<number> | number;
  /** Calls the listener. */
  tell?: (onRecord: EpochOptions['onRecord'], record: TrainingRecord, step: Step) => void;
  /** In place of the list of records. */
  result?: (records: TrainingRecord[], step: Step | undefined) => unknown;
}

/** Writes `trainEpoch`, from scratch or by what differs. */
export const named = (
  name: string,
  write: Changes | TrainEpoch,
): Implementation<typeof reference> => ({
  name,
  module: { trainEpoch: typeof write === 'function' ? write : training(write) },
});

/** The variables that a network learns. */
export const variablesOf = (model: tf.LayersModel): tf.Variable[] =>
  model.trainableWeights.map((weight) => weight.read() as tf.Variable);

/** A batch as the network takes it. */
export const imagesOf = ({ batch, data }: Pick<Step, 'batch' | 'data'>): tf.Tensor4D =>
  tf.tensor4d(batch.images, [batch.size, data.height, data.width, data.channels]);

/** The cross-entropy of each sample: `[batch]`. */
export const crossEntropies = (logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor1D =>
  logits.logSumExp(1).sub(logits.mul(tf.oneHot(labels, logits.shape[1])).sum(1)) as tf.Tensor1D;

/** A training loop by hand: gradients of variables, given to the optimizer. */
export function training(changes: Changes = {}): TrainEpoch {
  return async (model, optimizer, data, split, options = {}) => {
    const { onRecord, ...given } = options;
    const asked = { epoch: 0, batchSize: 50, every: 10, seed: 0, ...given };
    const settings = changes.settings?.(asked) ?? asked;
    const { epoch, batchSize, every, seed } = settings;
    const first = epoch * Math.ceil(split.train.length / batchSize);
    const all =
      changes.batches?.(data, split.train, settings) ??
      batches(data, { indices: split.train, batchSize, seed, epoch });
    const records: TrainingRecord[] = [];
    let last: Step | undefined;
    let before = 0;
    for (const batch of all) {
      const step = first + before + 1;
      const now = { model, optimizer, data, split, batch, settings, step, before };
      const { loss, correct } = take(now, changes);
      before++;
      last = now;
      if (!(changes.isRecorded?.(now) ?? step % every === 0)) continue;
      const right: TrainingRecord = {
        step,
        loss,
        trainAccuracy: correct / batch.size,
        validationAccuracy: await (changes.validation?.(now) ??
          accuracy(model, data, split.validation)),
      };
      const record = (changes.record ? await changes.record(right, now) : right) as TrainingRecord;
      records.push(record);
      if (changes.tell) changes.tell(onRecord, record, now);
      else onRecord?.(record);
    }
    return changes.result === undefined ? records : changes.result(records, last);
  };
}

/** One step. */
function take(step: Step, changes: Changes): { loss: number; correct: number } {
  const { model, optimizer, batch } = step;
  return tf.tidy(() => {
    const images = changes.images?.(step) ?? imagesOf(step);
    const labels = tf.tensor1d(batch.labels, 'int32');
    let correct = 0;
    const { value, grads } = tf.variableGrads(() => {
      const logits =
        changes.logits?.(model, images) ?? (model.apply(images, { training: true }) as tf.Tensor2D);
      [correct] = logits.argMax(1).equal(labels).sum().dataSync();
      return (
        changes.loss?.(logits, labels, step) ?? crossEntropies(logits, labels).mean<tf.Scalar>()
      );
    }, variablesOf(model));
    const gradients = changes.gradients?.(grads, step) ?? grads;
    if (changes.update) changes.update(gradients, step);
    else optimizer.applyGradients(gradients);
    return { loss: value.dataSync()[0], correct };
  });
}
