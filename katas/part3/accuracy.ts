import * as tf from '@tensorflow/tfjs';
import type { LabelledImages } from '#src/data/labelled-images';
import { NotImplemented } from '#src/laws/not-implemented';

// You will need this. Take the comment signs away when you use it:
// import { batches } from '#src/data/batches'; // for (const { images, labels, size } of batches(data, { indices, batchSize: 500 }))

/**
 * Task 3.3: the fraction of samples that a network classifies correctly: its largest logit is the one of
 * the label. The network is in evaluation mode (`model.predict`, or `model.apply` without `training`).
 *
 * A data set may be far larger than one batch that fits into memory: go through it in batches.
 *
 * @param model - images `[batch, height, width, channels]` in, logits `[batch, classes]` out. Not changed.
 * @param data - levels 0 … 255, which `batches` makes 0 … 1, and labels.
 * @param indices - which samples; all of them by default.
 * @returns a number from 0 to 1, not a percentage. No tensor is left behind.
 */
export async function accuracy(
  model: tf.LayersModel,
  data: LabelledImages,
  indices?: readonly number[],
): Promise<number> {
  throw new NotImplemented('3.3', 'accuracy');
}
