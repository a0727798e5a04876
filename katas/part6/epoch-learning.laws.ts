import fc from 'fast-check';
import * as subject from '#kata/part6/epoch';
import * as losses from '#kata/part6/losses';
import * as networks from '#kata/part6/network';
import * as optimizers from '#kata/part6/optimizer';
import { compare, exactly } from '#src/laws/compare';
import { type Layered, outputsOf } from '#src/laws/definitions/modules/layered';
import { oneHot } from '#src/laws/definitions/modules/matrices';
import { lossOf, type LossName } from '#src/laws/definitions/modules/passes';
import { law, Unlawful } from '#src/laws/law';
import { call, create, make } from '#src/laws/subject';
import { freeingVariables, parametersOf, valuesOf, withSamples } from '#src/laws/tensors/modules';

interface ToyCase {
  loss: LossName;
  activation: 'relu' | 'sigmoid';
  last: 'sigmoid' | 'none';
  learningRate: number;
}

/** Settings with which the toy task is learned for any seed. */
const toys: ToyCase[] = [
  { loss: 'SoftmaxCrossEntropy', activation: 'relu', last: 'none', learningRate: 0.1 },
  { loss: 'SoftmaxCrossEntropy', activation: 'sigmoid', last: 'none', learningRate: 0.5 },
  { loss: 'EuclideanLoss', activation: 'relu', last: 'sigmoid', learningRate: 0.5 },
];

/** Three clouds of points around the corners of a triangle, none of them near another. */
const points = Array.from({ length: 45 }, (_, n) => {
  const [angle, turn] = [(2 * Math.PI * (n % 3)) / 3, n * 2.4];
  const radius = 0.15 * Math.sqrt((n % 15) / 15);
  return [Math.cos(angle) + radius * Math.cos(turn), Math.sin(angle) + radius * Math.sin(turn)];
});
const labels = points.map((_, n) => n % 3);
const sizes = [2, 8, 3];
const EPOCHS = 40;

/** Trains from the start, and measures. */
async function learned({ loss, activation, last, learningRate }: ToyCase) {
  const network = {
    className: 'network',
    instance: (
      await make(networks, 'buildNetwork', [...sizes], { activation, last, std: 0.5, seed: 3 })
    ).instance,
  };
  const criterion = await create(losses, loss);
  const optimizer = await create(optimizers, 'SGD', await parametersOf(network), {
    learningRate,
    momentum: 0.9,
  });
  return withSamples({ images: points, labels }, async (samples) => {
    const before = await valuesOf(network);
    const curve = [];
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      const options = { batchSize: epoch === 0 ? points.length : 10, seed: 1, epoch };
      curve.push(
        await call(subject, 'trainEpoch', network, criterion, optimizer, samples, options),
      );
    }
    const measures = await call(subject, 'evaluate', network, criterion, samples);
    return { before, curve, measures, values: await valuesOf(network) };
  });
}

/** Float32 against float64. */
const rounded = { absolute: 1e-4, relative: 1e-3 };

/** Loss and accuracy of a network with these values, by the definition. */
function worth({ loss, activation, last }: ToyCase, values: readonly unknown[]) {
  const [weight1, bias1, weight2, bias2] = values as [number[][], number[], number[][], number[]];
  const layers = [
    { weight: weight1, bias: bias1 },
    { weight: weight2, bias: bias2 },
  ];
  const network: Layered = { layers, activation, last };
  const outputs = outputsOf(network, points);
  const hits = outputs.filter((row, n) => row.indexOf(Math.max(...row)) === labels[n]).length;
  return {
    loss: lossOf(loss, outputs, oneHot(labels, 3)).loss,
    accuracy: hits / points.length,
  };
}

law<ToyCase>({
  task: '6.6',
  claim: 'all of it together learns three clouds of points, and again to the same bits',
  points: 1,
  given: fc.constantFrom(...toys),
  examples: toys,
  draws: 0,
  show: (given) => ({ sizes, ...given }),
  check: (given) =>
    freeingVariables(async () => {
      const { before, curve, measures, values } = await learned(given);
      const first = worth(given, before);
      if (compare(curve[0], first, rounded)) {
        throw new Unlawful('the measures of an epoch of one batch are those before its step', {
          wanted: first,
          got: curve[0],
        });
      }
      const wanted = worth(given, values);
      const hits = Math.round(wanted.accuracy * points.length);
      if (hits < 0.95 * points.length) {
        throw new Unlawful(
          `after ${EPOCHS} epochs, the network is right on ${hits} of ${points.length} points`,
          {
            'losses on the way': curve.map(({ loss }) => loss),
          },
        );
      }
      if (compare(measures, wanted, rounded)) {
        throw new Unlawful('`evaluate` does not tell what the trained network is worth', {
          wanted,
          got: measures,
        });
      }
      const again = await learned(given);
      if (compare(again, { before, curve, measures, values }, exactly)) {
        throw new Unlawful('the same training again, with the same seeds, ends otherwise', {
          'losses of the first': curve.map((epoch) => epoch.loss),
          'losses of the second': again.curve.map((epoch) => epoch.loss),
        });
      }
    }),
  why: 'The clouds lie far apart: any training that follows the gradient parts them. The weights, the order of the samples and all arithmetic follow from the seeds.',
  look: 'katas/part6/README.md, "An epoch".',
});
