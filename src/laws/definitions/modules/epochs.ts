import fc from 'fast-check';
import { matrix, quarters } from '../../arbitraries.ts';
import { oneHot, product } from './matrices.ts';

/** Samples that can be told apart, and a network of the law’s own: it multiplies by a matrix. */
export interface EpochCase {
  /** `[samples][3]`: the number of the sample, something, and 1. */
  images: number[][];
  labels: number[];
  batchSize: number;
  /** `[3][classes]` */
  matrix: number[][];
  /** `[classes][3]`, on the way back. */
  back: number[][];
}

export const classes = 4;

export const epochCases: fc.Arbitrary<EpochCase> = fc
  .record({ samples: fc.integer({ min: 2, max: 11 }), batchSize: fc.integer({ min: 1, max: 5 }) })
  .chain(({ samples, batchSize }) =>
    fc.record({
      images: fc
        .array(quarters(), { minLength: samples, maxLength: samples })
        .map((list) => list.map((value, n) => [n, value, 1])),
      labels: fc.array(fc.nat(classes - 1), { minLength: samples, maxLength: samples }),
      batchSize: fc.constant(batchSize),
      matrix: matrix(3, classes, quarters()),
      back: matrix(classes, 3, quarters()),
    }),
  )
  .filter((given) => outputsOf(given).every(hasOneLargest));

/** Many samples, and no batch size: it is 100 then. */
export const manySamples: EpochCase = {
  images: Array.from({ length: 230 }, (_, n) => [n, (n % 7) / 4, 1]),
  labels: Array.from({ length: 230 }, (_, n) => (n * n) % classes),
  batchSize: 100,
  matrix: [[0.25, 0, -0.25, 0], [1, 2, 0.5, -1], [-30, 1, 10, -1.5]], // prettier-ignore
  back: [[1, 0, 2], [0, 1, 1], [1, 1, 0], [2, 0, 1]], // prettier-ignore
};

const hasOneLargest = (row: number[]) =>
  row.filter((value) => value === Math.max(...row)).length === 1;

const outputsOf = ({ images, matrix }: EpochCase) => product(images, matrix);

export const shownEpoch = ({ images, labels, batchSize, matrix }: EpochCase) => ({
  ...(images.length > 20 ? { samples: images.length } : { images, labels }),
  batchSize,
  ...(images.length > 20 ? {} : { 'the network multiplies by': matrix }),
});

/** What each sample's loss is by the stand-in, `Σ output · (target + 1)`, and whether it is a hit. */
const perSample = (given: EpochCase) => {
  const targets = oneHot(given.labels, classes);
  return outputsOf(given).map((row, n) => ({
    loss: row.reduce((sum, output, k) => sum + output * (targets[n][k] + 1), 0),
    hit: Number(row.indexOf(Math.max(...row)) === given.labels[n]),
  }));
};

const mean = (numbers: number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** The means over all samples. */
export function measuresOf(given: EpochCase): { loss: number; accuracy: number } {
  const all = perSample(given);
  return { loss: mean(all.map(({ loss }) => loss)), accuracy: mean(all.map(({ hit }) => hit)) };
}

/** The means of the means of batches, where these take the samples in that order. */
export function meansOfMeans(given: EpochCase, order: readonly number[]) {
  const all = perSample(given);
  const batches: { loss: number; accuracy: number }[] = [];
  for (let start = 0; start < order.length; start += given.batchSize) {
    const batch = order.slice(start, start + given.batchSize).map((n) => all[n]);
    batches.push({ loss: mean(batch.map(({ loss }) => loss)), accuracy: mean(batch.map(({ hit }) => hit)) }); // prettier-ignore
  }
  return {
    loss: mean(batches.map(({ loss }) => loss)),
    accuracy: mean(batches.map(({ accuracy }) => accuracy)),
  };
}
