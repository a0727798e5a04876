import * as tf from '@tensorflow/tfjs';
import * as reference from '../../../solutions/part5/schedule.ts';
import { trainEpoch } from '../../../solutions/part5/train.ts';
import { begun, change, last, training, trainingWith, type Place } from './schedule-pieces.ts';

export const wrongTrainings = [
  change('the first rate throughout', { rate: ([first]) => first.learningRate }),
  change('the last rate throughout', { rate: (schedule) => last(schedule) }),
  change('the rate of the next epoch', {
    rate: (schedule, epoch) => reference.learningRateAt(schedule, epoch + 1),
  }),
  change('the rate of the epoch before', {
    rate: (schedule, epoch) => reference.learningRateAt(schedule, Math.max(0, epoch - 1)),
  }),
  change('the rates of all phases so far, multiplied', {
    rate: (schedule, epoch) =>
      begun(schedule, epoch).reduce((product, { learningRate }) => product * learningRate, 1),
  }),
  change('one epoch too many', { epochs: (epochs) => epochs + 1 }),
  change('one epoch too few', { epochs: (epochs) => epochs - 1 }),
  change('up to the last phase', { epochs: (_, schedule) => schedule.at(-1)!.fromEpoch + 1 }),
  change('an epoch for each phase', { epochs: (_, schedule) => schedule.length }),
  change('epochs have no number', { options: ({ options }) => options }),
  change('epochs are counted from 1', {
    options: ({ options, epoch }) => ({ ...options, epoch: epoch + 1 }),
  }),
  change('epochs are counted from 0 again in each phase', {
    options: ({ options, epoch, schedule }) => ({
      ...options,
      epoch: epoch - begun(schedule, epoch).at(-1)!.fromEpoch,
    }),
  }),
  change('the options go nowhere', { options: ({ epoch }) => ({ epoch }) }),
  ...(['batchSize', 'every', 'seed', 'onRecord'] as const).map((left) =>
    change(`${left} is not handed on`, {
      options({ options, epoch }) {
        const { [left]: _, ...rest } = { ...options, epoch };
        return rest;
      },
    }),
  ),
  change('another seed in each phase', {
    options: ({ options, epoch, schedule }) => ({
      ...options,
      epoch,
      seed: (options.seed ?? 0) + begun(schedule, epoch).length,
    }),
  }),
  change('at a change, the weights are those of the beginning', {
    prepare(place) {
      if (place.epoch === 0) remember(place.model);
      if (isChange(place)) recall(place.model);
    },
  }),
  change('each epoch begins with the weights of the beginning', {
    prepare({ model, epoch }) {
      if (epoch === 0) remember(model);
      recall(model);
    },
  }),
  change('at a change, the weights are zeros', {
    prepare(place) {
      const { model } = place;
      if (!isChange(place)) return;
      tf.tidy(() => model.setWeights(model.getWeights().map((weight) => tf.zerosLike(weight))));
    },
  }),
  change('at a change, the weights before the last epoch come back', {
    prepare(place) {
      if (isChange(place)) recall(place.model);
      remember(place.model);
    },
  }),
  training('a copy of the network is trained', async (model, ...rest) => {
    const copy = copyOf(model);
    const records = await trainingWith({})(copy, ...rest);
    copy.dispose();
    return records;
  }),
  training('the network is freed in the end', async (model, ...rest) => {
    const records = await trainingWith({})(model, ...rest);
    model.dispose();
    return records;
  }),
  training('all epochs at the same time', async (model, schedule, epochs, data, split, options) => {
    const all = Array.from({ length: epochs }, (_, epoch) => {
      const learningRate = reference.learningRateAt(schedule, epoch);
      return trainEpoch(model, learningRate, data, split, { ...options, epoch });
    });
    return (await Promise.all(all)).flat();
  }),
  training('nothing is waited for', async (model, schedule, epochs, data, split, options) =>
    Array.from({ length: epochs }, (_, epoch) => {
      const learningRate = reference.learningRateAt(schedule, epoch);
      return trainEpoch(model, learningRate, data, split, { ...options, epoch });
    }),
  ),
  training(
    'validated on the training samples',
    (model, schedule, epochs, data, { train }, options) =>
      trainingWith({})(model, schedule, epochs, data, { train, validation: train }, options),
  ),
  change('at least one epoch', { epochs: (epochs) => Math.max(1, epochs) }),
  change('records without their validation accuracy', {
    returned: (all) => all.flat().map(({ step, loss }) => ({ step, loss })),
  }),
  training('options must be given', async (model, schedule, epochs, data, split, options) => {
    const { batchSize, every, seed, onRecord } = options!;
    return trainingWith({})(model, schedule, epochs, data, split, {
      ...(batchSize === undefined ? {} : { batchSize }),
      ...(every === undefined ? {} : { every }),
      ...(seed === undefined ? {} : { seed }),
      ...(onRecord === undefined ? {} : { onRecord }),
    });
  }),
  change('a list of records for each epoch', { returned: (all) => all }),
  change('the records of the last epoch', { returned: (all) => all.at(-1) }),
  change('the last record of each epoch', {
    returned: (all) => all.flatMap((records) => records.slice(-1)),
  }),
  change('the records from the end to the beginning', {
    returned: (all) => all.flat().toReversed(),
  }),
  change('a record for each rate, as an object', {
    returned: (all) => Object.assign({}, all.flat()),
  }),
];

const isChange = ({ schedule, epoch }: Place) =>
  epoch > 0 && schedule.some(({ fromEpoch }) => fromEpoch === epoch);

const firstWeights = new WeakMap<tf.LayersModel, ReturnType<tf.Tensor['arraySync']>[]>();

function remember(model: tf.LayersModel): void {
  firstWeights.set(
    model,
    model.getWeights().map((weight) => weight.arraySync()),
  );
}

function recall(model: tf.LayersModel): void {
  const values = firstWeights.get(model)!;
  tf.tidy(() => model.setWeights(values.map((value) => tf.tensor(value))));
}

function copyOf(model: tf.LayersModel): tf.LayersModel {
  const copy = tf.sequential();
  for (const layer of model.layers) {
    const Layer = layer.constructor as new (config: tf.serialization.ConfigDict) => tf.layers.Layer;
    copy.add(new Layer(layer.getConfig()));
  }
  copy.setWeights(model.getWeights());
  return copy;
}
