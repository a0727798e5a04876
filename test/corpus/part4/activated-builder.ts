import * as tf from '@tensorflow/tfjs';
import type * as reference from '../../../solutions/part4/networks.ts';
import type { Activation, NetworkName, NetworkOptions } from '../../../solutions/part4/networks.ts';
import type { Implementation } from '../implementation.ts';

/** The table of the five networks in words, without the last layer; f is the activation. */
const tables: Record<NetworkName, string> = {
  mlp_1: 'FC-32, f',
  mlp_2: 'FC-32, f, FC-64 (no bias)',
  cnn_3: 'Conv-3×3×16, f, Conv-5×5×8, f, MaxPool, Conv-7×7×16, MaxPool',
  cnn_4: 'Conv-3×3×16, f, Conv-3×3×8, f, Conv-5×5×16, f, MaxPool, Conv-5×5×16, f, MaxPool',
  cnn_5:
    'Conv-3×3×8, f, Conv-3×3×16, f, Conv-3×3×8, f, Conv-3×3×16, f, MaxPool, ' +
    'Conv-3×3×16, f, Conv-3×3×8, f, MaxPool',
};

type Build = typeof reference.buildNetwork;
type Initializer = ReturnType<typeof tf.initializers.zeros>;
type Options = Required<NetworkOptions>;

/** What a builder does in its own way; all else is by the table. */
export interface Changes {
  /** Other words, for example without an f; the last layer is among them. */
  words?: (words: string[], activation: Activation) => string[];
  /** Stands where the table says f. */
  activated?: (activation: Activation) => tf.layers.Layer;
  /** A layer for a word that has none, or another one. */
  layer?: (word: string, activation: Activation) => tf.layers.Layer | undefined;
  useBias?: (activation: Activation) => boolean;
  padding?: 'same';
  /** Initial weights of the layer with that index among all words. */
  kernel?: (seed: number, index: number, activation: Activation) => Initializer;
  bias?: (activation: Activation) => Initializer;
  /** Other options than those asked for. */
  options?: (options: Options) => Options;
}

/** Writes `buildNetwork`, from scratch or by what differs. */
export const named = (
  name: string,
  write: Changes | ((...asked: Parameters<Build>) => unknown),
): Implementation<typeof reference> => ({
  name,
  module: { buildNetwork: typeof write === 'function' ? write : builder(write) },
});

/** Builds networks with `tf.sequential`, every layer a word of the table, activations as layers. */
export const builder =
  (changes: Changes = {}) =>
  (name: NetworkName, activation: Activation, given: NetworkOptions = {}): tf.LayersModel => {
    const asked: Options = { imageShape: [32, 32, 3], classes: 10, seed: 0, ...given };
    const options = changes.options?.(asked) ?? asked;
    const table = [...tables[name].split(', '), `FC-${options.classes}`];
    const words = changes.words?.(table, activation) ?? table;
    const layers = words.map((word, index) => {
      const own = changes.layer?.(word, activation);
      if (own !== undefined) return own;
      if (word === 'MaxPool') return tf.layers.maxPooling2d({ poolSize: 2, strides: 2 });
      if (word === 'f') {
        return changes.activated?.(activation) ?? tf.layers.activation({ activation });
      }
      const [first, , filters] = word.match(/\d+/g)!.map(Number);
      const {
        kernel = byGlorot,
        bias = () => tf.initializers.zeros(),
        useBias = () => true,
      } = changes;
      const settings = {
        kernelInitializer: kernel(options.seed, index, activation),
        biasInitializer: bias(activation),
        useBias: useBias(activation) && !word.includes('no bias'),
      };
      if (word.startsWith('FC')) return tf.layers.dense({ units: first, ...settings });
      const padding = changes.padding ?? 'valid';
      return tf.layers.conv2d({ kernelSize: first, filters, padding, ...settings });
    });
    layers.splice(
      Math.max(
        0,
        words.findIndex((word) => word.startsWith('FC')),
      ),
      0,
      tf.layers.flatten(),
    );
    const input = tf.input({ shape: options.imageShape });
    const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
    return tf.model({ inputs: input, outputs: output });
  };

const byGlorot = (seed: number, index: number) =>
  tf.initializers.glorotUniform({ seed: 100 * seed + index });

/** A layer without weights that does some work of its own on each number. */
export function layerOf(work: (input: tf.Tensor) => tf.Tensor): tf.layers.Layer {
  class Own extends tf.layers.Layer {
    static className = 'Own';
    override computeOutputShape(shape: number[]) {
      return shape;
    }
    override call(inputs: tf.Tensor | tf.Tensor[]) {
      return tf.tidy(() => work(Array.isArray(inputs) ? inputs[0] : inputs));
    }
  }
  return new Own({});
}
