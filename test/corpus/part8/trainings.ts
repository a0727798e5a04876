import * as tf from '@tensorflow/tfjs';
import { batches, type Batch } from '../../../src/data/batches.ts';
import type { LabelledImages } from '../../../src/data/labelled-images.ts';
import type { Loss } from '../../../solutions/part8/losses.ts';
import type { Network } from '../../../solutions/part8/network.ts';
import type * as reference from '../../../solutions/part8/train.ts';
import type { Implementation } from '../implementation.ts';

interface Step {
  network: Network;
  loss: Loss;
  batch: Batch;
  learningRate: number;
}

/** What training is made of; each may be replaced. */
export interface Pieces {
  cut(data: LabelledImages, indices: readonly number[], options: Required<reference.EpochOptions>): Iterable<Batch>; // prettier-ignore
  step(step: Step): number;
  curve(losses: number[]): unknown;
  defaults: { seed: number; epoch: number };
}

export const tensorsOf = (batch: Batch) => ({
  x: tf.tensor2d(batch.images, [batch.size, batch.images.length / batch.size]),
  labels: tf.tensor1d(batch.labels, 'int32'),
});

export const descend = (network: Network, rate: number): void => {
  for (const { value, gradient } of network.parameters()) {
    value.assign(value.sub(gradient.mul(rate)));
  }
};

export const usual: Pieces = {
  cut: (data, indices, { batchSize, seed, epoch }) =>
    batches(data, { indices, batchSize, seed, epoch }),
  step: ({ network, loss, batch, learningRate }) =>
    tf.tidy(() => {
      const { x, labels } = tensorsOf(batch);
      const { loss: value, gradient } = loss(network.forward(x), labels);
      network.backward(gradient);
      descend(network, learningRate);
      return value.dataSync()[0];
    }),
  curve: (losses) => losses,
  defaults: { seed: 0, epoch: 0 },
};

export function training(name: string, pieces: Partial<Pieces>): Implementation<typeof reference> {
  const by = { ...usual, ...pieces };
  const trainEpoch = async (
    network: Network,
    loss: Loss,
    data: LabelledImages,
    indices: readonly number[],
    options: reference.EpochOptions,
  ) => {
    const settings = { ...by.defaults, ...options };
    const losses: number[] = [];
    for (const batch of by.cut(data, indices, settings)) {
      losses.push(by.step({ network, loss, batch, learningRate: settings.learningRate }));
    }
    return by.curve(losses);
  };
  return { name: `trainEpoch: ${name}`, module: { trainEpoch } };
}

interface Sum {
  loss: number;
  hits: number;
  size: number;
}

export interface MeasuringPieces {
  batchSize: number;
  samples(indices: readonly number[]): readonly number[];
  batch(network: Network, loss: Loss, batch: Batch): Sum;
  measures(sums: Sum[]): reference.Measures;
}

const total = (sums: Sum[], key: keyof Sum) => sums.reduce((all, sum) => all + sum[key], 0);

export const usualMeasuring: MeasuringPieces = {
  batchSize: 500,
  samples: (indices) => indices,
  batch: (network, loss, batch) =>
    tf.tidy(() => {
      const { x, labels } = tensorsOf(batch);
      const outputs = network.forward(x);
      const rows = outputs.arraySync();
      const hits = rows.filter((row, i) => row.indexOf(Math.max(...row)) === batch.labels[i]);
      const value = loss(outputs, labels).loss.dataSync()[0];
      return { loss: value * batch.size, hits: hits.length, size: batch.size };
    }),
  measures: (sums) => ({
    loss: total(sums, 'loss') / total(sums, 'size'),
    accuracy: total(sums, 'hits') / total(sums, 'size'),
  }),
};

export function measuring(
  name: string,
  pieces: Partial<MeasuringPieces>,
): Implementation<typeof reference> {
  const by = { ...usualMeasuring, ...pieces };
  const evaluate = async (
    network: Network,
    loss: Loss,
    data: LabelledImages,
    indices: readonly number[],
    { batchSize = by.batchSize }: { batchSize?: number } = {},
  ) => {
    const sums: Sum[] = [];
    for (const batch of batches(data, { indices: by.samples(indices), batchSize })) {
      sums.push(by.batch(network, loss, batch));
    }
    return by.measures(sums);
  };
  return { name: `evaluate: ${name}`, module: { evaluate } };
}
