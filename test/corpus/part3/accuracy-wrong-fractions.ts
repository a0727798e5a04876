import * as tf from '@tensorflow/tfjs';
import { accuracy } from '../../../solutions/part3/accuracy.ts';
import { after, looping, named as wrong, places, sum, total } from './accuracies.ts';

/** The correct ones are counted rightly, and divided wrongly. */
export const wrongFractions = [
  wrong(
    'a percentage',
    after((fraction) => 100 * fraction),
  ),
  wrong(
    'the number of correct samples',
    after((fraction, _, { length }) => fraction * length),
  ),
  wrong(
    'the fraction of errors',
    after((fraction) => 1 - fraction),
  ),
  wrong(
    'rounded to three digits',
    after((fraction) => Math.round(1000 * fraction) / 1000),
  ),
  wrong(
    'a text with two digits',
    after((fraction) => fraction.toFixed(2)),
  ),
  wrong('a tensor', async (model, data, indices) => {
    const fraction = await accuracy(model, data, indices);
    return tf.scalar(fraction);
  }),
  wrong(
    'divided by all samples of the data set',
    looping({ fraction: (counts, { count }) => total(counts) / count }),
  ),
  wrong(
    'the mean of the accuracies of the batches',
    looping({
      fraction: (counts) => sum(counts.map(({ correct, size }) => correct / size)) / counts.length,
    }),
  ),
  wrong(
    'the mean of the accuracies of batches of 2000',
    looping({
      batchSize: 2000,
      fraction: (counts) => sum(counts.map(({ correct, size }) => correct / size)) / counts.length,
    }),
  ),
  wrong(
    'divided by batches of 50, also where the last is smaller',
    looping({ fraction: (counts) => total(counts) / (50 * counts.length) }),
  ),
  wrong(
    'the last, smaller batch is dropped',
    looping({ last: 'drop', fraction: (counts) => total(counts) / sum(counts.map((c) => c.size)) }),
  ),
  wrong('the first batch alone', looping({ fraction: ([{ correct, size }]) => correct / size })),
  wrong(
    'the first 1000 samples stand for all',
    looping({ batchSize: 1000, fraction: ([{ correct, size }]) => correct / size }),
  ),
  wrong('the count is not set back for the next call', (model, data, indices) => {
    const count = looping({ fraction: (counts) => (counted += total(counts)) });
    return (count(model, data, indices) as number) / (indices?.length ?? data.count);
  }),
];

let counted = 0;

/** Another place of the logits than the largest one, or another label. */
export const wrongAnswers = [
  wrong(
    'the smallest logit',
    looping({
      correct: (rows, labels) =>
        rows.filter((row, n) => row.indexOf(Math.min(...row)) === labels[n]).length,
    }),
  ),
  wrong(
    'a probability above one half at the label',
    looping({
      correct: (rows, labels) =>
        rows.filter((row, n) => {
          const powers = row.map(Math.exp);
          return powers[labels[n]] > sum(powers) / 2;
        }).length,
    }),
  ),
  wrong(
    'among the two largest',
    looping({
      correct: (rows, labels) =>
        rows.filter((row, n) => row.filter((logit) => logit > row[labels[n]]).length < 2).length,
    }),
  ),
  wrong(
    'places are counted from 1',
    looping({
      correct: (rows, labels) => places(rows).filter((k, n) => k + 1 === labels[n]).length,
    }),
  ),
  wrong('predictions are compared with predictions', (model, data, indices) =>
    looping({ correct: (rows) => rows.length })(model, data, indices),
  ),
  wrong('the labels of the first batch for all', (model, data, indices) => {
    let first: ArrayLike<number> | undefined;
    return looping({
      batchSize: 4,
      correct: (rows, labels) => {
        first ??= labels;
        return places(rows).filter((k, n) => k === first![n]).length;
      },
    })(model, data, indices);
  }),
];
