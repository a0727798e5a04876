import type * as tf from '@tensorflow/tfjs';
import type * as reference from '../../../solutions/part5/train.ts';
import type { TrainingRecord } from '../../../solutions/part5/train.ts';
import type { Implementation } from '../implementation.ts';
import { accuracy, correctIn, epochWith, type Pieces, type TrainEpoch } from './epoch-pieces.ts';

const wrong = (
  name: string,
  write: Partial<Pieces> | TrainEpoch,
): Implementation<typeof reference> => ({
  name,
  module: { trainEpoch: typeof write === 'function' ? write : epochWith(write) },
});

/** Right records, changed when the epoch is over. */
const afterwards =
  (change: (records: TrainingRecord[], ...args: Parameters<TrainEpoch>) => unknown): TrainEpoch =>
  async (...args) =>
    (await change(await epochWith()(...args), ...args)) as TrainingRecord[];

const eachRecord = (change: (record: TrainingRecord) => object) =>
  afterwards((records) => records.map((record) => ({ ...record, ...change(record) })));

/** Mistakes in when records are made, and in their steps. */
export const wrongCounts = [
  wrong('steps are counted from 1 again in each epoch', { before: () => 0 }),
  wrong('steps are counted from 0', {
    before: (samples, { epoch, batchSize }) => epoch * Math.ceil(samples / batchSize) - 1,
  }),
  wrong('the smaller batches of earlier epochs are not counted', {
    before: (samples, { epoch, batchSize }) => epoch * Math.floor(samples / batchSize),
  }),
  wrong('earlier epochs are taken to have had batches of 50', {
    before: (samples, { epoch }) => epoch * Math.ceil(samples / 50),
  }),
  wrong('steps are counted by all calls together', { before: () => countedByAll, ...counting() }),
  wrong('steps are counted by all calls together, from epoch 0 on', {
    before(_, { epoch }) {
      if (epoch === 0) countedByAll = 0;
      return countedByAll;
    },
    ...counting(),
  }),
  wrong('epochs are counted from 1', {
    before: (samples, { epoch, batchSize }) => (epoch - 1) * Math.ceil(samples / batchSize),
  }),
  wrong('samples are counted, not steps', {
    before: (samples, { epoch }) => epoch * samples,
  }),
  wrong('a record for every step', { isRecorded: () => true }),
  wrong('a record every 10 steps, whatever was asked for', {
    isRecorded: (step) => step % 10 === 0,
  }),
  wrong('a record after steps 1, 11, 21, …', {
    isRecorded: (step, every) => (step - 1) % every === 0,
  }),
  wrong('every 20 steps where nothing was asked for', {
    asked: (options) => ({ epoch: 0, batchSize: 50, every: 20, seed: 0, ...options }),
  }),
  wrong('one record more, at the end of the epoch', async (model, rate, data, split, options) => {
    const all = await epochWith()(model, rate, data, split, { ...options, every: 1 });
    const every = options?.every ?? 10;
    return all.filter(({ step }) => step % every === 0 || step === all.at(-1)!.step);
  }),
  wrong('the records of all epochs so far', async (model, ...args) => {
    const records = [...(recordsOf.get(model) ?? []), ...(await epochWith()(model, ...args))];
    recordsOf.set(model, records);
    return records;
  }),
  wrong(
    'the last record alone',
    afterwards((records) => records.slice(-1)),
  ),
  wrong('without options nothing works', async (model, rate, data, split, options) => {
    const { epoch, batchSize = 50, every = 10, seed = 0 } = options!;
    return epochWith()(model, rate, data, split, {
      ...options,
      epoch: epoch ?? 0,
      batchSize,
      every,
      seed,
    });
  }),
  wrong('the epoch must be given', {
    asked: (options) => ({ batchSize: 50, every: 10, seed: 0, ...options, epoch: options.epoch! }),
  }),
];

let countedByAll = 0;
const recordsOf = new WeakMap<tf.LayersModel, TrainingRecord[]>();

function counting(): Partial<Pieces> {
  return {
    isRecorded(step, every) {
      countedByAll = step;
      return step % every === 0;
    },
  };
}

/** Mistakes in what a record holds. */
export const wrongRecords = [
  wrong('the loss after the update', {
    step(optimizer, loss) {
      optimizer.minimize(loss);
      return loss();
    },
  }),
  wrong('the mean loss since the last record', {
    recorded: (losses, { every }) => meanOf(losses.slice(-every)),
  }),
  wrong('the mean loss of the epoch so far', { recorded: (losses) => meanOf(losses) }),
  wrong('a smoothed loss', {
    recorded: (losses) => losses.reduce((smooth, loss) => 0.9 * smooth + 0.1 * loss),
  }),
  wrong(
    'the loss to two digits',
    eachRecord(({ loss }) => ({ loss: Number(loss.toFixed(2)) })),
  ),
  wrong(
    'the loss as a text',
    eachRecord(({ loss }) => ({ loss: loss.toFixed(6) })),
  ),
  wrong(
    'the loss as an array of one number',
    eachRecord(({ loss }) => ({ loss: [loss] })),
  ),
  wrong(
    'the loss as a promise',
    eachRecord(({ loss }) => ({ loss: Promise.resolve(loss) })),
  ),
  wrong(
    'accuracies in per cent',
    eachRecord(({ validationAccuracy }) => ({ validationAccuracy: 100 * validationAccuracy })),
  ),
  wrong(
    'how many are correct',
    afterwards((records, ...[, , , { validation }]) =>
      records.map((record) => ({
        ...record,
        validationAccuracy: record.validationAccuracy * validation.length,
      })),
    ),
  ),
  wrong(
    'how many are wrong',
    eachRecord(({ validationAccuracy }) => ({ validationAccuracy: 1 - validationAccuracy })),
  ),
  wrong('the field is called accuracy', async (...args) =>
    (await epochWith()(...args)).map(
      ({ step, loss, validationAccuracy }) =>
        ({ step, loss, accuracy: validationAccuracy }) as never,
    ),
  ),
  wrong('arrays in place of records', async (...args) =>
    (await epochWith()(...args)).map((record) => Object.values(record) as never),
  ),
  wrong('three curves in place of records', async (...args) => {
    const records = await epochWith()(...args);
    return {
      steps: records.map(({ step }) => step),
      losses: records.map(({ loss }) => loss),
      accuracies: records.map(({ validationAccuracy }) => validationAccuracy),
    } as never;
  }),
];

