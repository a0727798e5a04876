import type { LayersModel, Tensor2D } from '@tensorflow/tfjs';
import type { TensorFlow } from '../backend/rung.ts';
import { batches } from '../data/batches.ts';
import type { LabelledImages } from '../data/labelled-images.ts';

/** Images that go through the network at once. */
const BATCH = 500;

/**
 * The fraction of samples that a trained network classifies correctly, for experiments whose subject has no
 * function of its own for it.
 *
 * @param indices - which samples. Default: all.
 */
export async function fractionCorrect(
  tf: TensorFlow,
  model: LayersModel,
  data: LabelledImages,
  indices: readonly number[] = [...data.labels.keys()],
): Promise<number> {
  const { height, width, channels } = data;
  let correct = 0;
  for (const { images, labels, size } of batches(data, { indices, batchSize: BATCH })) {
    const count = tf.tidy(() => {
      const logits = model.apply(tf.tensor4d(images, [size, height, width, channels]));
      return (logits as Tensor2D).argMax(1).equal(tf.tensor1d(labels, 'int32')).sum();
    });
    correct += (await count.data())[0];
    count.dispose();
  }
  return correct / indices.length;
}
