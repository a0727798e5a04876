import * as tf from '@tensorflow/tfjs';
import { loadTensorFlow } from '#src/backend/load';
import { type Batch, batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';
import { imageCounts, loadImages } from '#src/training/image-data';
import {
  firstKernel,
  gradientMagnitude,
  magnitudeFromWeights,
  meanLoss,
} from '../../solutions/part4/gradient.ts';
import { type Activation, buildNetwork } from '../../solutions/part4/networks.ts';
import { networkNames, type NetworkName } from './networks.ts';
import { median } from './timing.ts';

const SEEDS = [1, 2, 3];
const BATCHES = 5;
const LEARNING_RATE = 0.01;

interface Network {
  name: NetworkName;
  activation: Activation;
  /** Whether images are levels from 0 to 1, or from 0 to 255. */
  scale: 'unit' | 'levels';
}

/** What is seen before a network's first step of SGD, and in it. */
interface Start {
  loss: number;
  magnitude: number;
  /** The same magnitude, computed from the weights around the step. */
  fromWeights: number;
  /** The share of the first kernel's weights that the step moved at all. */
  moved: number;
}

/** Prints how steep the loss is in the first weights of part 4's networks before any training. */
export async function gradients(): Promise<void> {
  const { backend } = await loadTensorFlow();
  const { train } = await loadImages('cifar10', imageCounts('cifar10', {}), { env: process.env });
  console.log(
    `CIFAR-10, ${backend}; medians of ${BATCHES} batches and seeds ${SEEDS.join(', ')}\n`,
  );
  console.log('network  images     activation     loss  ‖∂loss/∂W‖  from weights  moved');
  for (const scale of ['unit', 'levels'] as const) {
    for (const name of networkNames) {
      for (const activation of ['relu', 'sigmoid'] as const) {
        console.log(await lineOf({ name, activation, scale }, train));
      }
    }
  }
}

async function lineOf(network: Network, data: LabelledImages): Promise<string> {
  const starts: Start[] = [];
  for (const seed of SEEDS) {
    for (const batch of batches(data, { seed, scale: network.scale })) {
      starts.push(await startOf(network, seed, batch));
      if (starts.length % BATCHES === 0) break;
    }
  }
  const of = (key: keyof Start) => median(starts.map((start) => start[key]));
  return [
    network.name.padEnd(7),
    (network.scale === 'unit' ? '0 … 1' : '0 … 255').padEnd(9),
    network.activation.padEnd(10),
    of('loss').toFixed(3).padStart(7),
    of('magnitude').toPrecision(2).padStart(10),
    of('fromWeights').toPrecision(2).padStart(12),
    `${(100 * of('moved')).toFixed(0)}%`.padStart(5),
  ].join('  ');
}

async function startOf(
  { name, activation }: Network,
  seed: number,
  { images, labels, size }: Batch,
): Promise<Start> {
  const model = buildNetwork(name, activation, { seed });
  const x = tf.tensor4d(images, [size, 32, 32, 3]);
  const classes = tf.tensor1d(labels, 'int32');
  const optimizer = tf.train.sgd(LEARNING_RATE);
  const before = [...(await firstKernel(model).data())];
  const magnitude = await gradientMagnitude(model, x, classes);
  const loss = optimizer.minimize(() => meanLoss(model, x, classes), true)!;
  const after = [...(await firstKernel(model).data())];
  const start = {
    loss: (await loss.data())[0],
    magnitude,
    fromWeights: magnitudeFromWeights(before, after, LEARNING_RATE),
    moved: after.filter((weight, i) => weight !== before[i]).length / after.length,
  };
  model.dispose();
  tf.dispose([x, classes, loss]);
  optimizer.dispose();
  return start;
}
