/* Run by the experiment as a process of its own: trains one network with the functions of the subject. */
import { buildNetwork } from '#kata/part4/networks';
import { trainEpoch } from '#kata/part4/train';
import { stratifiedSplit } from '#src/data/split';
import { loadImages } from '#src/training/image-data';
import { answerTraining } from '#src/training/runs/answer-training';
import type { Settings } from './settings.ts';

await answerTraining(async (given) => {
  const settings = given as Settings;
  const { network, activation, learningRate, dataset, counts, batchSize, every, seed } = settings;
  const { train: data } = await loadImages(dataset, counts, { env: process.env });
  const split = stratifiedSplit(data.labels, { validation: counts.validation, seed });
  const train = [...split.train];
  const model = buildNetwork(network, activation, { seed });
  return {
    model,
    trainEpoch: (epoch, onRecord) => {
      const options = { epoch, batchSize, every, seed, onRecord };
      return trainEpoch(model, learningRate, data, train, options);
    },
    finish: async () => ({}), // all that is wanted of it are its records
  };
});
