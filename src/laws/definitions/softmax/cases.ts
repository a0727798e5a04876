import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';

/** Logits `[batch, classes]`. */
export interface LogitsCase {
  logits: number[][];
}

/** Logits, and the class of each row. */
export interface LabelledCase extends LogitsCase {
  labels: number[];
}

/**
 * 1 to 3 examples of 2 to 4 classes, but never as many examples as classes, so that rows taken for
 * columns show.
 */
export const logitShapes: fc.Arbitrary<[batch: number, classes: number]> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 4 }))
  .filter(([batch, classes]) => batch !== classes);

/** Logits where an exponential over- or underflows, with near neighbours that must not be merged. */
export const extremeLogits = (): fc.Arbitrary<number> =>
  fc.constantFrom(0, 1, 1000, -1000, 999, -999);

/** Logits of such shapes. @param element - draws one logit; multiples of 1/4 by default. */
export function logitsCases(element = quarters()): fc.Arbitrary<LogitsCase> {
  return logitShapes.chain(([batch, classes]) =>
    fc.record({ logits: matrix(batch, classes, element) }),
  );
}

/** The same with a label for each row. */
export function labelledCases(element = quarters()): fc.Arbitrary<LabelledCase> {
  return logitShapes.chain(([batch, classes]) =>
    fc.record({
      logits: matrix(batch, classes, element),
      labels: vector(batch, fc.nat(classes - 1)),
    }),
  );
}
