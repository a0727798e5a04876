import type { Tensor, Tensor1D, Tensor3D } from '@tensorflow/tfjs';
import { Unlawful } from '../law.ts';
import type { Handle } from '../subject-here.ts';
import { useTool } from '../subject.ts';
import type { Weights } from './model-spec.ts';
import './tensorflow.ts'; // ready before the subject's first call

// What laws do with classifiers of sequences: only handles and data cross between them and the subject.

/** Images and labels that a law hands to the subject. */
export interface LabelledImages {
  /** `[batch][rows][columns]` */
  images: number[][][];
  labels: number[];
}

/**
 * Makes tensors of a batch, does the work with them, and frees them.
 *
 * @throws {Unlawful} when the work has disposed of one of them.
 */
export async function withImages<T>(
  { images, labels }: LabelledImages,
  task: (images: Handle<Tensor3D>, labels: Handle<Tensor1D>) => Promise<T>,
): Promise<T> {
  const x = { className: 'the images', instance: await useTool('makeSequences', images) };
  const classes = { className: 'the labels', instance: await useTool('makeLabels', labels) };
  try {
    const result = await task(x, classes);
    if (
      (await useTool('matrixOf', x)) === undefined ||
      (await useTool('matrixOf', classes)) === undefined
    ) {
      // prettier-ignore
      throw new Unlawful('the images or the labels are disposed of: they are not its own');
    }
    return result;
  } finally {
    for (const tensor of [x, classes]) await useTool('dispose', tensor);
  }
}

/** The number in a tensor that the subject has returned; it is freed. @throws {Unlawful} when it is none. */
export const numberOf = (tensor: Handle<Tensor>): Promise<unknown> =>
  useTool('numberOf', tensor, tensor.className);

/** A classifier that gives these logits whatever the images are, and finds these gradients. */
export async function standInClassifier(
  logits: number[][],
  values: readonly Weights[],
  gradients: readonly Weights[],
) {
  const instance = await useTool('makeStandInClassifier', logits, values, gradients);
  return { className: 'a classifier', instance };
}

/** What stand-in classifiers were given since this was asked last. */
export const givenToClassifiers = () => useTool('givenToClassifiers');
