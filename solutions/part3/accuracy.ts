import * as tf from '@tensorflow/tfjs';
import { batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';

/** Images that go through the network at once. */
const BATCH = 500;

export async function accuracy(
  model: tf.LayersModel,
  data: LabelledImages,
  indices: Iterable<number> = data.labels.keys(),
): Promise<number> {
  const { height, width, channels } = data;
  let [correct, samples] = [0, 0];
  for (const { images, labels, size } of batches(data, { indices, batchSize: BATCH })) {
    const count = tf.tidy(() => {
      const logits = model.apply(tf.tensor4d(images, [size, height, width, channels]));
      return countCorrect(logits as tf.Tensor2D, tf.tensor1d(labels, 'int32'));
    });
    correct += (await count.data())[0];
    samples += size;
    count.dispose();
  }
  return correct / samples;
}

/**
 * @param logits - `[batch, classes]`
 * @param labels - `[batch]`, int32.
 * @returns how many samples have their largest logit at their label.
 */
export function countCorrect(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  return tf.tidy(() => logits.argMax(1).equal(labels).sum());
}
