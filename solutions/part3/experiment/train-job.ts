/* Run by the experiment as a process of its own: trains one network with the functions of the subject. */
import { accuracy } from '#kata/part3/accuracy';
import { buildNetwork } from '#kata/part3/networks';
import { makeResult } from '#kata/part3/result';
import { stratifiedSplit } from '#kata/part3/split';
import { trainEpoch, type TrainingRecord } from '#kata/part3/train';
import { balancedSample } from '#src/training/balanced-sample';
import { loadImages } from '#src/training/image-data';
import { answerTraining } from '#src/training/runs/answer-training';
import { checkResult, type SavedPart3 } from './outcome.ts';
import type { Settings } from './settings.ts';

/** What is known of a trained network. */
export interface Trained {
  result: SavedPart3;
  /** On as many training images as there are for validation. */
  trainAccuracy: number;
  /** On all validation images, however many each point of the curve was measured on. */
  validationAccuracy: number;
}

await answerTraining(async (settings, { tf }) => {
  const { network, dataset, counts, batchSize, every, seed } = settings as Settings;
  const { train: data, test } = await loadImages(dataset, counts, { env: process.env });
  const split = stratifiedSplit(data.labels, counts.validationPerClass, seed);
  const validation = balancedSample(split.validation, data.labels, counts.validationUsed, seed);
  const asMany = balancedSample(split.train, data.labels, counts.validation, seed);
  const model = buildNetwork(network, { seed });
  const optimizer = tf.train.adam();
  return {
    model,
    optimizer,
    trainEpoch: (epoch, onRecord) =>
      trainEpoch(model, optimizer, data, { train: split.train, validation }, { epoch, batchSize, every, seed, onRecord }), // prettier-ignore
    async finish(records): Promise<Trained> {
      const result = await makeResult(network, model, records as unknown as TrainingRecord[], test);
      return {
        result: checkResult(result, 'makeResult'),
        trainAccuracy: await accuracy(model, data, asMany),
        validationAccuracy: await accuracy(model, data, split.validation),
      };
    },
  };
});
