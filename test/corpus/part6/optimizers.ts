import * as tf from '@tensorflow/tfjs';
import type { Parameter } from '../../../solutions/part6/linear.ts';
import type { SGD, SGDOptions } from '../../../solutions/part6/optimizer.ts';
import type { Implementation } from '../implementation.ts';

/** The numbers of a step. */
interface Now {
  w: tf.Tensor;
  g: tf.Tensor;
  v: tf.Tensor;
  learningRate: number;
  momentum: number;
  weightDecay: number;
  isBias: boolean;
  isFirst: boolean;
}

/** What the value and the velocity become. */
export type Rule = (now: Now) => { w: tf.Tensor; v: tf.Tensor };

export const usual: Rule = ({ w, g, v, learningRate, momentum, weightDecay }) => {
  const velocity = v.mul(momentum).add(g).add(w.mul(weightDecay));
  return { w: w.sub(velocity.mul(learningRate)), v: velocity };
};

/** Writes `SGD` by the rule of one step. */
export const stepping = (
  name: string,
  rule: Rule,
  defaults: Partial<SGDOptions> = {},
): Implementation<{ SGD: typeof SGD }> => ({
  name,
  module: {
    SGD: class {
      velocities: tf.Variable[];
      parameters: Parameter[];
      options: SGDOptions;
      isFirst = true;
      constructor(parameters: Parameter[], options: SGDOptions) {
        this.parameters = parameters;
        this.options = options;
        this.velocities = tf.tidy(() =>
          parameters.map(({ value }) => tf.variable(tf.zerosLike(value))),
        );
      }
      step() {
        const { learningRate, momentum = 0, weightDecay = 0 } = { ...defaults, ...this.options };
        tf.tidy(() => {
          this.parameters.forEach(({ value, gradient }, i) => {
            const { w, v } = rule({
              w: value,
              g: gradient,
              v: this.velocities[i],
              learningRate,
              momentum,
              weightDecay,
              isBias: value.rank === 1,
              isFirst: this.isFirst,
            });
            value.assign(w);
            this.velocities[i].assign(v);
          });
        });
        this.isFirst = false;
      }
    },
  },
});
