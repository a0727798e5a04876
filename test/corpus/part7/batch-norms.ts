import * as tf from '@tensorflow/tfjs';
import type {
  BatchNorm,
  BatchNormOptions,
  Parameter,
} from '../../../solutions/part7/batch-norm.ts';
import type { Implementation } from '../implementation.ts';

type Module = { BatchNorm: typeof BatchNorm };

/** What a forward pass leaves. */
export interface Kept {
  x: tf.Tensor;
  mean: tf.Tensor;
  variance: tf.Tensor;
  training: boolean;
}

interface Statistics {
  mean: tf.Tensor;
  variance: tf.Tensor;
}

/** What one layer does in its own way. */
interface Habits {
  defaults?: Required<BatchNormOptions>;
  statistics?: (x: tf.Tensor, axes: number[]) => Statistics;
  /** The running value after a batch. */
  follow?: (running: tf.Tensor, batch: tf.Tensor, momentum: number, x: tf.Tensor) => tf.Tensor;
  /** What the running variance follows. */
  followed?: (batch: Statistics, x: tf.Tensor) => Statistics;
  isTraining?: (training: boolean | undefined) => boolean;
  normalise?: (x: tf.Tensor, statistics: Statistics, epsilon: number) => tf.Tensor;
  affine?: (normalised: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => tf.Tensor;
  /** ∂loss/∂x */
  back?: (g: tf.Tensor, gamma: tf.Tensor, kept: Kept, epsilon: number) => tf.Tensor;
  gamma?: (g: tf.Tensor, normalised: tf.Tensor, axes: number[], before: tf.Tensor) => tf.Tensor;
  beta?: (g: tf.Tensor, axes: number[], before: tf.Tensor) => tf.Tensor;
  keep?: (now: Kept, before: Kept | undefined) => Kept;
  check?: (channels: number, given: number) => void;
  missing?: (g: tf.Tensor) => tf.Tensor;
  list?: (parameters: Parameter[]) => unknown;
  runningStart?: [mean: number, variance: number];
  gammaStart?: number;
}

const variable = (size: number, value: number) =>
  tf.tidy(() => tf.variable(tf.zeros([size]).add(value)));

export const axesOf = ({ rank }: tf.Tensor): number[] => Array.from({ length: rank - 1 }, (_, i) => i); // prettier-ignore

export const normalised = (x: tf.Tensor, { mean, variance }: Statistics, epsilon: number) =>
  x.sub(mean).div(variance.add(epsilon).sqrt());

/** What goes back in training. */
export function backOf(g: tf.Tensor, gamma: tf.Tensor, kept: Kept, epsilon: number): tf.Tensor {
  const axes = axesOf(g);
  const scale = gamma.div(kept.variance.add(epsilon).sqrt());
  if (!kept.training) return g.mul(scale);
  const values = normalised(kept.x, kept, epsilon);
  return g
    .sub(g.mean(axes))
    .sub(values.mul(g.mul(values).mean(axes)))
    .mul(scale);
}

/** Batch normalisation as the README has it, but for some habits. */
export function batchNorm(name: string, habits: Habits): Implementation<Module> {
  return {
    name,
    module: {
      BatchNorm: class {
        runningMean: tf.Variable;
        runningVariance: tf.Variable;
        gamma: Parameter;
        beta: Parameter;
        momentum: number;
        epsilon: number;
        kept: Kept | undefined;

        constructor(channels: number, options: BatchNormOptions = {}) {
          const { momentum = 0.99, epsilon = 0.001 } = { ...habits.defaults, ...options };
          this.momentum = momentum;
          this.epsilon = epsilon;
          const [mean, variance] = habits.runningStart ?? [0, 1];
          this.runningMean = variable(channels, mean);
          this.runningVariance = variable(channels, variance);
          this.gamma = {
            value: variable(channels, habits.gammaStart ?? 1),
            gradient: variable(channels, 0),
          };
          this.beta = { value: variable(channels, 0), gradient: variable(channels, 0) };
        }

        forward(x: tf.Tensor, training?: boolean) {
          const check = (channels: number, given: number) => {
            if (channels !== given)
              throw new Error(`${given} channels came, ${channels} are wanted`);
          };
          (habits.check ?? check)(this.gamma.value.size, x.shape.at(-1)!);
          const isTraining = habits.isTraining?.(training) ?? training ?? false;
          let statistics: Statistics = { mean: this.runningMean, variance: this.runningVariance };
          if (isTraining) {
            statistics = habits.statistics?.(x, axesOf(x)) ?? tf.moments(x, axesOf(x));
            const followed = habits.followed?.(statistics, x) ?? statistics;
            const follow =
              habits.follow ?? ((running, batch, m) => running.mul(m).add(batch.mul(1 - m)));
            const { runningMean, runningVariance, momentum } = this;
            runningMean.assign(follow(runningMean, followed.mean, momentum, x));
            runningVariance.assign(follow(runningVariance, followed.variance, momentum, x));
          }
          const now = { x, ...statistics, training: isTraining };
          this.kept = (habits.keep ?? ((one) => one))(now, this.kept);
          const values = (habits.normalise ?? normalised)(x, statistics, this.epsilon);
          const affine = habits.affine ?? ((one, gamma, beta) => one.mul(gamma).add(beta));
          return affine(values, this.gamma.value, this.beta.value);
        }

        backward(g: tf.Tensor) {
          const { kept, gamma, beta, epsilon } = this;
          if (kept === undefined) {
            if (habits.missing !== undefined) return habits.missing(g);
            throw new Error('forward must come before backward');
          }
          const axes = axesOf(g);
          const values = normalised(kept.x, kept, epsilon);
          const ofGamma = habits.gamma ?? ((one, normal) => one.mul(normal).sum(axes));
          gamma.gradient.assign(ofGamma(g, values, axes, gamma.gradient));
          beta.gradient.assign(habits.beta?.(g, axes, beta.gradient) ?? g.sum(axes));
          return (habits.back ?? backOf)(g, gamma.value, kept, epsilon);
        }

        parameters() {
          const list = [this.gamma, this.beta];
          return habits.list?.(list) ?? list;
        }
      },
    },
  };
}
