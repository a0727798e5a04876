import fc from 'fast-check';
import { seededRandom } from '../../../common/random.ts';
import { seeds } from '../../arbitraries.ts';
import { imagesWith, type Images } from './classifier.ts';
import { softmaxOf } from '../softmax/softmax.ts';

/**
 * A data set in which every image has one white pixel, another one in each. Through one layer without
 * biases, a step changes row i of the weights only when it uses sample i: the weights say which samples
 * were used, however they were shuffled.
 */
export interface OnePixelEach {
  train: number[];
  validation: number[];
  batchSize: number;
  classes: number;
  learningRate: number;
  seed: number;
}

/** Batch sizes that divide the number of samples, and others; validation samples lie anywhere. */
export const onePixelEach: fc.Arbitrary<OnePixelEach> = fc
  .record({
    samples: fc.integer({ min: 3, max: 14 }),
    validation: fc.integer({ min: 1, max: 4 }),
    batchSize: fc.integer({ min: 1, max: 6 }),
    classes: fc.integer({ min: 2, max: 4 }),
    learningRate: fc.constantFrom(0.5, 1, 2),
    seed: seeds,
  })
  .filter(({ samples, validation }) => validation < samples - 1)
  .map(({ samples, validation, ...rest }) => {
    const order = seededRandom(rest.seed).permutation(samples);
    const ascending = (indices: number[]) => indices.toSorted((a, b) => a - b);
    return {
      train: ascending(order.slice(validation)),
      validation: ascending(order.slice(0, validation)),
      ...rest,
    };
  });

const samplesOf = ({ train, validation }: OnePixelEach): number => train.length + validation.length;

export const imageShapeOf = (given: OnePixelEach): [number, number, number] => [
  samplesOf(given),
  1,
  1,
];

/** The class of every sample. */
export const labelsOf = (given: OnePixelEach): number[] =>
  Array.from({ length: samplesOf(given) }, (_, i) => (i + (given.seed >>> 0)) % given.classes);

export function dataOf(given: OnePixelEach): Images {
  const labels = labelsOf(given);
  const levels = labels.map((_, i) => labels.map((_, j) => (i === j ? 255 : 0)));
  return imagesWith(imageShapeOf(given), levels, labels);
}

/** Row i is what sample i sees: `[samples, classes]`. Every row has a loss of its own. */
export function kernelOf(given: OnePixelEach): number[][] {
  return labelsOf(given).map((label, i) =>
    Array.from({ length: given.classes }, (_, k) => (k === label ? scoreOf(i) : 0)),
  );
}

/** The loss of every sample under {@link kernelOf}. */
export function lossesOf(given: OnePixelEach): number[] {
  const labels = labelsOf(given);
  return softmaxOf(kernelOf(given)).map((row, i) => -Math.log(row[labels[i]]));
}

/** Whether {@link kernelOf} classifies a sample correctly: the other logits are 0. */
export const isCorrect = (i: number): boolean => scoreOf(i) > 0;

/** The logit of sample i at its label: another one for each sample, never 0. */
const scoreOf = (i: number) => 0.125 * i - 0.6875;

/** Row i after one step of SGD on a batch of `size` that holds sample i. */
export function steppedRow(given: OnePixelEach, i: number, row: number[], size: number): number[] {
  const label = labelsOf(given)[i];
  const [probabilities] = softmaxOf([row]);
  return row.map(
    (weight, k) =>
      weight - (given.learningRate / size) * (probabilities[k] - (k === label ? 1 : 0)),
  );
}
