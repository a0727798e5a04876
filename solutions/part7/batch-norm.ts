import * as tf from '@tensorflow/tfjs';

export interface Parameter {
  readonly value: tf.Variable;
  readonly gradient: tf.Variable;
}

export interface BatchNormOptions {
  momentum?: number;
  epsilon?: number;
}

/** What a forward pass leaves for the backward pass. */
interface Kept {
  normalised: tf.Tensor;
  /** 1 / √(variance + ε), `[channels]` */
  scale: tf.Tensor;
  training: boolean;
}

export class BatchNorm {
  readonly runningMean: tf.Variable;
  readonly runningVariance: tf.Variable;
  private readonly gamma: Parameter;
  private readonly beta: Parameter;
  private readonly momentum: number;
  private readonly epsilon: number;
  private kept: Kept | undefined;

  constructor(channels: number, { momentum = 0.99, epsilon = 0.001 }: BatchNormOptions = {}) {
    this.momentum = momentum;
    this.epsilon = epsilon;
    this.runningMean = variableOf(channels, 0);
    this.runningVariance = variableOf(channels, 1);
    this.gamma = { value: variableOf(channels, 1), gradient: variableOf(channels, 0) };
    this.beta = { value: variableOf(channels, 0), gradient: variableOf(channels, 0) };
  }

  forward<T extends tf.Tensor>(x: T, training = false): T {
    this.check(x);
    const { mean, variance } = training ? this.statisticsOf(x) : this.running();
    const scale = variance.add(this.epsilon).rsqrt();
    const normalised = x.sub(mean).mul(scale);
    this.kept = { normalised, scale, training };
    return normalised.mul(this.gamma.value).add(this.beta.value);
  }

  backward<T extends tf.Tensor>(gradOutput: T): T {
    if (this.kept === undefined) {
      throw new Error('`backward` needs what `forward` keeps: call `forward` first.');
    }
    const { normalised, scale, training } = this.kept;
    const axes = allButLast(gradOutput);
    this.gamma.gradient.assign(gradOutput.mul(normalised).sum(axes));
    this.beta.gradient.assign(gradOutput.sum(axes));
    const arriving = gradOutput.mul(this.gamma.value); // ∂loss/∂normalised
    if (!training) return arriving.mul(scale);
    // x moves the mean and the variance too: that takes away what all of a channel share.
    const shared = arriving.mean(axes).add(normalised.mul(arriving.mul(normalised).mean(axes)));
    return arriving.sub(shared).mul(scale);
  }

  parameters(): Parameter[] {
    return [this.gamma, this.beta];
  }

  /** The mean and the variance of a batch, which the running ones follow. */
  private statisticsOf(x: tf.Tensor): Statistics {
    const batch = tf.moments(x, allButLast(x));
    follow(this.runningMean, batch.mean, this.momentum);
    follow(this.runningVariance, batch.variance, this.momentum);
    return batch;
  }

  private running(): Statistics {
    return { mean: this.runningMean, variance: this.runningVariance };
  }

  private check(x: tf.Tensor): void {
    const [channels, given] = [this.runningMean.size, x.shape.at(-1)];
    if (channels === given) return;
    throw new Error(`This layer normalises ${channels} channels, and x has ${given}.`);
  }
}

interface Statistics {
  mean: tf.Tensor;
  variance: tf.Tensor;
}

const variableOf = (size: number, value: number): tf.Variable =>
  tf.tidy(() => tf.variable(tf.zeros([size]).add(value)));

const allButLast = ({ rank }: tf.Tensor): number[] => Array.from({ length: rank - 1 }, (_, i) => i);

const follow = (running: tf.Variable, batch: tf.Tensor, momentum: number): void =>
  tf.tidy(() => running.assign(running.mul(momentum).add(batch.mul(1 - momentum))));
