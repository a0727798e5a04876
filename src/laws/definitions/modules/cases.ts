import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { LinearValues } from './passes.ts';

/** What goes into a module, and the gradient that comes back to it. */
export interface PassCase {
  /** `[batch, in]` */
  x: number[][];
  /** `[batch, out]` */
  gradOutput: number[][];
}

/** A linear layer at work. */
export interface LinearCase extends LinearValues, PassCase {}

/** Batch, inputs and outputs, no two of them alike, so that one taken for another shows. */
const sizes = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 3, maxLength: 3 });

/** Multiples of 1/4: every sum of products is exact, in any order. */
export const linearCases: fc.Arbitrary<LinearCase> = sizes.chain(([batch, inputs, outputs]) =>
  fc.record({
    x: matrix(batch, inputs, quarters()),
    weight: matrix(inputs, outputs, quarters()),
    bias: vector(outputs, quarters()),
    gradOutput: matrix(batch, outputs, quarters()),
  }),
);

/** A module that leaves the shape as it is. @param element - draws a number that goes in. */
export const elementwiseCases = (element = quarters()): fc.Arbitrary<PassCase> =>
  fc.shuffledSubarray([1, 2, 3, 4], { minLength: 2, maxLength: 2 }).chain(([batch, width]) =>
    fc.record({
      x: matrix(batch, width, element),
      gradOutput: matrix(batch, width, quarters()),
    }),
  );

/** Whether some number of a matrix is none of those. */
export const hasOther = (matrix: number[][], ...values: number[]): boolean =>
  matrix.flat().some((value) => !values.includes(value));
