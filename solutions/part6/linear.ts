import * as tf from '@tensorflow/tfjs';
import { seededRandom } from '#src/common/random';

export interface Parameter {
  readonly value: tf.Variable;
  readonly gradient: tf.Variable;
}

export interface Module {
  forward(x: tf.Tensor2D): tf.Tensor2D;
  backward(gradOutput: tf.Tensor2D, wantsInput?: boolean): tf.Tensor2D;
  parameters(): Parameter[];
}

export interface LinearOptions {
  std?: number;
  seed?: number;
}

export class Linear implements Module {
  private readonly weight: Parameter;
  private readonly bias: Parameter;
  private x: tf.Tensor2D | undefined;

  constructor(inputs: number, outputs: number, { std = 0.01, seed = 0 }: LinearOptions = {}) {
    const random = seededRandom(seed);
    const weights = Float32Array.from({ length: inputs * outputs }, () => std * random.normal());
    this.weight = parameterOf(weights, [inputs, outputs]);
    this.bias = parameterOf(new Float32Array(outputs), [outputs]);
  }

  forward(x: tf.Tensor2D): tf.Tensor2D {
    this.x = x;
    return tf.tidy(() => tf.matMul<tf.Tensor2D>(x, this.weight.value).add(this.bias.value));
  }

  backward(gradOutput: tf.Tensor2D, wantsInput = true): tf.Tensor2D {
    const x = kept(this.x);
    return tf.tidy(() => {
      this.weight.gradient.assign(x.matMul(gradOutput, true)); // xᵀ · gradOutput: [in, out]
      this.bias.gradient.assign(gradOutput.sum(0)); // [out]
      if (!wantsInput) return gradOutput.clone();
      return tf.matMul<tf.Tensor2D>(gradOutput, this.weight.value, false, true); // · Wᵀ: [batch, in]
    });
  }

  parameters(): Parameter[] {
    return [this.weight, this.bias];
  }
}

/**
 * What a forward pass kept for the backward pass.
 *
 * @throws {Error} when there was none yet.
 */
export function kept<T>(value: T | undefined): T {
  if (value !== undefined) return value;
  throw new Error('`backward` needs what `forward` keeps: call `forward` first.');
}

const parameterOf = (values: Float32Array, shape: number[]): Parameter =>
  tf.tidy(() => ({
    value: tf.variable(tf.tensor(values, shape)),
    gradient: tf.variable(tf.zeros(shape)),
  }));
