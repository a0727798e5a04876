import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import type { Noticed } from './module-spec.ts';
import { tf } from './tensorflow.ts';

// Modules, losses and optimizers of the laws' own, which notice what is done with them. Their backward
// passes are no derivatives: whoever calls them cannot know.

const noticed: Noticed[] = [];

export const standIns = {
  /** What the stand-ins have noticed since this was asked last. */
  noticed(): Noticed[] {
    return noticed.splice(0);
  },

  /**
   * A module that multiplies by a matrix, and its gradient by another one. Its only parameter is the
   * matrix; its gradient is how often `backward` was called, and the sum of what came back last. Where
   * nobody wants what it sends back, that is 0.
   *
   * @param matrix - `[in, out]`
   * @param back - `[out, in]`
   */
  makeStandInModule(matrix: number[][], back: number[][]) {
    const value = tf.tidy(() => tf.variable(tf.tensor2d(matrix)));
    const gradient = tf.tidy(() => tf.variable(tf.zeros([2])));
    return {
      forward(x: Tensor2D): Tensor2D {
        noticed.push({ by: 'network', method: 'forward', given: x.arraySync() });
        return tf.matMul<Tensor2D>(x, value);
      },
      backward(gradOutput: Tensor2D, wantsInput = true): Tensor2D {
        noticed.push({ by: 'network', method: 'backward', given: gradOutput.arraySync() });
        return tf.tidy(() => {
          const count = gradient.slice(0, 1).add(1);
          gradient.assign(tf.concat([count, gradOutput.sum().expandDims()]));
          const sent = tf.matMul<Tensor2D>(gradOutput, tf.tensor2d(back));
          return wantsInput ? sent : tf.zerosLike(sent);
        });
      },
      parameters: () => [{ value, gradient }],
    };
  },

  /**
   * A loss: the mean over the batch of Σ output · (target + 1). Its gradient is 3 · output + 1.
   */
  makeStandInLoss() {
    let last: Tensor2D | undefined;
    return {
      forward(outputs: Tensor2D, targets: Tensor2D): Scalar {
        noticed.push({ by: 'loss', outputs: outputs.arraySync(), targets: targets.arraySync() });
        last = outputs;
        return tf.tidy(() => outputs.mul(targets.add(1)).sum(1).mean());
      },
      backward(): Tensor2D {
        return tf.tidy(() => last!.mul(3).add(1));
      },
    };
  },

  makeStandInOptimizer() {
    return {
      step(): void {
        noticed.push({ by: 'optimizer' });
      },
    };
  },
};
