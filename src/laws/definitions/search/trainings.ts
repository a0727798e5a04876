import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import { Unlawful } from '../../law.ts';
import type { Heard } from '../../tensors/trial-spec.ts';
import { product } from '../modules/matrices.ts';

// Epochs of the laws' own network and loss, whose gradients are no derivatives (src/laws/tensors/trial-stand-ins.ts),
// in float64.

/** Samples that can be told apart. */
export interface TrainingCase {
  /** Two levels a sample; no two samples have the same two. */
  levels: [number, number][];
  labels: number[];
  /** Those that count. */
  indices: number[];
  batchSize: number;
  learningRate: number;
  /** `[2][classes]` */
  weight: number[][];
  bias: number[];
}

const classes = 3;

export const trainingCases: fc.Arbitrary<TrainingCase> = fc
  .record({ count: fc.integer({ min: 3, max: 12 }), batchSize: fc.integer({ min: 1, max: 5 }) })
  .chain(({ count, batchSize }) =>
    fc.record({
      levels: vector(count, fc.integer({ min: 0, max: 255 })).map((list) =>
        list.map((level, n): [number, number] => [n, level]),
      ),
      labels: vector(count, fc.nat(classes - 1)),
      indices: fc.shuffledSubarray(
        Array.from({ length: count }, (_, n) => n),
        { minLength: 2 },
      ),
      batchSize: fc.constant(batchSize),
      learningRate: fc.constantFrom(0.5, 0.25, 0.125),
      weight: matrix(2, classes, quarters()),
      bias: vector(classes, quarters()),
    }),
  )
  .filter((given) => outputsOf(given).every(hasOneLargest));

/** Accuracies near a tie would be a matter of rounding. */
const hasOneLargest = (row: number[]) =>
  row.filter((value) => Math.max(...row) - value < 1e-3).length === 1;

/** Many samples, in two batches by default where that is 500. */
export const manySamples: TrainingCase = {
  levels: Array.from({ length: 620 }, (_, n) => [n % 256, Math.floor(n / 256)]),
  labels: Array.from({ length: 620 }, (_, n) => (n * n) % classes),
  indices: Array.from({ length: 600 }, (_, n) => n + 10),
  batchSize: 500,
  learningRate: 0.25,
  weight: [[1, -0.5, 0.25], [-1, 2, 0.125]], // prettier-ignore
  bias: [0.25, 0, -0.125],
};

const unit = ([a, b]: [number, number]) => [a / 255, b / 255];

const outputsOf = ({ levels, weight, bias }: TrainingCase) =>
  product(levels.map(unit), weight).map((row) => row.map((value, k) => value + bias[k]));

/** As the katas' data sets are: images of 1×2 grey pixels. */
export const dataOf = ({ levels, labels }: TrainingCase) => ({
  images: Uint8Array.from(levels.flat()),
  labels: Uint8Array.from(labels),
  count: labels.length,
  height: 1,
  width: 2,
  channels: 1,
});

export const shownTraining = (given: TrainingCase) => {
  const { levels, labels, indices, batchSize, learningRate, weight, bias } = given;
  return {
    ...(levels.length > 20 ? { samples: levels.length } : { levels, labels, indices }),
    batchSize,
    learningRate,
    'the network is xW + b, W': weight,
    b: bias,
  };
};

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0);

/** Of one sample, by the stand-in: Σ (k + 1) · outputₖ + label. */
const lossOf = (output: readonly number[], label: number) =>
  sumOf(output.map((value, k) => (k + 1) * value)) + label;

/** What the steps give, when they take these batches. */
export function trained(given: TrainingCase, batches: readonly (readonly number[])[]) {
  const { labels, learningRate, levels } = given;
  let { weight, bias } = given;
  const losses = batches.map((batch) => {
    const outputs = outputsOf({ ...given, weight, bias, levels: batch.map((n) => levels[n]) });
    const back = sumOf(outputs.flatMap((row, i) => row.map((value) => value / 2 + labels[batch[i]]))); // prettier-ignore
    weight = weight.map((row) => row.map((value) => value - learningRate * (back / 8)));
    bias = bias.map((value) => value - learningRate * (back / 4 - 1));
    return sumOf(outputs.map((row, i) => lossOf(row, labels[batch[i]]))) / batch.length;
  });
  return { losses, weight, bias };
}

