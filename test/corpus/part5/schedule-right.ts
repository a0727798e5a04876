import type * as tf from '@tensorflow/tfjs';
import * as reference from '../../../solutions/part5/schedule.ts';
import type { Phase } from '../../../solutions/part5/schedule.ts';
import { trainEpoch, type TrainingRecord } from '../../../solutions/part5/train.ts';
import { epochWith } from './epoch-pieces.ts';
import { check, rate, training } from './schedule-pieces.ts';

export const rightSchedules = [
  rate('a copy turned around, then find', (schedule, epoch) => {
    const [first] = schedule;
    if (first.fromEpoch !== 0) throw new RangeError(`epoch 0 before epoch ${first.fromEpoch}`);
    schedule.slice(1).forEach(({ fromEpoch }, i) => {
      if (fromEpoch <= schedule[i].fromEpoch) throw new RangeError(`from epoch ${fromEpoch}`);
    });
    return schedule.toReversed().find((phase) => phase.fromEpoch <= epoch)!.learningRate;
  }),
  rate('one loop that looks at pairs', (schedule, epoch) => {
    let [current, before] = [NaN, -1];
    for (const { fromEpoch, learningRate } of schedule) {
      if (before === -1 ? fromEpoch !== 0 : fromEpoch <= before) {
        throw new Error(`A phase begins at ${fromEpoch}, after one that begins at ${before}.`);
      }
      before = fromEpoch;
      if (fromEpoch <= epoch) current = learningRate;
    }
    return current;
  }),
  rate('a table of the rates of all epochs', (schedule, epoch) => {
    check(schedule);
    const table: number[] = [];
    for (const [i, { fromEpoch, learningRate }] of schedule.entries()) {
      const until = schedule[i + 1]?.fromEpoch ?? Math.max(epoch, fromEpoch) + 1;
      for (let e = fromEpoch; e < until; e++) table[e] = learningRate;
    }
    return table[epoch];
  }),
  rate(
    'a reduction over the phases',
    (schedule, epoch) =>
      schedule.reduce(
        ({ before, now }, { fromEpoch, learningRate }) => {
          if (fromEpoch <= before || (before < 0 && fromEpoch > 0)) throw new Error(`${fromEpoch}`);
          return { before: fromEpoch, now: fromEpoch <= epoch ? learningRate : now };
        },
        { before: -1, now: 0 },
      ).now,
  ),
  rate('a sorted copy is compared first', (schedule, epoch) => {
    const isBefore = (a: Phase, b: Phase) => a.fromEpoch - b.fromEpoch;
    const wrong = schedule.find(({ fromEpoch }, i) =>
      i === 0 ? fromEpoch !== 0 : fromEpoch <= schedule[i - 1].fromEpoch,
    );
    if (wrong !== undefined) throw new Error(JSON.stringify(wrong));
    return [...schedule]
      .sort(isBefore)
      .filter((phase) => phase.fromEpoch <= epoch)
      .pop()!.learningRate;
  }),
  training(
    'phase by phase, each with its own loop',
    async (model, schedule, epochs, data, split, options) => {
      check(schedule);
      const records: TrainingRecord[] = [];
      for (const [i, { fromEpoch, learningRate }] of schedule.entries()) {
        const until = Math.min(epochs, schedule[i + 1]?.fromEpoch ?? epochs);
        for (let epoch = fromEpoch; epoch < until; epoch++) {
          const now = { ...options, epoch };
          for (const record of await trainEpoch(model, learningRate, data, split, now)) {
            records.push(record);
          }
        }
      }
      return records;
    },
  ),
  training('with an epoch of its own, its cross-entropy written out', (...args) => {
    const [model, schedule, epochs, data, split, options] = args;
    const loss = (labels: tf.Tensor2D, logits: tf.Tensor2D) =>
      logits.logSumExp(1).sub(logits.mul(labels).sum(1)).mean() as tf.Scalar;
    const ownEpoch = epochWith({ loss });
    return Array.from({ length: epochs }).reduce<Promise<TrainingRecord[]>>(
      async (earlier, _, epoch) => {
        const records = await earlier;
        const learningRate = reference.learningRateAt(schedule, epoch);
        const more = await ownEpoch(model, learningRate, data, split, { ...options, epoch });
        return records.concat(more);
      },
      Promise.resolve([]),
    );
  }),
  training(
    'by calling itself, the earlier epochs first',
    async function train(model, schedule, epochs, ...rest): Promise<TrainingRecord[]> {
      if (epochs === 0) return [];
      const earlier = (await train(model, schedule, epochs - 1, ...rest)) as TrainingRecord[];
      const [data, split, options = {}] = rest;
      const [epoch, learningRate] = [epochs - 1, reference.learningRateAt(schedule, epochs - 1)];
      return earlier.concat(
        await trainEpoch(model, learningRate, data, split, { epoch, ...options }),
      );
    },
  ),
  training('a chain of promises', (model, schedule, epochs, data, split, options) => {
    const rates = [...Array(epochs).keys()].map((e) => reference.learningRateAt(schedule, e));
    return rates.reduce<Promise<TrainingRecord[]>>(
      (all, learningRate, epoch) =>
        all.then(async (records) => [
          ...records,
          ...(await trainEpoch(model, learningRate, data, split, { ...options, epoch })),
        ]),
      Promise.resolve([]),
    );
  }),
  training('records are collected as they are made', async (...args) => {
    const [model, schedule, epochs, data, split, options = {}] = args;
    const records: TrainingRecord[] = [];
    const onRecord = (record: TrainingRecord) => {
      records.push(record);
      options.onRecord?.(record);
    };
    for (let epoch = 0; epoch < epochs; ++epoch) {
      const now = { ...options, onRecord, epoch };
      await trainEpoch(model, reference.learningRateAt(schedule, epoch), data, split, now);
    }
    return records;
  }),
];
