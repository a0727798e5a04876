import fc from 'fast-check';

/**
 * Multiples of 1/4 from −3 to 3, shrinking to 0 and 1: short to read, and sums of a few hundred
 * products of them are exact in float32 already, so that any order of summation gives the same.
 */
export function quarters(): fc.Arbitrary<number> {
  return fc.oneof(
    { withCrossShrink: true },
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -12, max: 12 }).map((n) => n / 4),
  );
}

/** Fractions with more digits than anyone would round to, and the plain ones 0 and 1. */
export const fractions: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 999 }).map((n) => n / 999),
);

/** Any 32-bit integer, small ones more often. */
export const seeds: fc.Arbitrary<number> = fc.oneof(
  { withCrossShrink: true },
  fc.integer({ min: 0, max: 99 }),
  fc.integer(),
);

/** A vector of `length` elements. */
export function vector<T>(length: number, element: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(element, { minLength: length, maxLength: length });
}

/** `rows` rows of `columns` elements. */
export function matrix<T>(
  rows: number,
  columns: number,
  element: fc.Arbitrary<T>,
): fc.Arbitrary<T[][]> {
  return vector(rows, vector(columns, element));
}

/** Nested arrays of a shape of four dimensions, for example `[batch, channels, height, width]`. */
export function tensor4<T>(
  [first, second, rows, columns]: readonly [number, number, number, number],
  element: fc.Arbitrary<T>,
): fc.Arbitrary<T[][][][]> {
  return vector(first, vector(second, matrix(rows, columns, element)));
}
