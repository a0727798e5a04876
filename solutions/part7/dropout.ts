import * as tf from '@tensorflow/tfjs';
import { type Random, seededRandom } from '#src/common/random';

export interface DropoutOptions {
  seed?: number;
}

export class Dropout {
  private readonly rate: number;
  private readonly random: Random;
  /** Of the last forward pass; null where it changed nothing. */
  private factors: tf.Tensor | null | undefined;

  constructor(rate: number, { seed = 0 }: DropoutOptions = {}) {
    if (!(rate >= 0 && rate < 1)) {
      throw new RangeError(`The rate must be at least 0 and below 1, not ${rate}.`);
    }
    this.rate = rate;
    this.random = seededRandom(seed);
  }

  forward<T extends tf.Tensor>(x: T, training = false): T {
    this.factors = training ? this.drawFactors(x) : null;
    return times(x, this.factors);
  }

  backward<T extends tf.Tensor>(gradOutput: T): T {
    if (this.factors === undefined) {
      throw new Error('`backward` needs the mask of `forward`: call `forward` first.');
    }
    return times(gradOutput, this.factors);
  }

  /** For each element 0, or what makes up for those that are dropped. */
  private drawFactors({ size, shape }: tf.Tensor): tf.Tensor {
    const kept = 1 - this.rate;
    const factors = Float32Array.from({ length: size }, () =>
      this.random.uniform() < kept ? 1 / kept : 0,
    );
    return tf.tensor(factors, shape);
  }
}

const times = <T extends tf.Tensor>(x: T, factors: tf.Tensor | null): T =>
  factors === null ? x.clone() : x.mul(factors);
