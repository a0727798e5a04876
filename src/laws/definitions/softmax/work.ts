import fc from 'fast-check';
import { different, type Work } from '../at-work.ts';
import { crossEntropiesOf, indexOfLargest, mean, softmaxOf } from './softmax.ts';

type Labelled = [logits: number[][], labels: number[]];

/** Two examples of three classes, all logits different. */
const logits = different(6).map((row) => [row.slice(0, 3), row.slice(3)]);
const labelled: fc.Arbitrary<Labelled> = fc.tuple(logits, fc.tuple(fc.nat(2), fc.nat(2)));

const first: Labelled = [[[1, -2, 0.5], [-1, 2, 3]], [0, 2]]; // prettier-ignore
const second: Labelled = [[[-1, 2, 1.5], [3, 0.5, 1]], [2, 1]]; // prettier-ignore

const loss = (...[given, labels]: Labelled) => mean(crossEntropiesOf(given, labels));

/** @param got - the softmax of the subject. */
export const softmaxWork = (got: (given: number[][]) => Promise<unknown>): Work<[number[][]]> => ({
  examples: [[[first[0]], [second[0]]]],
  drawn: fc
    .tuple(fc.tuple(logits), fc.tuple(logits))
    .filter(([[[a]], [[b]]]) => indexOfLargest(a) !== indexOfLargest(b)),
  got,
  wanted: softmaxOf,
  names: ['logits'],
});

/** Two losses that are not the same. @param got - the cross-entropy of the subject. */
export const lossWork = (got: (...args: Labelled) => Promise<unknown>): Work<Labelled> => ({
  examples: [[first, second]],
  drawn: fc.tuple(labelled, labelled).filter(([a, b]) => Math.abs(loss(...a) - loss(...b)) > 0.25),
  got,
  wanted: loss,
  names: ['logits', 'labels'],
});

/** @param got - the gradient of the cross-entropy of the subject. */
export const lossGradientWork = (got: (...args: Labelled) => Promise<unknown>): Work<Labelled> => ({
  examples: [[first, second]],
  drawn: fc.tuple(labelled, labelled),
  got,
  wanted: (given, labels) =>
    softmaxOf(given).map((row, n) =>
      row.map((p, k) => (p - Number(k === labels[n])) / given.length),
    ),
  names: ['logits', 'labels'],
});
