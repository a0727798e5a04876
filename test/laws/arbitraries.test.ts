import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matrix, quarters, tensor4, vector } from '#src/laws/arbitraries';
import { shapeOf } from '#src/laws/compare';

/** The smallest value for which `isBroken` holds, as a student would see it. */
function smallest<T>(arbitrary: fc.Arbitrary<T>, isBroken: (value: T) => boolean, seed: number): T {
  const details = fc.check(
    fc.property(arbitrary, (value) => !isBroken(value)),
    { seed, numRuns: 1000 },
  );
  return details.counterexample![0];
}

test('quarters are multiples of 1/4 from −3 to 3, and both ends come', () => {
  const values = fc.sample(quarters(), { seed: 1, numRuns: 2000 });
  for (const value of values)
    expect(Number.isInteger(value * 4) && Math.abs(value) <= 3).toBe(true);
  expect(new Set(values.map((value) => value + 0)).size).toBe(25);
});

test('quarters shrink to 0, or to at most 1 where 0 breaks nothing', () => {
  for (let seed = 0; seed < 20; seed++) {
    expect(smallest(quarters(), () => true, seed)).toBe(0);
    expect(Math.abs(smallest(quarters(), (value) => value !== 0, seed))).toBeLessThanOrEqual(1);
  }
});

test('sums of 300 products of quarters are exact in float32, in any order', () => {
  const terms = fc.array(fc.tuple(quarters(), quarters()), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(terms, fc.func(fc.integer()), (pairs, order) => {
      const products = pairs.map(([a, b]) => a * b);
      const float32 = (values: number[]) => values.reduce((s, v) => Math.fround(s + v), 0);
      const exact = products.reduce((sum, product) => sum + product, 0);
      expect(float32(products)).toBe(exact);
      expect(float32(products.toSorted((a, b) => order(a) - order(b)))).toBe(exact);
    }),
    { numRuns: 50 },
  );
});

test('vectors, matrices and tensors have exactly the shape that was asked for', () => {
  const sides = fc.integer({ min: 1, max: 3 });
  fc.assert(
    fc.property(
      fc.tuple(sides, sides, sides, sides).chain((shape) =>
        fc.record({
          shape: fc.constant(shape),
          vector: vector(shape[0], quarters()),
          matrix: matrix(shape[0], shape[1], quarters()),
          tensor: tensor4(shape, quarters()),
        }),
      ),
      (drawn) => {
        expect(shapeOf(drawn.vector)).toEqual(drawn.shape.slice(0, 1));
        expect(shapeOf(drawn.matrix)).toEqual(drawn.shape.slice(0, 2));
        expect(shapeOf(drawn.tensor)).toEqual(drawn.shape);
      },
    ),
  );
});

test('no element of a matrix is shared with another row', () => {
  const [drawn] = fc.sample(matrix(3, 2, quarters()), { seed: 4, numRuns: 1 });
  expect(new Set(drawn).size).toBe(3);
});
