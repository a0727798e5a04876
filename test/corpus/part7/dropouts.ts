import * as tf from '@tensorflow/tfjs';
import type { Dropout } from '../../../solutions/part7/dropout.ts';
import { type Random, seededRandom } from '../../../src/common/random.ts';
import type { Implementation } from '../implementation.ts';

type Module = { Dropout: typeof Dropout };

/** What a forward pass may look at. */
interface Now {
  x: tf.Tensor;
  rate: number;
  seed: number;
  random: Random;
  /** How many forward passes came before. */
  count: number;
}

/** What one dropout does in its own way. */
interface Habits {
  random?: (seed: number) => Random;
  /** For each element what it is multiplied by, in training. */
  mask?: (now: Now) => tf.Tensor;
  /** The same, out of training. */
  factor?: (rate: number) => number;
  isTraining?: (training: boolean | undefined) => boolean;
  check?: (rate: number) => void;
  /** What is multiplied on the way back. */
  back?: (g: tf.Tensor, mask: tf.Tensor, x: tf.Tensor, now: Now) => tf.Tensor;
  missing?: (g: tf.Tensor) => tf.Tensor;
  /** What is kept of the mask of a pass. */
  keep?: (
    mask: tf.Tensor,
    before: tf.Tensor | undefined,
    training: boolean,
  ) => tf.Tensor | undefined;
}

/** Ones and zeros, by a draw each. */
export const drawn = ({ x, rate, random }: Now): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: x.size }, () => Number(random.uniform() < 1 - rate)),
    x.shape,
  );

/** Dropout as the README has it, but for some habits. */
export function dropout(name: string, habits: Habits): Implementation<Module> {
  return {
    name,
    module: {
      Dropout: class {
        now: Omit<Now, 'x'>;
        mask: tf.Tensor | undefined;
        x: tf.Tensor | undefined;

        constructor(rate: number, { seed = 0 }: { seed?: number } = {}) {
          const check = (value: number) => {
            if (!(value >= 0 && value < 1)) throw new Error(`a rate of ${value} makes no sense`);
          };
          (habits.check ?? check)(rate);
          this.now = { rate, seed, random: (habits.random ?? seededRandom)(seed), count: 0 };
        }

        forward(x: tf.Tensor, training?: boolean) {
          const isTraining = habits.isTraining?.(training) ?? training ?? false;
          const now = { ...this.now, x };
          const { rate } = now;
          const mask = isTraining
            ? (habits.mask?.(now) ?? drawn(now).div(1 - rate))
            : tf.fill(x.shape, habits.factor?.(rate) ?? 1);
          this.mask = (habits.keep ?? ((one) => one))(mask, this.mask, isTraining);
          this.x = x;
          this.now.count++;
          return x.mul(mask);
        }

        backward(g: tf.Tensor) {
          const { mask, x, now } = this;
          if (mask === undefined || x === undefined) {
            if (habits.missing !== undefined) return habits.missing(g);
            throw new Error('forward must come before backward');
          }
          return habits.back?.(g, mask, x, { ...now, x }) ?? g.mul(mask);
        }
      },
    },
  };
}
