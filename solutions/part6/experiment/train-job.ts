/* Run by the experiment as a process of its own: trains one network with the modules of the subject. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { evaluate, trainEpoch, type Measures } from '#kata/part6/epoch';
import { EuclideanLoss, SoftmaxCrossEntropy } from '#kata/part6/losses';
import { buildNetwork } from '#kata/part6/network';
import { SGD } from '#kata/part6/optimizer';
import type { LabelledImages } from '#src/data/labelled-images';
import { loadDigitImages } from '#src/training/digit-images';
import { answerTraining } from '#src/training/runs/answer-training';
import type { Settings } from './settings.ts';

/** Images that go through a network at once where nothing is trained. */
const TEST_BATCH = 1000;

/** What is known of a network when it is trained. */
export interface Trained {
  train: Measures;
  test: Measures;
}

await answerTraining(async (given, { tf }) => {
  const settings = given as Settings;
  const { hidden, activation, std, learningRate, momentum, weightDecay, batchSize, seed } =
    settings;
  const data = await loadDigitImages(settings.dataset, settings.counts, { env: process.env });
  const [train, test] = [samplesOf(data.train), samplesOf(data.test)];
  const pixels = data.train.height * data.train.width;
  const last = settings.loss === 'MSE' ? 'sigmoid' : 'none';
  const network = buildNetwork([pixels, ...hidden, 10], { activation, last, std, seed });
  const loss = settings.loss === 'MSE' ? new EuclideanLoss() : new SoftmaxCrossEntropy();
  const parameters = network.parameters();
  const optimizer = new SGD(parameters, { learningRate, momentum, weightDecay });
  const stepsPerEpoch = Math.ceil(data.train.count / batchSize);
  const measured = (samples: typeof train) => evaluate(network, loss, samples, { batchSize: TEST_BATCH }); // prettier-ignore

  return {
    // Values, gradients and velocities alike: whatever the subject keeps in variables.
    model: Object.values(tf.engine().registeredVariables),
    parameters: parameters.reduce((sum, { value }) => sum + value.size, 0),
    async trainEpoch(epoch) {
      const trained = await trainEpoch(network, loss, optimizer, train, { batchSize, seed, epoch });
      const tested = await measured(test);
      return [
        {
          step: (epoch + 1) * stepsPerEpoch,
          // The last step may have been the one too far.
          loss: Number.isFinite(tested.loss) ? trained.loss : NaN,
          trainAccuracy: trained.accuracy,
          testLoss: tested.loss,
          testAccuracy: tested.accuracy,
        },
      ];
    },
    finish: async (): Promise<Trained> => ({
      train: await measured(train),
      test: await measured(test),
    }),
  };

  /** Images as rows of grey levels from 0 to 1. */
  function samplesOf({ images, labels, count }: LabelledImages): {
    images: Tensor2D;
    labels: Tensor1D;
  } {
    const levels = Float32Array.from(images, (level) => level / 255);
    return {
      images: tf.tensor2d(levels, [count, images.length / count]),
      labels: tf.tensor1d(Int32Array.from(labels), 'int32'),
    };
  }
});
