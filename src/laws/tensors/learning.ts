import type { LayersModel, Tensor2D, Variable } from '@tensorflow/tfjs';
import { SubjectFailed } from '../subject-failed.ts';
import { tf } from './tensorflow.ts';

export const learningTool = {
  /**
   * Trains a network with Adam on the softmax cross-entropy of all images at once.
   *
   * @returns the loss before each step, in training mode.
   */
  async learn(
    model: LayersModel,
    className: string,
    { images, labels }: { images: number[][][][]; labels: number[] },
    { steps, learningRate }: { steps: number; learningRate: number },
  ): Promise<number[]> {
    const optimizer = tf.train.adam(learningRate);
    const x = tf.tensor4d(images);
    const classes = model.outputs[0].shape[1]!;
    const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), classes));
    const losses: number[] = [];
    try {
      const weights = model.trainableWeights.map((weight) => weight.read() as Variable);
      for (let step = 0; step < steps; step++) {
        const loss = optimizer.minimize(
          () => {
            const logits = model.apply(x, { training: true }) as Tensor2D;
            return tf.losses.softmaxCrossEntropy(targets, logits).asScalar();
          },
          true,
          weights,
        )!;
        losses.push(...(await loss.data()));
        loss.dispose();
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new SubjectFailed(className, `it cannot be trained: ${message}`, error);
    } finally {
      tf.dispose([x, targets]);
      optimizer.dispose();
    }
    return losses;
  },
};
