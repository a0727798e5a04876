import * as tf from '@tensorflow/tfjs';
import type { Parameter } from '../../../solutions/part7/batch-norm.ts';
import type { Classifier, StepOptions } from '../../../solutions/part7/sequence.ts';

/** What one step of training does in its own way. */
export interface StepHabits {
  loss?: (logits: tf.Tensor2D, targets: tf.Tensor2D) => tf.Tensor;
  gradient?: (logits: tf.Tensor2D, targets: tf.Tensor2D) => tf.Tensor;
  /** By what the gradients are multiplied. */
  scale?: (parameters: readonly Parameter[], clip: number) => tf.Tensor | number;
  move?: (value: tf.Tensor, gradient: tf.Tensor, rate: number) => tf.Tensor;
  tidy?: <T extends tf.TensorContainer>(work: () => T) => T;
  /** Which parameters are moved. */
  which?: (parameters: Parameter[]) => Parameter[];
  after?: (images: tf.Tensor3D) => void;
  result?: (loss: tf.Tensor) => unknown;
}

export const gradientOf = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor =>
  tf.softmax(logits).sub(targets).div(logits.shape[0]);

export const normOf = (parameters: readonly Parameter[]): tf.Tensor =>
  tf.addN(parameters.map(({ gradient }) => gradient.square().sum())).sqrt();

const lossOf = (logits: tf.Tensor2D, targets: tf.Tensor2D): tf.Tensor =>
  tf.logSoftmax(logits).mul(targets).sum(1).neg().mean();

/** A step as the README has it, but for some habits. */
export const stepWith =
  (habits: StepHabits) =>
  (
    classifier: Classifier,
    images: tf.Tensor3D,
    labels: tf.Tensor1D,
    { learningRate, clip }: StepOptions,
  ): unknown =>
    (habits.tidy ?? tf.tidy)(() => {
      const logits = classifier.forward(images);
      const targets = tf.oneHot(labels, logits.shape[1], 1, 0, 'float32') as tf.Tensor2D;
      const loss = (habits.loss ?? lossOf)(logits, targets);
      classifier.backward((habits.gradient ?? gradientOf)(logits, targets) as tf.Tensor2D);
      const all = classifier.parameters();
      const usual = () => (clip === undefined ? 1 : tf.minimum(1, tf.div(clip, normOf(all))));
      const scale = clip !== undefined && habits.scale ? habits.scale(all, clip) : usual();
      for (const { value, gradient } of habits.which?.(all) ?? all) {
        const scaled = gradient.mul(scale);
        value.assign(habits.move?.(value, scaled, learningRate) ?? value.sub(scaled.mul(learningRate))); // prettier-ignore
      }
      habits.after?.(images);
      return (habits.result?.(loss) ?? loss) as tf.Tensor;
    });
