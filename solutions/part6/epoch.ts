import * as tf from '@tensorflow/tfjs';
import { epochOrder } from '#src/data/batches';
import type { Module } from './linear.ts';
import type { Loss } from './losses.ts';

export interface Samples {
  images: tf.Tensor2D;
  labels: tf.Tensor1D;
}

export interface Optimizer {
  step(): void;
}

export interface EpochOptions {
  batchSize?: number;
  seed?: number;
  epoch?: number;
}

export interface Measures {
  loss: number;
  accuracy: number;
}

export async function trainEpoch(
  network: Module,
  loss: Loss,
  optimizer: Optimizer,
  samples: Samples,
  { batchSize = 100, seed = 0, epoch = 0 }: EpochOptions = {},
): Promise<Measures> {
  const order = epochOrder(Array(samples.labels.size).keys(), seed, epoch);
  return measure(network, loss, samples, order, batchSize, () => {
    network.backward(loss.backward(), false); // nobody asks for ∂loss/∂images
    optimizer.step();
  });
}

export async function evaluate(
  network: Module,
  loss: Loss,
  samples: Samples,
  { batchSize = 100 }: { batchSize?: number } = {},
): Promise<Measures> {
  const order = epochOrder(Array(samples.labels.size).keys(), undefined);
  return measure(network, loss, samples, order, batchSize, () => {});
}

/** Takes samples through a network batch by batch, and adds up what the loss and the accuracy are. */
async function measure(
  network: Module,
  loss: Loss,
  { images, labels }: Samples,
  order: Uint32Array,
  batchSize: number,
  afterwards: () => void,
): Promise<Measures> {
  // Summed where the tensors are: a GPU is asked once, not after every step.
  const sums = tf.tidy(() => tf.variable(tf.zeros([2])));
  for (let start = 0; start < order.length; start += batchSize) {
    tf.tidy(() => {
      const indices = tf.tensor1d(
        Int32Array.from(order.subarray(start, start + batchSize)),
        'int32',
      );
      const classes = labels.gather(indices);
      const outputs = network.forward(images.gather(indices)); // [size, classes]
      const targets = tf.oneHot(classes, outputs.shape[1], 1, 0, 'float32') as tf.Tensor2D;
      const total = loss.forward(outputs, targets).mul(indices.size); // from the mean to the sum
      const correct = outputs.argMax(1).equal(classes).sum().toFloat();
      sums.assign(sums.add(tf.stack([total, correct])));
      afterwards();
    });
  }
  const [total, correct] = await sums.data();
  sums.dispose();
  return { loss: total / order.length, accuracy: correct / order.length };
}
