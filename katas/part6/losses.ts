import * as tf from '@tensorflow/tfjs';
import { NotImplemented } from '#src/laws/not-implemented';

/**
 * What a network is judged by. As with a module, `forward` and the `backward` that belongs to it are
 * called within one `tf.tidy`.
 */
export interface Loss {
  /**
   * @param outputs - of the network, `[batch, classes]`.
   * @param targets - what they should be, `[batch, classes]`: one-hot rows, 1 at the label and 0
   *   elsewhere.
   * @returns one number, the mean over the batch.
   * @throws {Error} when the two have different shapes; the message gives the numbers that differ.
   */
  forward(outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar;
  /**
   * @returns ∂loss/∂outputs, `[batch, classes]`, where the last `forward` was.
   * @throws {Error} when there was no `forward` yet; the message says that `forward` comes first.
   */
  backward(): tf.Tensor2D;
}

/** Task 6.3: 1/(2N) · Σ ‖xₙ − tₙ‖², for N samples with outputs xₙ and targets tₙ, of any values. */
export class EuclideanLoss implements Loss {
  forward(outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
    throw new NotImplemented('6.3', 'EuclideanLoss.forward');
  }

  backward(): tf.Tensor2D {
    throw new NotImplemented('6.3', 'EuclideanLoss.backward');
  }
}

/**
 * Task 6.3: the softmax and the cross-entropy in one: the mean of −ln softmax(xₙ) at the label. The
 * outputs are logits; of ±1000 too, both passes give finite numbers.
 */
export class SoftmaxCrossEntropy implements Loss {
  forward(outputs: tf.Tensor2D, targets: tf.Tensor2D): tf.Scalar {
    throw new NotImplemented('6.3', 'SoftmaxCrossEntropy.forward');
  }

  backward(): tf.Tensor2D {
    throw new NotImplemented('6.3', 'SoftmaxCrossEntropy.backward');
  }
}
