import * as tf from '@tensorflow/tfjs';
import { epochOrder } from '../../../src/data/batches.ts';
import type {
  evaluate,
  Measures,
  Optimizer,
  Samples,
  trainEpoch,
} from '../../../solutions/part6/epoch.ts';
import type { Module } from '../../../solutions/part6/linear.ts';
import { EuclideanLoss, type Loss, SoftmaxCrossEntropy } from '../../../solutions/part6/losses.ts';
import { buildNetwork } from '../../../solutions/part6/network.ts';
import { SGD } from '../../../solutions/part6/optimizer.ts';
import type { Implementation } from '../implementation.ts';

export interface Options {
  batchSize: number;
  seed: number;
  epoch: number;
}

/** A batch on its way. */
interface Step {
  network: Module;
  loss: Loss;
  optimizer: Optimizer | undefined;
  images: tf.Tensor2D;
  labels: tf.Tensor1D;
  all: Samples;
}

interface Sums {
  /** Of the batch. */
  loss: number;
  hits: number;
  size: number;
}

/** What one loop does in its own way. */
export interface Habits {
  defaults?: Partial<Options>;
  order?: (count: number, options: Options, isTraining: boolean) => number[];
  /** The batches of an order. */
  cut?: (order: number[], batchSize: number) => number[][];
  step?: (step: Step) => Sums;
  measures?: (sums: Sums[]) => Measures;
}

export const targetsOf = (labels: tf.Tensor1D, outputs: tf.Tensor2D) =>
  tf.oneHot(labels, outputs.shape[1]).toFloat() as tf.Tensor2D;

export const hitsOf = (outputs: tf.Tensor2D, labels: tf.Tensor1D) =>
  outputs.argMax(1).equal(labels).sum().dataSync()[0];

export const usualStep = ({ network, loss, optimizer, images, labels }: Step): Sums =>
  tf.tidy(() => {
    const outputs = network.forward(images);
    const value = loss.forward(outputs, targetsOf(labels, outputs)).dataSync()[0];
    const hits = hitsOf(outputs, labels);
    if (optimizer !== undefined) {
      network.backward(loss.backward());
      optimizer.step();
    }
    return { loss: value, hits, size: labels.size };
  });

export const usualCut = (order: number[], batchSize: number) =>
  Array.from({ length: Math.ceil(order.length / batchSize) }, (_, i) =>
    order.slice(i * batchSize, (i + 1) * batchSize),
  );

export const usualMeasures = (sums: Sums[]): Measures => {
  const count = sums.reduce((total, { size }) => total + size, 0);
  return {
    loss: sums.reduce((total, { loss, size }) => total + loss * size, 0) / count,
    accuracy: sums.reduce((total, { hits }) => total + hits, 0) / count,
  };
};

async function run(
  habits: Habits,
  network: Module,
  loss: Loss,
  optimizer: Optimizer | undefined,
  samples: Samples,
  given: Partial<Options> | undefined,
): Promise<Measures> {
  const options = { batchSize: 100, seed: 0, epoch: 0, ...habits.defaults, ...given };
  const isTraining = optimizer !== undefined;
  const all = Array.from({ length: samples.labels.size }, (_, i) => i);
  const order =
    habits.order?.(all.length, options, isTraining) ??
    (isTraining ? Array.from(epochOrder(all, options.seed, options.epoch)) : all);
  const sums: Sums[] = [];
  for (const batch of (habits.cut ?? usualCut)(order, options.batchSize)) {
    const [images, labels] = tf.tidy(() => {
      const indices = tf.tensor1d(batch, 'int32');
      return [samples.images.gather(indices), samples.labels.gather(indices)];
    });
    sums.push(
      (habits.step ?? usualStep)({ network, loss, optimizer, images, labels, all: samples }),
    );
    tf.dispose([images, labels]);
  }
  return (habits.measures ?? usualMeasures)(sums);
}

type Exports = { trainEpoch: typeof trainEpoch; evaluate: typeof evaluate };

/** A law of this file trains with what the other files of the part export. */
const others: object = { buildNetwork, SGD, EuclideanLoss, SoftmaxCrossEntropy };

/** Writes `trainEpoch`: as it should be, but for some habits. */
export const training = (name: string, habits: Habits): Implementation<Exports> => ({
  name: `trainEpoch: ${name}`,
  module: {
    ...others,
    trainEpoch: (
      network: Module,
      loss: Loss,
      optimizer: Optimizer,
      samples: Samples,
      options?: Partial<Options>,
    ) => run(habits, network, loss, optimizer, samples, options),
  },
});

/** Writes `evaluate`. */
export const evaluating = (name: string, habits: Habits): Implementation<Exports> => ({
  name: `evaluate: ${name}`,
  module: {
    ...others,
    evaluate: (network: Module, loss: Loss, samples: Samples, options?: Partial<Options>) =>
      run(habits, network, loss, undefined, samples, options),
  },
});
