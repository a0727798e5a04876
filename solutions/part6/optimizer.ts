import * as tf from '@tensorflow/tfjs';
import type { Parameter } from './linear.ts';

export interface SGDOptions {
  learningRate: number;
  momentum?: number;
  weightDecay?: number;
}

export class SGD {
  private readonly moving: (Parameter & { velocity: tf.Variable })[];
  private readonly options: Required<SGDOptions>;

  constructor(parameters: readonly Parameter[], options: SGDOptions) {
    this.options = { momentum: 0, weightDecay: 0, ...options };
    this.moving = tf.tidy(() =>
      parameters.map(({ value, gradient }) => {
        return { value, gradient, velocity: tf.variable(tf.zerosLike(value)) };
      }),
    );
  }

  step(): void {
    const { learningRate, momentum, weightDecay } = this.options;
    tf.tidy(() => {
      for (const { value, gradient, velocity } of this.moving) {
        const decayed = gradient.add(value.mul(weightDecay));
        velocity.assign(velocity.mul(momentum).add(decayed));
        value.assign(value.sub(velocity.mul(learningRate)));
      }
    });
  }
}
