import { classify, initialWeights, train, type Samples, type Weights } from '#kata/part7/digits-mlp'; // prettier-ignore
import { accuracy, confusionMatrix } from '#kata/part7/metrics';
import type { TensorFlow } from '#src/backend/rung';
import type { LabelledImages } from '#src/data/labelled-images';
import type { Training } from '#src/training/runs/answer-training';
import { loadSmallDigits } from '#src/training/small-digits';
import type { DigitsSettings } from './settings.ts';

/** What is known of a digits network when it is trained. */
export interface TrainedDigits {
  trainAccuracy: number;
  testAccuracy: number;
}

const names = ['hiddenWeight', 'hiddenBias', 'outputWeight', 'outputBias'] as const;

/** A training of which an epoch is some iterations of the subject's `train`, each going on from the weights of the last. */
export async function digitsTraining(settings: DigitsSettings, tf: TensorFlow): Promise<Training> {
  const { dataset, counts, hidden, learningRate, iterationsPerEpoch, seed } = settings;
  const data = await loadSmallDigits(dataset, counts, seed, { env: process.env });
  const [samples, test] = [samplesOf(data.train), samplesOf(data.test)];
  const begin = initialWeights([samples.images[0].length, hidden, 10], seed);
  const variables = names.map((name) => tf.tidy(() => tf.variable(tf.tensor(begin[name]))));

  async function weightsNow(): Promise<Weights> {
    const values = await Promise.all(variables.map((variable) => variable.array()));
    return Object.fromEntries(names.map((name, i) => [name, values[i]])) as unknown as Weights;
  }

  async function accuracyOn({ images, labels }: Samples): Promise<number> {
    return accuracy(confusionMatrix(labels, await classify(await weightsNow(), images), 10));
  }

  return {
    model: variables,
    async trainEpoch(epoch) {
      const iterations = iterationsPerEpoch;
      const options = { iterations, every: iterations, learningRate, test };
      const trained = await train(await weightsNow(), samples, options);
      tf.tidy(() => {
        names.forEach((name, i) => variables[i].assign(tf.tensor(trained.weights[name]))); // prettier-ignore
      });
      return [
        {
          step: (epoch + 1) * iterations,
          loss: trained.losses.at(-1),
          trainAccuracy: trained.accuracies.at(-1),
          testAccuracy: trained.testAccuracies.at(-1),
        },
      ];
    },
    finish: async (): Promise<TrainedDigits> => ({
      trainAccuracy: await accuracyOn(samples),
      testAccuracy: await accuracyOn(test),
    }),
  };
}

/** Images as plain rows, the 17 levels of ink from 0 to 1. */
function samplesOf({ images, labels, count }: LabelledImages): Samples {
  const pixels = images.length / count;
  const ink = Array.from(images, (level) => Math.round((level * 16) / 255) / 16);
  return {
    images: Array.from({ length: count }, (_, i) => ink.slice(i * pixels, (i + 1) * pixels)),
    labels: Array.from(labels),
  };
}
