import * as tf from '@tensorflow/tfjs';
import type * as reference from '../../../solutions/part3/networks.ts';
import type { NetworkName, NetworkOptions } from '../../../solutions/part3/networks.ts';
import type { Implementation } from '../implementation.ts';

/** The table of the five networks in words, without the last layer. */
export const tables: Record<NetworkName, string> = {
  mlp_1: 'FC-32, ReLU',
  mlp_2: 'FC-32, ReLU, FC-64 (no bias)',
  cnn_3: 'Conv-3×3×16, ReLU, Conv-5×5×8, ReLU, MaxPool, Conv-7×7×16, MaxPool',
  cnn_4:
    'Conv-3×3×16, ReLU, Conv-3×3×8, ReLU, Conv-5×5×16, ReLU, MaxPool, Conv-5×5×16, ReLU, MaxPool',
  cnn_5:
    'Conv-3×3×8, ReLU, Conv-3×3×16, ReLU, Conv-3×3×8, ReLU, Conv-3×3×16, ReLU, MaxPool, ' +
    'Conv-3×3×16, ReLU, Conv-3×3×8, ReLU, MaxPool',
};

type Initializer = ReturnType<typeof tf.initializers.zeros>;

/** What a builder does in its own way; all else is by the table. */
export interface Changes {
  /** Other words, for example without a ReLU; the last layer is among them. */
  words?: (words: string[], name: NetworkName) => string[];
  /** A layer for a word that has none, or another one. */
  layer?: (word: string, index: number) => tf.layers.Layer | undefined;
  /** Further options of a layer. */
  convolution?: object;
  pooling?: object;
  dense?: object;
  /** Initial weights of the layer with that index among all words. */
  kernel?: (seed: number, index: number) => Initializer;
  /** Other options than those asked for. */
  options?: (options: Required<NetworkOptions>) => Required<NetworkOptions>;
}

/** `buildNetwork`, or something in its place. */
export type Build = (name: NetworkName, options?: NetworkOptions) => unknown;

/** Writes `buildNetwork`, from scratch or by what differs. */
export const named = (name: string, write: Changes | Build): Implementation<typeof reference> => ({
  name,
  module: { buildNetwork: typeof write === 'function' ? write : builder(write) },
});

/** Builds networks with `tf.sequential`, every layer a word of the table. */
export function builder(changes: Changes = {}) {
  return (name: NetworkName, given: NetworkOptions = {}): tf.LayersModel => {
    const asked = { imageShape: [32, 32, 3] as [number, number, number], classes: 10, seed: 0 };
    const options = { ...asked, ...given };
    const { imageShape, classes, seed } = changes.options?.(options) ?? options;
    const table = [...tables[name].split(', '), `FC-${classes}`];
    const model = tf.sequential();
    let isFlat = false;
    for (const [index, word] of (changes.words?.(table, name) ?? table).entries()) {
      const first = model.layers.length === 0 ? { inputShape: imageShape } : {};
      if (word.startsWith('FC') && !isFlat) {
        model.add(tf.layers.flatten(first));
        isFlat = true;
        model.add(makeLayer(word, index, seed, {}, changes));
      } else {
        model.add(makeLayer(word, index, seed, first, changes));
      }
    }
    return model;
  };
}

function makeLayer(
  word: string,
  index: number,
  seed: number,
  first: { inputShape?: number[] },
  changes: Changes,
): tf.layers.Layer {
  const own = changes.layer?.(word, index);
  if (own !== undefined) return own;
  const numbers = word.match(/\d+/g)?.map(Number) ?? [];
  const kernelInitializer =
    changes.kernel?.(seed, index) ?? tf.initializers.glorotUniform({ seed: 100 * seed + index });
  if (word.startsWith('Conv')) {
    const [kernelSize, , filters] = numbers;
    const sizes = { kernelSize, filters };
    return tf.layers.conv2d({ ...sizes, kernelInitializer, ...first, ...changes.convolution });
  }
  if (word.startsWith('FC')) {
    const [units] = numbers;
    const useBias = !word.includes('no bias');
    return tf.layers.dense({ units, useBias, kernelInitializer, ...changes.dense });
  }
  if (word === 'ReLU') return tf.layers.reLU();
  if (word === 'MaxPool') {
    return tf.layers.maxPooling2d({ poolSize: 2, strides: 2, ...changes.pooling });
  }
  throw new Error(`no layer for the word ${word}`);
}

/** A layer without weights that does some work of its own. */
export function layerOf(
  work: (input: tf.Tensor) => tf.Tensor,
  shapeOf: (shape: number[]) => number[] = (shape) => shape,
): tf.layers.Layer {
  class Own extends tf.layers.Layer {
    static className = 'Own';
    override computeOutputShape(shape: number[]) {
      return shapeOf(shape);
    }
    override call(inputs: tf.Tensor | tf.Tensor[]) {
      return tf.tidy(() => work(Array.isArray(inputs) ? inputs[0] : inputs));
    }
  }
  return new Own({});
}