/** Loss and accuracy of the samples that count, in means. */
export function measured(given: TrainingCase): { loss: number; accuracy: number } {
  const outputs = outputsOf(given);
  const { indices, labels } = given;
  const hits = indices.filter((n) => outputs[n].indexOf(Math.max(...outputs[n])) === labels[n]);
  return {
    loss: sumOf(indices.map((n) => lossOf(outputs[n], labels[n]))) / indices.length,
    accuracy: hits.length / indices.length,
  };
}

/** Which samples went forward, batch by batch. @throws {Unlawful} for a row that is no sample. */
export function batchesIn(heard: readonly Heard[], { levels }: TrainingCase): number[][] {
  const numbers = new Map(levels.map((pair, n) => [pair.join(), n]));
  return heard
    .filter((event) => event.by === 'forward')
    .map(({ images }) =>
      images.map((row) => {
        const whole = row.map((value) => Math.round(value * 255));
        const isExact = row.every((value, i) => Math.abs(value * 255 - whole[i]) < 1e-3);
        const n = numbers.get(whole.join());
        if (isExact && n !== undefined) return n;
        throw new Unlawful(
          'the network gets a row that is no sample: wanted are its pixels, as `batches` gives them',
          { row },
        );
      }),
    );
}

/**
 * @throws {Unlawful} unless each step is: forward, the loss of these outputs and of their labels, backward with the
 *   gradient of the loss.
 */
export function areSteps(heard: readonly Heard[], given: TrainingCase): void {
  const names = heard.map(({ by }) => by);
  const wanted = ['forward', 'loss', 'backward'];
  const at = names.findIndex((name, i) => name !== wanted[i % 3]);
  if (names.length === 0) throw new Unlawful('the network is never asked');
  if (at >= 0 || names.length % 3 > 0) {
    const step = Math.floor((at < 0 ? names.length : at) / 3);
    const came = names.slice(3 * step, 3 * step + 3).join(', ');
    throw new Unlawful(`a step is forward, loss, backward; step ${step + 1} is ${came}`);
  }
  const batches = batchesIn(heard, given);
  batches.forEach((batch, step) => {
    const [, loss, back] = heard.slice(3 * step, 3 * step + 3);
    if (loss.by !== 'loss' || back.by !== 'backward') return;
    const labels = batch.map((n) => given.labels[n]);
    if (loss.labels.join() !== labels.join()) {
      throw new Unlawful(
        `in step ${step + 1}, the loss gets other labels than those of the samples`,
        { wanted: labels, got: loss.labels },
      );
    }
    const isGradient = back.gradient.every((row, i) =>
      row.every((value, k) => Math.abs(value - (loss.outputs[i][k] / 2 + labels[i])) < 1e-3),
    );
    if (isGradient) return;
    throw new Unlawful(`in step ${step + 1}, what goes back is not the gradient of the loss`);
  });
}

/** @throws {Unlawful} unless the batches have the samples that count, each once, and all but the last are full. */
export function areWhole(batches: readonly number[][], { indices, batchSize }: TrainingCase): void {
  const used = batches.flat();
  const foreign = used.find((n) => !indices.includes(n));
  if (foreign !== undefined) {
    throw new Unlawful(`sample ${foreign} is used, which is not among the indices`);
  }
  const missing = indices.find((n) => !used.includes(n));
  if (missing !== undefined) throw new Unlawful(`sample ${missing} is not used`);
  const twice = used.find((n, i) => used.indexOf(n) !== i);
  if (twice !== undefined) throw new Unlawful(`sample ${twice} is used more than once`);
  const sizes = batches.map(({ length }) => length).join(', ');
  const wanted = Array.from({ length: Math.ceil(indices.length / batchSize) }, (_, i) =>
    Math.min(batchSize, indices.length - i * batchSize),
  ).join(', ');
  if (sizes === wanted) return;
  throw new Unlawful(`wanted batches of ${wanted} samples; got ${sizes}`);
}
