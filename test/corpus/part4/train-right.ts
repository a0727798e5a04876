import * as tf from '@tensorflow/tfjs';
import * as gradient from '../../../solutions/part4/gradient.ts';
import type * as reference from '../../../solutions/part4/train.ts';
import { batches, type Batch } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import type { Implementation } from '../implementation.ts';
import { firstVariable, meanLoss, type Model } from './gradients.ts';
import { training } from './trainer.ts';

type Train = typeof reference.trainEpoch;

const right = (name: string, trainEpoch: Train): Implementation<typeof reference> => ({
  name,
  module: { trainEpoch },
});

/** One step on a batch. @returns loss and magnitude before it, the magnitude where it is recorded. */
type Step = (
  model: Model,
  rate: number,
  x: tf.Tensor4D,
  labels: tf.Tensor1D,
  isRecorded: boolean,
) => Promise<[loss: number, magnitude: number]>;

const tensors = ({ height, width, channels }: LabelledImages, { images, labels, size }: Batch) =>
  [tf.tensor4d(images, [size, height, width, channels]), tf.tensor1d(labels, 'int32')] as const;

/** The loop around a step. */
const looped =
  (step: Step): Train =>
  async (model, rate, data, indices, options) => {
    const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options ?? {};
    const records: reference.TrainingRecord[] = [];
    let count = epoch * Math.ceil(indices.length / batchSize);
    for (const batch of batches(data, { indices, batchSize, epoch, seed })) {
      const isRecorded = ++count % every === 0;
      const [x, labels] = tensors(data, batch);
      const [loss, gradientMagnitude] = await step(model, rate, x, labels, isRecorded);
      tf.dispose([x, labels]);
      if (!isRecorded) continue;
      records.push({ step: count, loss, gradientMagnitude });
      onRecord?.(records.at(-1)!);
    }
    return records;
  };

async function minimized(model: Model, rate: number, x: tf.Tensor4D, labels: tf.Tensor1D) {
  const optimizer = tf.train.sgd(rate);
  const loss = optimizer.minimize(() => meanLoss(model, x, labels), true)!;
  const [value] = await loss.data();
  loss.dispose();
  optimizer.dispose();
  return value;
}

const sgdByHand: Step = async (model, rate, x, labels) => {
  const [loss, magnitude] = tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => meanLoss(model, x, labels));
    const norm = grads[firstVariable(model).name].norm();
    for (const weight of model.trainableWeights) {
      weight.write(tf.sub(weight.read(), tf.mul(grads[weight.name], rate)));
    }
    return [value, norm];
  });
  const numbers: [number, number] = [loss.arraySync(), magnitude.dataSync()[0]];
  tf.dispose([loss, magnitude]);
  return numbers;
};

export const rightTrainings = [
  training('no optimizer, batches and shuffling of its own', {}),
  right(
    'minimize, and before it gradientMagnitude',
    looped(async (model, rate, x, labels, isRecorded) => {
      const magnitude = isRecorded ? await gradient.gradientMagnitude(model, x, labels) : NaN;
      return [await minimized(model, rate, x, labels), magnitude];
    }),
  ),
  right(
    'minimize, and the weights around it',
    looped(async (model, rate, x, labels, isRecorded) => {
      const weights = async () => (await firstVariable(model).array()) as gradient.NestedNumbers;
      const before = isRecorded ? await weights() : [];
      const loss = await minimized(model, rate, x, labels);
      const after = isRecorded ? await weights() : [];
      return [loss, gradient.magnitudeFromWeights(before, after, rate)];
    }),
  ),
  right('variableGrads and weight.write', looped(sgdByHand)),
  right('one optimizer for all that run at this rate', looped(shared())),
  right(
    'all images as one tensor, batches gathered from it',
    async (model, rate, data, indices, options) => {
      const { epoch = 0, batchSize = 50, every = 10, seed = 0, onRecord } = options ?? {};
      const { count, height, width, channels } = data;
      const all = tf.tidy(() =>
        tf.tensor4d(Float32Array.from(data.images), [count, height, width, channels]).div(255),
      );
      const records: reference.TrainingRecord[] = [];
      let step = epoch * Math.ceil(indices.length / batchSize);
      for (const batch of batches(data, { indices, batchSize, epoch, seed })) {
        step++;
        const places = tf.tensor1d(Array.from(batch.indices), 'int32');
        const x = tf.gather(all, places) as tf.Tensor4D;
        const labels = tf.tensor1d(Array.from(batch.labels), 'int32');
        const [loss, gradientMagnitude] = await sgdByHand(model, rate, x, labels, true);
        tf.dispose([places, x, labels]);
        if (step % every !== 0) continue;
        const record = { gradientMagnitude, loss, step };
        records.push(record);
        onRecord?.(record);
      }
      all.dispose();
      return records;
    },
  ),
  right(
    'compile and trainOnBatch',
    looped(async (model, rate, x, labels, isRecorded) => {
      const magnitude = isRecorded ? await gradient.gradientMagnitude(model, x, labels) : NaN;
      const optimizer = tf.train.sgd(rate);
      model.compile({
        optimizer,
        loss: (targets, logits) => tf.losses.softmaxCrossEntropy(targets, logits),
      });
      const targets = tf.tidy(() => tf.oneHot(labels, model.outputs[0].shape[1]!).toFloat());
      const loss = (await model.trainOnBatch(x, targets)) as number;
      targets.dispose();
      optimizer.dispose();
      return [loss, magnitude];
    }),
  ),
];

/** An optimizer is made when a rate is first seen, and kept. */
function shared(): Step {
  const optimizers = new Map<number, tf.SGDOptimizer>();
  return async (model, rate, x, labels, isRecorded) => {
    const optimizer = optimizers.get(rate) ?? tf.train.sgd(rate);
    optimizers.set(rate, optimizer);
    const magnitude = isRecorded ? await gradient.gradientMagnitude(model, x, labels) : NaN;
    const loss = optimizer.minimize(() => meanLoss(model, x, labels), true)!;
    const [value] = loss.dataSync();
    loss.dispose();
    return [value, magnitude];
  };
}
