import * as tf from '@tensorflow/tfjs';
import { kept } from './linear.ts';

export interface Loss {
  forward(outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar;
  backward(): tf.Tensor2D;
}

export class EuclideanLoss implements Loss {
  private difference: tf.Tensor2D | undefined;

  forward(outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
    mustAgree(outputs, targets);
    const difference = outputs.sub<tf.Tensor2D>(targets);
    this.difference = difference;
    return tf.tidy(() =>
      difference
        .square()
        .sum<tf.Scalar>()
        .div(2 * outputs.shape[0]),
    );
  }

  backward(): tf.Tensor2D {
    const difference = kept(this.difference);
    return difference.div(difference.shape[0]);
  }
}

export class SoftmaxCrossEntropy implements Loss {
  private difference: tf.Tensor2D | undefined;

  forward(outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
    mustAgree(outputs, targets);
    const [loss, difference] = tf.tidy(() => {
      const shifted = outputs.sub(outputs.max(1, true)); // the largest of each row is 0
      const exponentials = shifted.exp(); // [batch, classes]
      const sums = exponentials.sum(1, true); // [batch, 1], from 1 to the number of classes
      const atLabels = shifted.mul(targets).sum().div(outputs.shape[0]);
      return [
        sums.log().mean().sub<tf.Scalar>(atLabels),
        exponentials.div(sums).sub<tf.Tensor2D>(targets),
      ];
    });
    this.difference = difference;
    return loss;
  }

  backward(): tf.Tensor2D {
    const difference = kept(this.difference);
    return difference.div(difference.shape[0]);
  }
}

/** Tensors of different shapes would be stretched to fit each other, silently. */
function mustAgree({ shape: outputs }: tf.Tensor, { shape: targets }: tf.Tensor): void {
  if (outputs.join() === targets.join()) return;
  throw new Error(`The outputs are ${outputs.join('×')}, the targets ${targets.join('×')}.`);
}
