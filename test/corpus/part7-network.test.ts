import * as tf from '@tensorflow/tfjs';
import * as reference from '../../solutions/part7/network.ts';
import type { NetworkOptions } from '../../solutions/part7/network.ts';
import { proveCorpus } from './corpus.ts';
import { building, type Maker, type Networks } from './part7/networks.ts';

const { buildNetwork } = reference;

type Block = (make: Maker, filters: number, index: number) => tf.layers.Layer[];
const block = (name: string, of: Block): Networks => building(name, { block: of });
const end = (name: string, of: (make: Maker) => tf.layers.Layer[]): Networks =>
  building(name, { end: of });

let kept: tf.LayersModel | undefined;

const wrong: Networks[] = [
  block('the stride in the first convolution', (make, filters) => [
    make.convolution(filters, 2), make.convolution(filters, 1), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('no stride', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 1), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('pooling in place of the stride, before the rest', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 1), tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' }), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('padding valid', (make, filters) => [
    make.convolution(filters, 1, { padding: 'valid' }), make.convolution(filters, 2), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('5×5 kernels', (make, filters) => [
    make.convolution(filters, 1, { kernelSize: 5 }), make.convolution(filters, 2), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('no bias before the batch normalisation', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2, { useBias: false }), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('a ReLU after each convolution', (make, filters) => [
    make.convolution(filters, 1, { activation: 'relu' }), make.convolution(filters, 2), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('no batch normalisation', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('a batch normalisation after each convolution', (make, filters) => [
    make.convolution(filters, 1), make.norm(), make.convolution(filters, 2), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('the batch normalisation between the convolutions', (make, filters) => [
    make.convolution(filters, 1), make.norm(), make.convolution(filters, 2), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('the batch normalisation after the ReLU', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.relu(), make.norm(), make.dropout(),
  ]), // prettier-ignore
  block('the batch normalisation after the dropout', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.dropout(), make.norm(), make.relu(),
  ]), // prettier-ignore
  block('momentum 0.99, as it is by default', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm({ momentum: 0.99 }), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('PyTorch’s momentum', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm({ momentum: 0.1 }), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('ε 0.00001', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm({ epsilon: 1e-5 }), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('no γ', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm({ scale: false }), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('the batch normalisation does not train', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm({ trainable: false }), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('γ begins at 0', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm({ gammaInitializer: 'zeros' }), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('no ReLU', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.dropout(),
  ]), // prettier-ignore
  block('a leaky ReLU', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.dropout(), tf.layers.leakyReLU({ alpha: 0.1 }),
  ]), // prettier-ignore
  block('no dropout', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.relu(),
  ]), // prettier-ignore
  block('a dropout in the first block only', (make, filters, index) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), ...(index === 0 ? [make.dropout()] : []), make.relu(),
  ]), // prettier-ignore
  block('a dropout in the second block only', (make, filters, index) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), ...(index === 1 ? [make.dropout()] : []), make.relu(),
  ]), // prettier-ignore
  block('two dropouts in each block', (make, filters) => [
    make.convolution(filters, 1), make.dropout(), make.convolution(filters, 2), make.norm(), make.dropout(), make.relu(),
  ]), // prettier-ignore
  block('always dropout 0.5', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.dropout(0.5), make.relu(),
  ]), // prettier-ignore
  block('the share that is kept is dropped', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.dropout(Math.min(0.999, 1 - make.options.dropout)), make.relu(),
  ]), // prettier-ignore
  block('dropouts with a seed', (make, filters, index) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.dropout(make.options.dropout, { seed: 1 + index }), make.relu(),
  ]), // prettier-ignore
  block('whole channels are dropped', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.dropout(make.options.dropout, { noiseShape: [null, 1, 1, filters] }), make.relu(),
  ]), // prettier-ignore
  block('the same for all images of a batch', (make, filters) => [
    make.convolution(filters, 1), make.convolution(filters, 2), make.norm(),
    new WholeBatch(make.options.dropout), make.relu(),
  ]), // prettier-ignore
  end('no ReLU in the fully connected part', (make) => [
    tf.layers.flatten(), make.dense(make.options.units), make.dense(make.options.classes),
  ]), // prettier-ignore
  end('a softmax at the end', (make) => [
    tf.layers.flatten(), make.dense(make.options.units), make.relu(), make.dense(make.options.classes), tf.layers.softmax(),
  ]), // prettier-ignore
  end('a ReLU at the end', (make) => [
    tf.layers.flatten(), make.dense(make.options.units), make.relu(), make.dense(make.options.classes), make.relu(),
  ]), // prettier-ignore
  end('a dropout at the end', (make) => [
    tf.layers.flatten(), make.dense(make.options.units), make.relu(), make.dropout(), make.dense(make.options.classes),
  ]), // prettier-ignore
  end('one fully connected layer', (make) => [
    tf.layers.flatten(),
    make.dense(make.options.classes),
  ]),
  end('a mean over all places in place of the flattening', (make) => [
    tf.layers.globalAveragePooling2d({}), make.dense(make.options.units), make.relu(), make.dense(make.options.classes),
  ]), // prettier-ignore
  building('256 units by default', { defaults: { units: 256 } }),
  building('dropout 0.25 by default', { defaults: { dropout: 0.25 } }),
  building('32 and 64 kernels by default', { defaults: { kernels: [32, 64] } }),
  building('one seed for all layers', { seedOf: (_, { seed }) => seed + 1 }),
  building('the seed 0 is none', { seedOf: (random, { seed }) => (seed === 0 ? undefined : random()) }), // prettier-ignore
  building('no seed', { seedOf: () => undefined }),
  building('always the same seed', {
    seedOf: (() => {
      let count = 0;
      return () => 1 + (count++ % 6);
    })(),
  }),
  building('all weights begin at 0', { initializer: () => tf.initializers.zeros() }),
  building('huge weights', {
    initializer: (seed) => tf.initializers.randomNormal({ stddev: 5, seed: seed! }),
  }),
  {
    name: 'the same network again',
    module: { buildNetwork: (options: NetworkOptions) => (kept ??= buildNetwork(options)) },
  },
  {
    name: 'no options',
    module: { buildNetwork: () => buildNetwork() },
  },
];

/** A dropout with one mask for a whole batch. */
class WholeBatch extends tf.layers.Layer {
  static className = 'WholeBatch';
  readonly rate: number;

  constructor(rate: number) {
    super({});
    this.rate = rate;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    if (training !== true || this.rate === 0) return x;
    return tf.tidy(() => {
      const mask = tf.randomUniform(x.shape.slice(1)).greaterEqual(this.rate);
      return x.mul(mask).div(1 - this.rate);
    });
  }
}

/** A dropout written by hand, with chance of its own. */
class OwnDropout extends WholeBatch {
  static override className = 'OwnDropout';

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    if (training !== true) return x;
    return tf.tidy(() => x.mul(tf.randomUniform(x.shape).greaterEqual(this.rate)).div(1 - this.rate)); // prettier-ignore
  }
}

const right: Networks[] = [
  building('tf.sequential, ReLU before the dropout', {
    sequential: true,
    block: (make, filters) => [
      make.convolution(filters, 1), make.convolution(filters, 2), make.norm(), make.relu(), make.dropout(),
    ], // prettier-ignore
  }),
  building('activations by name, He’s weights', {
    block: (make, filters) => [
      make.convolution(filters, 1),
      make.convolution(filters, [2, 2] as unknown as number),
      make.norm(),
      make.dropout(),
      tf.layers.activation({ activation: 'relu' }),
    ],
    end: (make) => [
      tf.layers.flatten(),
      make.dense(make.options.units, { activation: 'relu' }),
      make.dense(make.options.classes),
    ],
    initializer: (seed) => tf.initializers.heUniform({ seed: seed! }),
  }),
  building('a dropout by hand, small normal weights', {
    block: (make, filters) => [
      make.convolution(filters, 1),
      make.convolution(filters, 2),
      make.norm(),
      new OwnDropout(make.options.dropout),
      make.relu(),
    ],
    initializer: (seed) => tf.initializers.randomNormal({ stddev: 0.08, seed: seed! }),
  }),
];

proveCorpus({ part: 'part7', file: 'network', reference, wrong, right });
