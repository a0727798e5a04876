import * as tf from '@tensorflow/tfjs';
import { type Random, seededRandom } from '#src/common/random';

export interface NetworkOptions {
  imageShape?: [height: number, width: number, channels: number];
  kernels?: [first: number, last: number];
  units?: number;
  dropout?: number;
  classes?: number;
  seed?: number;
}

export function buildNetwork(options: NetworkOptions = {}): tf.LayersModel {
  const { imageShape = [32, 32, 3], kernels = [48, 96] } = options;
  const { units = 512, dropout = 0.5, classes = 10, seed = 0 } = options;
  const random = seededRandom(seed);
  const input = tf.input({ shape: imageShape }); // [batch, height, width, channels]
  const layers = [
    ...kernels.flatMap((filters) => [
      convolution(filters, 1, random),
      convolution(filters, 2, random), // half as high and wide, rounded up
      tf.layers.batchNormalization({ momentum: 0.9, epsilon: 0.001 }),
      tf.layers.dropout({ rate: dropout }), // with a seed it would drop the same values in every step
      tf.layers.reLU(),
    ]),
    tf.layers.flatten(), // [batch, features]
    dense(units, random),
    tf.layers.reLU(),
    dense(classes, random),
  ];
  let output = input;
  for (const layer of layers) output = layer.apply(output) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output }); // [batch, classes]
}

const convolution = (filters: number, strides: number, random: Random) =>
  tf.layers.conv2d({
    filters,
    kernelSize: 3,
    strides,
    padding: 'same',
    kernelInitializer: uniform(random),
  });

const dense = (units: number, random: Random) =>
  tf.layers.dense({ units, kernelInitializer: uniform(random) });

/** A seed for each layer, or some would begin as twins. The seed 0 would be none. */
const uniform = (random: Random) =>
  tf.initializers.glorotUniform({ seed: 1 + random.integer(2 ** 31 - 1) });
