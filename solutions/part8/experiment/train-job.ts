/* Run by the experiment as a process of its own: one trial, which keeps its network from epoch to epoch. */
import { lossOf } from '#kata/part8/losses';
import { MLP } from '#kata/part8/network';
import { evaluate, trainEpoch } from '#kata/part8/train';
import { stratifiedSplit } from '#src/data/split';
import { loadDigitImages } from '#src/training/digit-images';
import { answerTrial } from '#src/training/trials/answer-trial';
import type { Settings } from './settings.ts';

type OfLoss = Parameters<typeof lossOf>;

await answerTrial(async (given, _, onStep) => {
  const settings = given as Settings;
  const { dataset, counts, seed, criterion, learningRate, batchSize, width, hiddenLayers } =
    settings;
  const { samples, validation, test } = counts;
  const images = await loadDigitImages(dataset, { train: samples, test }, { env: process.env });
  const split = stratifiedSplit(images.train.labels, { validation, seed });
  const [toTrain, toValidate] = [[...split.train], [...split.validation]];
  const inputs = images.train.height * images.train.width;
  const network = new MLP({ inputs, classes: 10, hiddenLayers, width, seed });
  const loss = (outputs: OfLoss[1], labels: OfLoss[2]) => {
    onStep();
    return lossOf(criterion, outputs, labels);
  };
  const weights = network.parameters().map(({ value }) => value);

  return {
    network: weights,
    parameters: weights.reduce((sum, { size }) => sum + size, 0),
    trainEpoch: (epoch) =>
      trainEpoch(network, loss, images.train, toTrain, { learningRate, batchSize, seed, epoch }),
    validate: () => evaluate(network, loss, images.train, toValidate),
    test: () => evaluate(network, loss, images.test, [...images.test.labels.keys()]),
  };
});
