import fc from 'fast-check';
import * as networks from '#kata/part8/network';
import * as subject from '#kata/part8/train';
import { compare, exactly } from '#src/laws/compare';
import { judged } from '#src/laws/definitions/losses/losses';
import { outputsOf } from '#src/laws/definitions/modules/layered';
import { law, Unlawful } from '#src/laws/law';
import { call, create } from '#src/laws/subject';
import { freeingVariables, valuesOf } from '#src/laws/tensors/modules';
import { crossEntropyCriterion } from '#src/laws/tensors/trials';

/** Three clouds of points around the corners of a triangle, none of them near another. */
const levels = Array.from({ length: 60 }, (_, n) => {
  const [angle, turn] = [(2 * Math.PI * (n % 3)) / 3, n * 2.4];
  const radius = 20 * Math.sqrt((n % 20) / 20);
  const place = (to: (x: number) => number) => Math.round(128 + 90 * to(angle) + radius * to(turn));
  return [place(Math.cos), place(Math.sin)];
});
const labels = levels.map((_, n) => n % 3);
/** New each time: a subject may write into it. */
const dataOfClouds = () => ({
  images: Uint8Array.from(levels.flat()),
  labels: Uint8Array.from(labels),
  count: levels.length,
  height: 1,
  width: 2,
  channels: 1,
});
/** Every fourth point is kept for validation. */
const isKept = (_: unknown, n: number) => n % 4 === 3;
const all = levels.map((_, n) => n);
const [training, validation] = [all.filter((n) => !isKept(n, n)), all.filter(isKept)];

interface Toy {
  hiddenLayers: number;
  batchSize: number;
  learningRate: number;
  epochs: number;
}

/** Settings with which the clouds are learned for any seed. */
const toys: Toy[] = [
  { hiddenLayers: 0, batchSize: 1, learningRate: 0.3, epochs: 8 },
  { hiddenLayers: 1, batchSize: 1, learningRate: 0.2, epochs: 8 },
  { hiddenLayers: 2, batchSize: 4, learningRate: 0.2, epochs: 30 },
];

/** Trains from the start, and measures. */
async function learned({ hiddenLayers, batchSize, learningRate, epochs }: Toy) {
  const options = { inputs: 2, classes: 3, hiddenLayers, width: 16, seed: 5 };
  const network = await create(networks, 'MLP', options);
  const loss = await crossEntropyCriterion();
  const curve: number[] = [];
  const data = dataOfClouds();
  for (let epoch = 0; epoch < epochs; epoch++) {
    const settings = { learningRate, batchSize, seed: 1, epoch };
    curve.push(
      ...(await call(subject, 'trainEpoch', network, loss, data, [...training], settings)),
    );
  }
  const measures = await call(subject, 'evaluate', network, loss, data, [...validation]);
  return { curve, measures, values: await valuesOf(network) };
}

/** What a network with these values is worth on the validation points, by the definition. */
function worth(values: readonly unknown[]) {
  const layers = Array.from({ length: values.length / 2 }, (_, i) => ({
    weight: values[2 * i] as number[][],
    bias: values[2 * i + 1] as number[],
  }));
  const x = validation.map((n) => levels[n].map((level) => level / 255));
  const outputs = outputsOf({ layers, activation: 'relu', last: 'none' }, x);
  const own = validation.map((n) => labels[n]);
  const hits = outputs.filter((row, i) => row.indexOf(Math.max(...row)) === own[i]).length;
  return {
    loss: judged('crossEntropy', { outputs, labels: own }).loss,
    accuracy: hits / own.length,
  };
}

law<Toy>({
  task: '8.5',
  claim: 'your network of 8.2 learns three clouds of points, and again to the same bits',
  points: 1,
  given: fc.constantFrom(...toys),
  examples: toys,
  draws: 0,
  check: (given) =>
    freeingVariables(async () => {
      const { curve, measures, values } = await learned(given);
      const wanted = worth(values);
      if (wanted.accuracy < 0.9) {
        const hits = Math.round(wanted.accuracy * validation.length);
        throw new Unlawful(
          `after ${given.epochs} epochs the network is right on ${hits} of ${validation.length} validation points`,
          { 'first and last losses': [...curve.slice(0, 3), ...curve.slice(-3)] },
        );
      }
      if (compare(measures, wanted, { absolute: 1e-4, relative: 1e-3 })) {
        throw new Unlawful('`evaluate` does not tell what the trained network is worth', {
          wanted,
          got: measures,
        });
      }
      const again = await learned(given);
      if (!compare(again, { curve, measures, values }, exactly)) return;
      throw new Unlawful('the same training again, with the same seeds, ends otherwise', {
        'last losses of the first': curve.slice(-4),
        'last losses of the second': again.curve.slice(-4),
      });
    }),
  why: 'The clouds lie far apart: any training that follows the gradient parts them. Weights, orders and all arithmetic follow from the seeds, so the curve is the same to the last bit.',
  look: 'katas/part8/README.md, "An epoch".',
});
