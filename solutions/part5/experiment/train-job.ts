/* Run by the experiment as a process of its own: trains one network with the functions of the subject. */
import { buildNetwork } from '#kata/part5/network';
import { learningRateAt } from '#kata/part5/schedule';
import { trainEpoch } from '#kata/part5/train';
import { stratifiedSplit } from '#src/data/split';
import { balancedSample } from '#src/training/balanced-sample';
import { fractionCorrect } from '#src/training/evaluate';
import { loadImages } from '#src/training/image-data';
import { answerTraining } from '#src/training/runs/answer-training';
import type { Settings, Trained } from './settings.ts';

await answerTraining(async (given, { tf }) => {
  const { dataset, counts, schedule, batchSize, every, seed } = given as Settings;
  const { train: data, test } = await loadImages(dataset, counts, { env: process.env });
  const split = stratifiedSplit(data.labels, { validation: counts.validation, seed });
  const [train, all] = [[...split.train], [...split.validation]];
  const validation = balancedSample(all, data.labels, counts.validationUsed, seed);
  const model = buildNetwork({ seed });
  return {
    model,
    trainEpoch: (epoch, onRecord) => {
      const options = { epoch, batchSize, every, seed, onRecord };
      const rate = learningRateAt(schedule, epoch);
      return trainEpoch(model, rate, data, { train, validation }, options);
    },
    finish: async (): Promise<Trained> => ({
      testAccuracy: await fractionCorrect(tf, model, test),
      validationAccuracy: await fractionCorrect(tf, model, data, all),
    }),
  };
});
