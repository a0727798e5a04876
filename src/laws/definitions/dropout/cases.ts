import fc from 'fast-check';
import { vector } from '../../arbitraries.ts';
import type { Weights } from '../../tensors/model-spec.ts';

/** Nested arrays of one to four dimensions. */
export type Numbers = Weights;

/** Nested arrays of this shape, with one number everywhere. */
export function filledWith(shape: readonly number[], value: number): Numbers {
  const [length, ...rest] = shape;
  return Array.from({ length }, () =>
    rest.length === 0 ? value : filledWith(rest, value),
  ) as Numbers;
}

/** Of two nested arrays of one shape, `combine(a, b)` for each pair of numbers. */
export function zipped(a: Numbers, b: Numbers, combine: (x: number, y: number) => number): Numbers {
  return (a as unknown[]).map((value, i) =>
    typeof value === 'number'
      ? combine(value, (b as number[])[i])
      : zipped(value as Numbers, b[i] as Numbers, combine),
  ) as Numbers;
}

const shapes = fc.constantFrom([5], [1, 6], [3, 4], [2, 3, 2], [2, 2, 3, 2]);

/** Nested arrays of this shape. */
const nested = (shape: readonly number[], element: fc.Arbitrary<number>) =>
  shape.reduceRight<fc.Arbitrary<unknown>>(
    (inner, length) => vector(length, inner),
    element,
  ) as fc.Arbitrary<Numbers>;

/** Numbers of any shape. @param options.withZeros - whether some are 0, as behind a ReLU. */
export const anyShape = ({ withZeros }: { withZeros: boolean }): fc.Arbitrary<Numbers> =>
  shapes.chain((shape) =>
    nested(shape, fc.constantFrom(1, -1, 0.5, 2, -3, 4, ...(withZeros ? [0, 0] : []))),
  );

/** x, and what comes back to it. */
export const passCases: fc.Arbitrary<{ x: Numbers; gradOutput: Numbers }> = shapes.chain((shape) =>
  fc.record({
    x: nested(shape, fc.constantFrom(1, -1, 0.5, 0, 0)),
    gradOutput: nested(shape, fc.constantFrom(1, -1, 0.5, -2, 3)),
  }),
);
