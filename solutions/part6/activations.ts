import * as tf from '@tensorflow/tfjs';
import { kept, type Module, type Parameter } from './linear.ts';

export class ReLU implements Module {
  private x: tf.Tensor2D | undefined;

  forward(x: tf.Tensor2D): tf.Tensor2D {
    this.x = x;
    return tf.maximum(x, 0);
  }

  backward(gradOutput: tf.Tensor2D): tf.Tensor2D {
    const x = kept(this.x);
    return tf.tidy(() => gradOutput.mul(tf.step(x))); // 1 where x > 0, else 0
  }

  parameters(): Parameter[] {
    return [];
  }
}

export class Sigmoid implements Module {
  private y: tf.Tensor2D | undefined;

  /** Of a very negative x, e^(−x) is infinite, and 1 over it is 0 as it should be. */
  forward(x: tf.Tensor2D): tf.Tensor2D {
    this.y = tf.tidy(() => tf.div(1, x.neg().exp().add(1)));
    return this.y;
  }

  /** With y, not with e^(−x): infinity over infinity would be NaN. */
  backward(gradOutput: tf.Tensor2D): tf.Tensor2D {
    const y = kept(this.y);
    return tf.tidy(() => gradOutput.mul(y.mul(tf.sub(1, y))));
  }

  parameters(): Parameter[] {
    return [];
  }
}
