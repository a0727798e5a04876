import type * as tf from '@tensorflow/tfjs';
import type { Implementation } from '../implementation.ts';

type Activations = { [Name in 'ReLU' | 'Sigmoid']: object };

/** What one activation does in its own way. */
interface Habits {
  forward: (x: tf.Tensor2D) => tf.Tensor;
  backward: (g: tf.Tensor2D, x: tf.Tensor2D, y: tf.Tensor) => tf.Tensor;
  keepsFirst?: boolean;
  /** Nothing is said about a missing forward pass. */
  silent?: boolean;
  parameters?: () => object[];
}

/** Writes the class of that name: as it should be, but for some habits. */
export const elementwise =
  (className: keyof Activations, usual: Habits) =>
  (name: string, own: Partial<Habits>): Implementation<Activations> => {
    const habits = { ...usual, ...own };
    const module = class {
      last: { x: tf.Tensor2D; y: tf.Tensor } | undefined;

      forward(x: tf.Tensor2D) {
        const y = habits.forward(x);
        if (this.last === undefined || habits.keepsFirst !== true) this.last = { x, y };
        return y;
      }

      backward(g: tf.Tensor2D) {
        if (this.last === undefined) {
          if (habits.silent) return g.clone();
          throw new Error('nothing went forward');
        }
        return habits.backward(g, this.last.x, this.last.y);
      }

      parameters() {
        return habits.parameters?.() ?? [];
      }
    };
    return {
      name,
      module: { [className]: module },
    };
  };
