import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '#src/common/random';
import type * as reference from '../../../solutions/part7/network.ts';
import type { NetworkOptions } from '../../../solutions/part7/network.ts';
import type { Implementation } from '../implementation.ts';

export type Networks = Implementation<typeof reference>;

type Layer = tf.layers.Layer;

/** What a network can be made of. */
export interface Maker {
  convolution(filters: number, strides: number, more?: object): Layer;
  norm(more?: object): Layer;
  dropout(rate?: number, more?: object): Layer;
  relu(): Layer;
  dense(units: number, more?: object): Layer;
  options: Required<NetworkOptions>;
}

/** What is done otherwise: a block of two convolutions, the end, the maker, or the options. */
interface Ways {
  block(make: Maker, filters: number, index: number): Layer[];
  end(make: Maker): Layer[];
  seedOf(random: () => number, options: Required<NetworkOptions>): number | undefined;
  defaults: NetworkOptions;
  initializer(seed: number | undefined): ReturnType<typeof tf.initializers.zeros>;
  sequential: boolean;
}

const usual: Ways = {
  block: (make, filters) => [
    make.convolution(filters, 1),
    make.convolution(filters, 2),
    make.norm(),
    make.dropout(),
    make.relu(),
  ],
  end: (make) => [
    tf.layers.flatten(),
    make.dense(make.options.units),
    make.relu(),
    make.dense(make.options.classes),
  ],
  seedOf: (random) => random(),
  defaults: {},
  initializer: (seed) => tf.initializers.glorotUniform(seed === undefined ? {} : { seed }),
  sequential: false,
};

/** A network built otherwise. */
export const building = (name: string, ways: Partial<Ways> = {}): Networks => ({
  name,
  module: { buildNetwork: (options: NetworkOptions = {}) => built(options, { ...usual, ...ways }) },
});

function built(given: NetworkOptions, ways: Ways): tf.LayersModel {
  const options: Required<NetworkOptions> = {
    imageShape: [32, 32, 3],
    kernels: [48, 96],
    units: 512,
    dropout: 0.5,
    classes: 10,
    seed: 0,
    ...ways.defaults,
    ...given,
  };
  const random = seededRandom(options.seed);
  const start = () => ways.initializer(ways.seedOf(() => 1 + random.integer(2 ** 31 - 1), options));
  const make: Maker = {
    options,
    convolution: (filters, strides, more = {}) =>
      tf.layers.conv2d({ filters, strides, kernelSize: 3, padding: 'same', kernelInitializer: start(), ...more }), // prettier-ignore
    norm: (more = {}) => tf.layers.batchNormalization({ momentum: 0.9, epsilon: 0.001, ...more }),
    dropout: (rate = options.dropout, more = {}) => tf.layers.dropout({ rate, ...more }),
    relu: () => tf.layers.reLU(),
    dense: (units, more = {}) => tf.layers.dense({ units, kernelInitializer: start(), ...more }),
  };
  const layers = [
    ...options.kernels.flatMap((filters, index) => ways.block(make, filters, index)),
    ...ways.end(make),
  ];
  if (ways.sequential) {
    const model = tf.sequential();
    model.add(tf.layers.inputLayer({ inputShape: options.imageShape }));
    for (const layer of layers) model.add(layer);
    return model;
  }
  const input = tf.input({ shape: options.imageShape });
  let output = input;
  for (const layer of layers) output = layer.apply(output) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}
