import { trainEpoch, type TrainingRecord } from '../../../solutions/part3/train.ts';
import { named as wrong, training } from './epochs.ts';

/** Steps are counted in another way. */
export const wrongCounts = [
  wrong('counted anew in each epoch', {
    isRecorded: ({ before, settings }) => (before + 1) % settings.every === 0,
    record: (record, { before }) => ({ ...record, step: before + 1 }),
  }),
  wrong('counted from 0', {
    isRecorded: ({ step, settings }) => (step - 1) % settings.every === 0,
    record: (record) => ({ ...record, step: record.step - 1 }),
  }),
  wrong('a smaller last batch is no step', (model, optimizer, data, split, options) => {
    const { epoch = 0, batchSize = 50 } = options ?? {};
    const short =
      epoch *
      (Math.ceil(split.train.length / batchSize) - Math.floor(split.train.length / batchSize));
    return training({
      isRecorded: ({ step, settings }) => (step - short) % settings.every === 0,
      record: (record) => ({ ...record, step: record.step - short }),
    })(model, optimizer, data, split, options);
  }),
];

/** The right records, handed over in another way. */
export const wrongDeliveries = [
  wrong('nothing is returned', { result: () => undefined }),
  wrong('the last record alone', { result: (records) => records.slice(-1) }),
  wrong('the records of all epochs so far', {
    result: (records) => {
      history.push(...records);
      return [...history];
    },
  }),
  wrong('onRecord is never called', { tell: () => {} }),
  wrong(
    'onRecord is called for all records at the end of the epoch',
    async (model, optimizer, data, split, options = {}) => {
      const { onRecord, ...others } = options;
      const records = await trainEpoch(model, optimizer, data, split, others);
      if (onRecord) records.forEach((record) => onRecord(record));
      return records;
    },
  ),
];

const history: TrainingRecord[] = [];
