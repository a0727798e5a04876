import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../../src/common/random.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import type * as reference from '../../../solutions/part4/train.ts';
import type { EpochOptions, TrainingRecord } from '../../../solutions/part4/train.ts';
import type { Implementation } from '../implementation.ts';
import { allGradients, firstVariable, meanLoss, type Loss, type Model } from './gradients.ts';

export type Options = Required<Omit<EpochOptions, 'onRecord'>>;
export type Gradients = Record<string, tf.Tensor>;

/** What a training loop does in its own way; all else is right. */
export interface Changes {
  /** Other options than those asked for. */
  options?: (options: Options, asked: EpochOptions) => Options;
  /** The batches of an epoch: indices into the data. */
  batches?: (indices: readonly number[], options: Options, data: LabelledImages) => number[][];
  /** What a pixel becomes. */
  pixel?: (level: number) => number;
  label?: (label: number, n: number, labels: readonly number[]) => number;
  /** The loss that is descended. */
  loss?: Loss;
  /** The loss that is recorded; that which is descended, if left out. */
  recordedLoss?: Loss;
  /** What is recorded of the gradients. */
  magnitude?: (gradients: Gradients, model: Model, rate: number) => tf.Tensor;
  /** The gradients that the weights follow. */
  follow?: (gradients: Gradients, model: Model, size: number, options: Options) => Gradients;
  /** Of a step of plain SGD. */
  rate?: (rate: number, step: number) => number;
  /** Whether loss or gradient are measured once more after the update. */
  after?: { loss?: boolean; gradient?: boolean };
  /** How often a batch is used. */
  repeats?: number;
  steps?: (epoch: number, stepsAnEpoch: number) => number;
  isRecorded?: (step: number, every: number) => boolean;
  /** What becomes of a record, and of those before it in this epoch. */
  record?: (record: TrainingRecord, before: readonly TrainingRecord[]) => TrainingRecord;
  records?: (records: TrainingRecord[]) => unknown;
  tell?: (onRecord: (record: TrainingRecord) => void, record: TrainingRecord) => void;
  /** At the end of each step; what is made here is not freed. */
  litter?: (x: tf.Tensor4D, labels: tf.Tensor1D) => void;
}

const shuffledBatches = (indices: readonly number[], { batchSize, seed, epoch }: Options) => {
  const random = seededRandom(Math.imul(seed, 7919) ^ Math.imul(epoch + 1, 0x9e3779b1));
  const order = random.permutation(indices.length).map((k) => indices[k]);
  return cut(order, batchSize);
};

export const cut = (order: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(order.length / size) }, (_, k) =>
    order.slice(k * size, (k + 1) * size),
  );

/** A loop of its own: no optimizer, `variable.assign`, its own batches and shuffling. */
const trainer =
  (changes: Changes = {}) =>
  async (
    model: Model,
    learningRate: number,
    data: LabelledImages,
    indices: readonly number[],
    asked: EpochOptions = {},
  ): Promise<unknown> => {
    const defaults = { epoch: 0, batchSize: 50, every: 10, seed: 0, ...asked };
    const options = changes.options?.(defaults, asked) ?? defaults;
    const { loss = meanLoss, recordedLoss = loss, after = {} } = changes;
    const { magnitude = (all: Gradients) => all[firstVariable(model).name].norm() } = changes;
    const size = data.height * data.width * data.channels;
    const batches = (changes.batches ?? shuffledBatches)(indices, options, data);
    const records: TrainingRecord[] = [];
    const perEpoch = Math.ceil(indices.length / options.batchSize);
    let step = changes.steps?.(options.epoch, perEpoch) ?? options.epoch * perEpoch;
    for (const batch of batches) {
      step++;
      const pixels = batch.flatMap((i) =>
        Array.from(data.images.subarray(i * size, (i + 1) * size), (level) =>
          changes.pixel === undefined ? level / 255 : changes.pixel(level),
        ),
      );
      const own = batch.map((i) => data.labels[i]);
      const labels = own.map((label, n) => changes.label?.(label, n, own) ?? label);
      const x = tf.tensor4d(pixels, [batch.length, data.height, data.width, data.channels]);
      const classes = tf.tensor1d(labels, 'int32');
      const rate = changes.rate?.(learningRate, step) ?? learningRate;
      const measured = tf.tidy(() => {
        const measure = () => [
          recordedLoss(model, x, classes).asScalar(),
          magnitude(allGradients(model, x, classes, loss), model, rate).asScalar(),
        ];
        const [before] = [measure()];
        for (let round = 0; round < (changes.repeats ?? 1); round++) {
          const gradients = allGradients(model, x, classes, loss);
          const followed = changes.follow?.(gradients, model, batch.length, options) ?? gradients;
          for (const { name, variable } of variablesOf(model)) {
            if (name in followed) variable.assign(variable.sub(followed[name].mul(rate)));
          }
        }
        const then = measure();
        return tf.stack([after.loss ? then[0] : before[0], after.gradient ? then[1] : before[1]]);
      });
      const [lossNow, gradientMagnitude] = measured.dataSync();
      measured.dispose();
      changes.litter?.(x, classes);
      tf.dispose([x, classes]);
      if (!(changes.isRecorded ?? ((s, every) => s % every === 0))(step, options.every)) continue;
      const right = { step, loss: lossNow, gradientMagnitude };
      const record = changes.record?.(right, records) ?? right;
      records.push(record);
      const { onRecord } = asked;
      if (onRecord === undefined) continue;
      if (changes.tell === undefined) onRecord(record);
      else changes.tell(onRecord, record);
    }
    return changes.records?.(records) ?? records;
  };

/** The variables behind a network's weights. */
export const variablesOf = (model: Model) =>
  model.trainableWeights.map(({ name, ...weight }) => ({
    name,
    variable: Reflect.get(weight, 'val') as tf.Variable,
  }));

/** Writes `trainEpoch` by what differs, or something in its place. */
export const training = (
  name: string,
  write: Changes | ((...args: Parameters<typeof reference.trainEpoch>) => unknown),
): Implementation<typeof reference> => ({
  name,
  module: { trainEpoch: typeof write === 'function' ? write : trainer(write) },
});
