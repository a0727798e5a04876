import type * as tf from '@tensorflow/tfjs';
import type { Implementation } from '../implementation.ts';

type Losses = { [Name in 'EuclideanLoss' | 'SoftmaxCrossEntropy']: object };

/** What one loss does in its own way. */
interface Habits {
  forward: (x: tf.Tensor2D, t: tf.Tensor2D) => tf.Tensor;
  backward: (x: tf.Tensor2D, t: tf.Tensor2D) => tf.Tensor;
  keepsFirst?: boolean;
  /** Shapes are not compared. */
  stretches?: boolean;
}

/** Writes the class of that name: as it should be, but for some habits. */
export const loss =
  (className: keyof Losses, usual: Habits) =>
  (name: string, own: Partial<Habits>): Implementation<Losses> => {
    const habits = { ...usual, ...own };
    const module = class {
      last: [x: tf.Tensor2D, t: tf.Tensor2D] | undefined;

      forward(x: tf.Tensor2D, t: tf.Tensor2D) {
        if (habits.stretches !== true && String(x.shape) !== String(t.shape)) {
          throw new Error(`${x.shape.join('×')} are no ${t.shape.join('×')}`);
        }
        if (this.last === undefined || habits.keepsFirst !== true) this.last = [x, t];
        return habits.forward(x, t);
      }

      backward() {
        if (this.last === undefined) throw new Error('call forward before backward');
        return habits.backward(...this.last);
      }
    };
    return {
      name,
      module: { [className]: module },
    };
  };
