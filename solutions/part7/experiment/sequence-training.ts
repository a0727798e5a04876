import type { Tensor3D } from '@tensorflow/tfjs';
import { SequenceClassifier, trainStep } from '#kata/part7/sequence';
import type { TensorFlow } from '#src/backend/rung';
import { type Batch, batches } from '#src/data/batches';
import type { LabelledImages } from '#src/data/labelled-images';
import { loadDigitImages } from '#src/training/digit-images';
import type { Training } from '#src/training/runs/answer-training';
import { loadSmallDigits } from '#src/training/small-digits';
import type { SequenceSettings } from './settings.ts';

/** What is known of a recurrent network when it is trained. */
export interface TrainedSequence {
  trainAccuracy: number;
  testAccuracy: number;
}

/** Images that go through a network at once where nothing is trained. */
const TEST_BATCH = 500;

/** Trains a recurrent network that reads images row by row. */
export async function sequenceTraining(
  settings: SequenceSettings,
  tf: TensorFlow,
): Promise<Training> {
  const { cell, units, learningRate, clip, batchSize, seed } = settings;
  const { train, test } = await dataOf(settings);
  const classifier = new SequenceClassifier(train.width, { cell, units, seed });
  const stepsPerEpoch = Math.ceil(train.count / batchSize);

  const imagesOf = ({ images, size }: Batch): Tensor3D =>
    tf.tensor3d(images, [size, train.height, train.width]);

  async function accuracyOn(data: LabelledImages): Promise<number> {
    let right = 0;
    for (const batch of batches(data, { batchSize: TEST_BATCH })) {
      const classes = tf.tidy(() => classifier.forward(imagesOf(batch)).argMax(1));
      const found = await classes.data();
      classes.dispose();
      right += batch.labels.filter((label, i) => label === found[i]).length;
    }
    return right / data.count;
  }

  return {
    model: classifier.parameters().map(({ value }) => value),
    async trainEpoch(epoch) {
      const losses: number[] = [];
      for (const batch of batches(train, { batchSize, seed, epoch })) {
        const loss = tf.tidy(() => {
          const labels = tf.tensor1d(batch.labels, 'int32');
          return trainStep(classifier, imagesOf(batch), labels, { learningRate, clip });
        });
        losses.push((await loss.data())[0]);
        loss.dispose();
      }
      return [
        {
          step: (epoch + 1) * stepsPerEpoch,
          loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
          testAccuracy: await accuracyOn(test),
        },
      ];
    },
    finish: async (): Promise<TrainedSequence> => ({
      trainAccuracy: await accuracyOn(train),
      testAccuracy: await accuracyOn(test),
    }),
  };
}

function dataOf({ dataset, counts, seed }: SequenceSettings) {
  const options = { env: process.env };
  if (dataset === 'mnist') return loadDigitImages('mnist', counts, options);
  return loadSmallDigits(dataset, counts, seed, options);
}
