import type { Tensor1D, Tensor4D } from '@tensorflow/tfjs';
import type { Handle } from '../subject-here.ts';
import { tf } from './tensorflow.ts';

/** A batch that a law hands to the subject as tensors. */
export interface Batch {
  /** `[batch][height][width][channels]` */
  images: number[][][][];
  /** `[batch]` */
  labels: number[];
}

/**
 * Makes the tensors of a batch on the subject's side, images as float32 and labels as int32, does the
 * work with them, and frees them.
 */
export async function withBatch<T>(
  { images, labels }: Batch,
  work: (images: Handle<Tensor4D>, labels: Handle<Tensor1D>) => Promise<T>,
): Promise<T> {
  const tensors = [tf.tensor4d(images), tf.tensor1d(labels, 'int32')] as const;
  const [x, classes] = tensors;
  try {
    return await work(
      { className: 'the images', instance: x },
      { className: 'the labels', instance: classes },
    );
  } finally {
    // What the subject has disposed of, a law of its own has noticed.
    for (const tensor of tensors) if (!tensor.isDisposed) tensor.dispose();
  }
}
