import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { LossCase } from './losses.ts';

/** Never as many samples as classes. */
const shapes = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 }))
  .filter(([batch, classes]) => batch !== classes);

/**
 * Outputs and labels. Multiples of 1/4: differences are exact, and many a margin is met exactly.
 *
 * @param element - draws an output.
 */
export const lossCases = (element = quarters()): fc.Arbitrary<LossCase> =>
  shapes.chain(([batch, classes]) =>
    fc.record({
      outputs: matrix(batch, classes, element),
      labels: vector(batch, fc.nat(classes - 1)),
    }),
  );

/** Outputs, and a gradient of their shape. */
export interface GradientCase {
  x: number[][];
  gradOutput: number[][];
}

export const gradientCases = (element = quarters()): fc.Arbitrary<GradientCase> =>
  shapes.chain(([batch, classes]) =>
    fc.record({
      x: matrix(batch, classes, element),
      gradOutput: matrix(batch, classes, quarters()),
    }),
  );

/** Numbers whose exponentials are infinite, or 0. */
export const extremes = fc.constantFrom(0, 1, 1000, -1000, 999, -999);
