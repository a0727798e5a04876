import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs';
import type { Weights } from './model-spec.ts';
import { tf } from './tensorflow.ts';

// A cell and a classifier of the laws’ own. What they send back is no derivative: only who hands everything on as
// the task says gets the right numbers out. Their arithmetic stands in
// src/laws/definitions/recurrent/stand-ins.ts once more, in plain numbers.

const given: { images: number[][][]; gradLogits: number[][] }[] = [];

export const standInCells = {
  /**
   * Its state is [h, s], of 2 units, as x has 2 numbers. h′ = 2x + h − s and s′ = x + h; what comes back for x is
   * 2·∂h + ∂s + x, for h it is ∂h − ∂s, for s it is 2·∂s + ∂h; its two parameters get x·∂h and ∂s + 1, summed
   * over the batch, and their gradients are 7 in the beginning.
   */
  makeStandInCell() {
    const parameter = () => ({
      value: tf.tidy(() => tf.variable(tf.zeros([2]))),
      gradient: tf.tidy(() => tf.variable(tf.zeros([2]).add(7))),
    });
    const parameters = [parameter(), parameter()];
    return {
      zeroState: (batch: number): Tensor2D[] => [tf.zeros([batch, 2]), tf.zeros([batch, 2])],
      step: (x: Tensor2D, [h, s]: Tensor2D[]) => ({
        state: [x.mul(2).add(h).sub(s), x.add(h)] as Tensor2D[],
        kept: { x },
      }),
      stepBackward: ({ x }: { x: Tensor2D }, [gradH, gradS]: Tensor2D[]) => ({
        x: gradH.mul(2).add(gradS).add(x) as Tensor2D,
        state: [gradH.sub(gradS), gradS.mul(2).add(gradH)] as Tensor2D[],
        parameters: [x.mul(gradH).sum(0), gradS.add(1).sum(0)],
      }),
      parameters: () => parameters,
    };
  },

  /**
   * A classifier that gives these logits whatever the images are, and finds these gradients.
   *
   * @param logits - `[batch, classes]`
   * @param values - of its parameters.
   */
  makeStandInClassifier(
    logits: number[][],
    values: readonly Weights[],
    gradients: readonly Weights[],
  ) {
    const parameters = values.map((value) => ({
      value: tf.tidy(() => tf.variable(tf.tensor(value))),
      gradient: tf.tidy(() => tf.variable(tf.zerosLike(tf.tensor(value)).add(7))),
    }));
    let images: Tensor3D;
    return {
      forward(x: Tensor3D): Tensor2D {
        images = x;
        return tf.tensor2d(logits);
      },
      backward(gradLogits: Tensor2D): Tensor3D {
        given.push({ images: images.arraySync(), gradLogits: gradLogits.arraySync() });
        tf.tidy(() => parameters.forEach(({ gradient }, i) => gradient.assign(tf.tensor(gradients[i])))); // prettier-ignore
        return tf.zerosLike(images);
      },
      parameters: () => parameters,
    };
  },

  /** What stand-in classifiers were given since this was asked last. */
  givenToClassifiers: () => given.splice(0),

  makeSequences: (images: number[][][]): Tensor3D => tf.tensor3d(images),
};
