import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '../../../src/common/random.ts';
import type * as reference from '../../../solutions/part8/network.ts';
import type { Implementation } from '../implementation.ts';

type Options = reference.MLPOptions;

/** What a network is made of; each may be replaced. */
export interface Pieces {
  sizes(options: Options): number[];
  /** A weight or a bias. @param layer - 0, 1, … */
  draw(u: () => number, from: number, to: number, isBias: boolean): number;
  seed(seed: number, layer: number): number;
  /** Whether layers share one generator. */
  isShared: boolean;
  activate(sums: tf.Tensor2D, isLast: boolean): tf.Tensor2D;
  /** What goes on to the layer before. @param input - what went into this one. */
  back(g: tf.Tensor2D, weight: tf.Variable, input: tf.Tensor2D): tf.Tensor2D;
  weightGradient(input: tf.Tensor2D, g: tf.Tensor2D): tf.Tensor;
  biasGradient(g: tf.Tensor2D): tf.Tensor;
  assign(variable: tf.Variable, gradient: tf.Tensor): void;
  keep(kept: tf.Tensor2D[][], inputs: tf.Tensor2D[]): tf.Tensor2D[][];
  isRefusing: boolean;
  defaultSeed: number;
  order(parameters: reference.Parameter[]): reference.Parameter[];
}

export const usual: Pieces = {
  sizes: ({ inputs, classes, hiddenLayers, width }) => [
    inputs,
    ...Array<number>(hiddenLayers).fill(width),
    classes,
  ],
  draw: (u, from) => (2 * u() - 1) / Math.sqrt(from),
  seed: (seed, layer) => Math.imul(seed, 7919) ^ Math.imul(layer + 1, 104729),
  isShared: false,
  activate: (sums, isLast) => (isLast ? sums : sums.relu()),
  back: (g, weight, input) =>
    tf.matMul<tf.Tensor2D>(g, weight.transpose()).mul(input.greater(0).toFloat()),
  weightGradient: (input, g) => tf.matMul(input.transpose(), g),
  biasGradient: (g) => g.sum(0),
  assign: (variable, gradient) => variable.assign(gradient),
  keep: (_, inputs) => [inputs],
  isRefusing: true,
  defaultSeed: 0,
  order: (parameters) => parameters,
};

/** A network that is written in another way, right or wrong. */
export function network(name: string, pieces: Partial<Pieces>): Implementation<typeof reference> {
  const by = { ...usual, ...pieces };
  class MLP {
    weights: reference.Parameter[];
    biases: reference.Parameter[];
    kept: tf.Tensor2D[][] = [];

    constructor(options: Options) {
      const { seed = by.defaultSeed } = options;
      const sizes = by.sizes(options);
      const shared = seededRandom(seed);
      const numbers = (layer: number, shape: number[], isBias: boolean) => {
        const own = by.isShared ? shared : seededRandom(by.seed(seed, 2 * layer + Number(isBias)));
        const length = shape.reduce((product, size) => product * size, 1);
        const values = Array.from({ length }, () =>
          by.draw(own.uniform, sizes[layer], sizes[layer + 1], isBias),
        );
        return tf.tidy(() => ({
          value: tf.variable(tf.tensor(values, shape)),
          gradient: tf.variable(tf.zeros(shape)),
        }));
      };
      const layers = sizes.slice(1);
      this.weights = layers.map((to, i) => numbers(i, [sizes[i], to], false));
      this.biases = layers.map((to, i) => numbers(i, [to], true));
    }

    forward(x: tf.Tensor2D): tf.Tensor2D {
      const inputs: tf.Tensor2D[] = [];
      let y = x;
      this.weights.forEach(({ value }, i) => {
        inputs.push(y);
        const sums = tf.matMul<tf.Tensor2D>(y, value as never).add<tf.Tensor2D>(this.biases[i].value); // prettier-ignore
        y = by.activate(sums, i === this.weights.length - 1);
      });
      this.kept = by.keep(this.kept, inputs);
      return y;
    }

    backward(gradOutput: tf.Tensor2D): void {
      const [inputs = []] = this.kept;
      if (inputs.length === 0 && by.isRefusing) throw new Error('forward was not called yet');
      let g = gradOutput;
      for (let i = inputs.length - 1; i >= 0; i--) {
        by.assign(this.weights[i].gradient, by.weightGradient(inputs[i], g));
        by.assign(this.biases[i].gradient, by.biasGradient(g));
        g = by.back(g, this.weights[i].value, inputs[i]);
      }
    }

    parameters() {
      return by.order(this.weights.flatMap((weight, i) => [weight, this.biases[i]]));
    }
  }
  return { name, module: { MLP } };
}
