import * as tf from '@tensorflow/tfjs';
import { trainEpoch, type TrainingRecord } from '../../../solutions/part4/train.ts';
import { firstVariable, inEvaluation, meanLoss, type Model } from './gradients.ts';
import { training as wrong, type Gradients } from './trainer.ts';

const first = (gradients: Gradients, model: Model) => gradients[firstVariable(model).name];

export const wrongRecords = [
  wrong('loss and gradient after the update', { after: { loss: true, gradient: true } }),
  wrong('the loss after the update', { after: { loss: true } }),
  wrong('the gradient after the update', { after: { gradient: true } }),
  wrong('the loss of the mean since the last record', {
    record: (record, before) => ({
      ...record,
      loss: before.length === 0 ? record.loss : (record.loss + before.at(-1)!.loss) / 2,
    }),
  }),
  wrong('the sum of the losses is recorded', {
    recordedLoss: (model, x, labels) => meanLoss(model, x, labels).mul(labels.size),
  }),
  wrong('the loss in evaluation mode', { recordedLoss: inEvaluation }),
  wrong('the first sample’s loss', {
    recordedLoss: (model, x, labels) => meanLoss(model, x.slice(0, 1), labels.slice(0, 1)),
  }),
  wrong('the gradient of all weights', {
    magnitude: (gradients) => tf.concat(Object.values(gradients).map((g) => g.flatten())).norm(),
  }),
  wrong('the gradient of the last layer', {
    magnitude: (gradients, model) => gradients[model.layers.at(-1)!.weights[0].name].norm(),
  }),
  wrong('weights and bias of the first layer', {
    magnitude: (gradients, model) => {
      const { weights } = model.layers.find((layer) => layer.weights.length > 0)!;
      return tf.concat(weights.map(({ name }) => gradients[name].flatten())).norm();
    },
  }),
  wrong('the square of the magnitude', {
    magnitude: (gradients, model) => first(gradients, model).square().sum(),
  }),
  wrong('the mean of the gradient', {
    magnitude: (gradients, model) => first(gradients, model).abs().mean(),
  }),
  wrong('the largest element of the gradient', {
    magnitude: (gradients, model) => first(gradients, model).abs().max(),
  }),
  wrong('the length of the step', {
    magnitude: (gradients, model, rate) => first(gradients, model).norm().mul(rate),
  }),
  wrong('the magnitude of the weights', { magnitude: (_, model) => firstVariable(model).norm() }),
  wrong('the change of the magnitude of the weights', {
    magnitude: (gradients, model, rate) => {
      const weights = firstVariable(model);
      return weights
        .norm()
        .sub(weights.sub(first(gradients, model).mul(rate)).norm())
        .div(rate);
    },
  }),
  wrong('steps counted anew in each epoch', { steps: () => 0 }),
  wrong('steps counted from 0', { steps: (epoch, steps) => epoch * steps - 1 }),
  wrong('whole batches alone are counted in earlier epochs', {
    steps: (epoch, steps) => epoch * Math.max(0, steps - 1),
  }),
  wrong('steps counted in samples', {
    record: (record) => ({ ...record, step: record.step * 50 }),
  }),
  wrong('every step', { isRecorded: () => true }),
  wrong('steps 1, every + 1, …', { isRecorded: (step, every) => (step - 1) % every === 0 }),
  wrong('every 10 steps, whatever is asked', { isRecorded: (step) => step % 10 === 0 }),
  wrong('every 100 steps by default', {
    options: (options, { every }) => ({ ...options, every: every ?? 100 }),
  }),
  wrong('only the last record of an epoch', { records: (records) => records.slice(-1) }),
  wrong('newest first', { records: (records) => records.toReversed() }),
  wrong('curves in place of records', {
    records: (records) => ({ losses: records.map(({ loss }) => loss) }),
  }),
  wrong('losses alone', { records: (records) => records.map(({ loss }) => loss) }),
  wrong('another name for the magnitude', {
    records: (records) =>
      records.map(({ gradientMagnitude, ...rest }) => ({ ...rest, gradient: gradientMagnitude })),
  }),
  wrong('texts', {
    record: (record) => ({ ...record, loss: record.loss.toFixed(6) as unknown as number }),
  }),
  wrong('numbers rounded to two digits', {
    record: (record) => ({
      ...record,
      loss: Number(record.loss.toFixed(2)),
      gradientMagnitude: Number(record.gradientMagnitude.toFixed(2)),
    }),
  }),
  wrong('nobody is told', { tell: () => {} }),
  wrong('told of the step alone', {
    tell: (onRecord, { step }) => onRecord({ step } as TrainingRecord),
  }),
  wrong('told twice', {
    tell: (onRecord, record) => {
      onRecord(record);
      onRecord(record);
    },
  }),
  wrong('told at the end of the epoch', async (...[model, rate, data, indices, options]) => {
    const { onRecord, ...rest } = options ?? {};
    const records = await trainEpoch(model, rate, data, indices, rest);
    records.forEach((record) => onRecord?.(record));
    return records;
  }),
  wrong('errors of onRecord are swallowed', async (...[model, rate, data, indices, options]) => {
    const quiet = (record: TrainingRecord) => {
      try {
        options?.onRecord?.(record);
      } catch {
        // whatever it was
      }
    };
    return trainEpoch(model, rate, data, indices, { ...options, onRecord: quiet });
  }),
  wrong('records of all epochs so far', allSoFar()),
  wrong('nothing is returned', async (...args) => {
    await trainEpoch(...args);
  }),
];

export const wrongHousekeeping = [
  wrong('the images are left behind', { litter: (x) => x.clone() }),
  wrong('the labels are left behind', { litter: (_, labels) => labels.clone() }),
  wrong('a tensor is left behind where a record is made', {
    record: (record) => {
      tf.scalar(record.loss);
      return record;
    },
  }),
  wrong('the optimizer is left behind', async (...args) => {
    tf.train.sgd(0.01);
    return trainEpoch(...args);
  }),
  wrong('the network is freed at the end', async (...args) => {
    const records = await trainEpoch(...args);
    args[0].dispose();
    return records;
  }),
];

function allSoFar() {
  const known = new WeakMap<Model, TrainingRecord[]>();
  return async (...args: Parameters<typeof trainEpoch>) => {
    const all = known.get(args[0]) ?? [];
    known.set(args[0], all);
    all.push(...(await trainEpoch(...args)));
    return all;
  };
}
