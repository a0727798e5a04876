import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { Weights } from '../../tensors/model-spec.ts';
import { asShape } from './batch-norm.ts';

/** A batch for a layer: rows of channels, and the shape in which they are handed over. */
export interface BatchCase {
  shape: number[];
  rows: number[][];
  gradOutput: number[][];
  gamma: number[];
  beta: number[];
  epsilon: number;
}

/** Features `[batch, channels]` and images `[batch, height, width, channels]`, a batch of one among them. */
const shapes = fc.constantFrom<number[][]>(
  [5, 3],
  [4, 2],
  [3, 1],
  [2, 4],
  [1, 3],
  [2, 3, 1, 2],
  [1, 2, 3, 2],
  [3, 2, 1, 4],
  [2, 1, 3, 1], // prettier-ignore
);

const sizeOf = (shape: readonly number[]) => shape.slice(0, -1).reduce((a, b) => a * b);

/** Multiples of 1/4: the mean is nearly exact. Now and then a channel is the same everywhere. */
export const batchCases: fc.Arbitrary<BatchCase> = shapes.chain((shape) => {
  const [rows, channels] = [sizeOf(shape), shape.at(-1)!];
  return fc
    .record({
      rows: matrix(rows, channels, quarters()),
      constant: fc.option(fc.nat(channels - 1), { freq: 4 }),
      gradOutput: matrix(rows, channels, quarters()),
      gamma: vector(channels, quarters()),
      beta: vector(channels, quarters()),
      epsilon: fc.constantFrom(0.001, 0.25, 1),
    })
    .map(({ constant, ...given }) => ({
      ...given,
      shape,
      rows: given.rows.map((row) => row.map((x, k) => (k === constant ? given.rows[0][k] : x))),
    }));
});

/** Batches of one shape, each in training or not. */
export interface BatchesCase {
  shape: number[];
  batches: { rows: number[][]; training: boolean }[];
  /** Left out, it is 0.99. */
  momentum?: number;
}

export const batchesCases: fc.Arbitrary<BatchesCase> = shapes.chain((shape) => {
  const rows = matrix(sizeOf(shape), shape.at(-1)!, quarters());
  return fc
    .record({
      first: rows,
      others: fc.array(fc.record({ rows, training: fc.boolean() }), { maxLength: 3 }),
      momentum: fc.constantFrom<(number | undefined)[]>(undefined, 0.5, 0.75, 0.9),
    })
    .map(({ first, others, momentum }) => ({
      shape,
      batches: [{ rows: first, training: true }, ...others],
      ...(momentum === undefined ? {} : { momentum }),
    }));
});

/** As a student reads it. */
export const shownBatch = ({ shape, rows, gamma, beta, epsilon }: BatchCase) => ({
  x: asShape(rows, shape),
  γ: gamma,
  β: beta,
  ε: epsilon,
});

export const inShape = (rows: number[][], { shape }: { shape: number[] }): Weights =>
  asShape(rows, shape);
