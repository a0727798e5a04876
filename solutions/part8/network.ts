import * as tf from '@tensorflow/tfjs';
import { type Random, seededRandom } from '#src/common/random';

export interface Parameter {
  readonly value: tf.Variable;
  readonly gradient: tf.Variable;
}

export interface Network {
  forward(x: tf.Tensor2D): tf.Tensor2D;
  backward(gradOutput: tf.Tensor2D): void;
  parameters(): Parameter[];
}

export interface MLPOptions {
  inputs: number;
  classes: number;
  hiddenLayers: number;
  width: number;
  seed?: number;
}

interface Layer {
  weight: Parameter;
  bias: Parameter;
}

export class MLP implements Network {
  private readonly layers: Layer[];
  /** What went into each layer in the last forward pass. */
  private taken: tf.Tensor2D[] = [];

  constructor({ inputs, classes, hiddenLayers, width, seed = 0 }: MLPOptions) {
    const random = seededRandom(seed);
    const sizes = [inputs, ...Array<number>(hiddenLayers).fill(width), classes];
    this.layers = sizes.slice(1).map((outputs, i) => ({
      weight: uniformParameter([sizes[i], outputs], sizes[i], random),
      bias: uniformParameter([outputs], sizes[i], random),
    }));
  }

  forward(x: tf.Tensor2D): tf.Tensor2D {
    this.taken = [];
    return this.layers.reduce((input, { weight, bias }, i) => {
      this.taken.push(input);
      const sums = tf.matMul<tf.Tensor2D>(input, weight.value).add<tf.Tensor2D>(bias.value);
      return i < this.layers.length - 1 ? tf.maximum<tf.Tensor2D>(sums, 0) : sums;
    }, x);
  }

  backward(gradOutput: tf.Tensor2D): void {
    if (this.taken.length === 0) {
      throw new Error('`backward` needs what `forward` keeps: call `forward` first.');
    }
    let gradient = gradOutput; // ∂loss/∂sums of a layer: [batch, out]
    for (let i = this.layers.length - 1; i >= 0; i--) {
      const { weight, bias } = this.layers[i];
      const input = this.taken[i];
      weight.gradient.assign(input.matMul(gradient, true)); // inputᵀ · gradient: [in, out]
      bias.gradient.assign(gradient.sum(0));
      if (i === 0) return; // nobody changes the images
      const back = tf.matMul<tf.Tensor2D>(gradient, weight.value, false, true); // [batch, in]
      gradient = back.mul(tf.step(input)); // the input is what a ReLU gave: above 0 where its slope is 1
    }
  }

  parameters(): Parameter[] {
    return this.layers.flatMap(({ weight, bias }) => [weight, bias]);
  }
}

/** Drawn between −1/√inputs and 1/√inputs. */
function uniformParameter(shape: number[], inputs: number, random: Random): Parameter {
  const bound = 1 / Math.sqrt(inputs);
  const length = shape.reduce((product, size) => product * size, 1);
  const values = Float32Array.from({ length }, () => bound * (2 * random.uniform() - 1));
  return tf.tidy(() => ({
    value: tf.variable(tf.tensor(values, shape)),
    gradient: tf.variable(tf.zeros(shape)),
  }));
}