/** Mistakes in how, when and on what the network is validated. */
export const wrongValidation = [
  wrong('the accuracy on the training samples', {
    validated: (model, data, { train }) => accuracy(model, data, train),
  }),
  wrong('the accuracy on all samples', {
    validated: (model, data, { train, validation }) =>
      accuracy(model, data, [...train, ...validation]),
  }),
  wrong(
    'validated before the first step, and never again',
    async (model, rate, data, split, options) => {
      const validationAccuracy = await accuracy(model, data, split.validation);
      const records = await epochWith()(model, rate, data, split, options);
      return records.map((record) => ({ ...record, validationAccuracy }));
    },
  ),
  wrong('validated once, at the end of the epoch', async (model, rate, data, split, options) => {
    const records = await epochWith()(model, rate, data, split, options);
    const validationAccuracy = await accuracy(model, data, split.validation);
    return records.map((record) => ({ ...record, validationAccuracy }));
  }),
  wrong('validated before the step', async (model, rate, data, split, options) => {
    let next = await accuracy(model, data, split.validation);
    return epochWith({
      isRecorded: () => true,
      async validated() {
        const before = next;
        next = await accuracy(model, data, split.validation);
        return before;
      },
    })(model, rate, data, split, options).then((records) =>
      records.filter(({ step }) => step % (options?.every ?? 10) === 0),
    );
  }),
  wrong('validated in training mode', {
    validated: (model, data, { validation }) => accuracy(model, data, validation, true),
  }),
  wrong('validated on the first batch alone', {
    validated: (model, data, { validation }, { batchSize }) =>
      accuracy(model, data, validation.slice(0, batchSize)),
  }),
  wrong('validated on the first 500 alone', {
    validated: (model, data, { validation }) => accuracy(model, data, validation.slice(0, 500)),
  }),
  wrong('the mean of the accuracies of batches', {
    async validated(model, data, { validation: indices }, { batchSize }) {
      const counts = await correctIn(model, data, { indices, batchSize });
      return meanOf(
        counts.map((count, k) => count / Math.min(batchSize, indices.length - k * batchSize)),
      );
    },
  }),
  wrong('the accuracies of full batches alone, where there are any', {
    validated: (model, data, { validation }, { batchSize }) => {
      const rest = validation.length < batchSize ? 0 : validation.length % batchSize;
      return accuracy(model, data, validation.slice(0, validation.length - rest));
    },
  }),
  wrong('correct ones divided by full batches', {
    async validated(model, data, { validation: indices }, { batchSize }) {
      const counts = await correctIn(model, data, { indices, batchSize });
      const correct = counts.reduce((sum, count) => sum + count, 0);
      return correct / (counts.length * Math.min(batchSize, indices.length));
    },
  }),
  wrong('onRecord is never called', async (model, rate, data, split, options) => {
    const { onRecord: _, ...rest } = options ?? {};
    return epochWith()(model, rate, data, split, rest);
  }),
  wrong('onRecord is called when the epoch is over', async (model, rate, data, split, options) => {
    const { onRecord, ...rest } = options ?? {};
    const records = await epochWith()(model, rate, data, split, rest);
    for (const record of records) onRecord?.(record);
    return records;
  }),
  wrong(
    'onRecord hears of the loss alone',
    hearing((onRecord, { loss }) => onRecord(loss as never)),
  ),
  wrong(
    'onRecord hears of every record twice',
    hearing((onRecord, record) => {
      onRecord(record);
      onRecord(record);
    }),
  ),
  wrong(
    'onRecord hears of a record before its accuracy is known',
    hearing((onRecord, record) => onRecord({ ...record, validationAccuracy: NaN })),
  ),
  wrong('onRecord must be given', async (model, rate, data, split, options) => {
    const records = await epochWith()(model, rate, data, split, options);
    if (records.length > 0 && options?.onRecord === undefined) options!.onRecord!(records[0]);
    return records;
  }),
];

/** What is recorded is right, what is heard is not. */
function hearing(
  tell: (onRecord: (record: TrainingRecord) => void, record: TrainingRecord) => void,
): TrainEpoch {
  return (model, rate, data, split, { onRecord, ...rest } = {}) =>
    epochWith()(model, rate, data, split, {
      ...rest,
      ...(onRecord === undefined ? {} : { onRecord: (record) => tell(onRecord, record) }),
    });
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
