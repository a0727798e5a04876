import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { fromNested, toNested } from '#src/data/nested';

test('nesting follows the shape, the last dimension running fastest', () => {
  const array = { shape: [2, 1, 3], data: Float64Array.of(1, 2, 3, 4, 5, 6) };
  expect(toNested(array, 3)).toEqual([[[1, 2, 3]], [[4, 5, 6]]]);
  expect(toNested({ shape: [], data: Float64Array.of(7) }, 0)).toBe(7);
  expect(toNested({ shape: [2, 0], data: Float64Array.of() }, 2)).toEqual([[], []]);
});

test('what is nested unnests to the same shape and numbers', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(shapes, (shape) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const data = Float64Array.from({ length }, (_, i) => i);
      expect(fromNested(toNested({ shape, data }, 4))).toEqual({ shape, data });
    }),
  );
});

test('another rank than the one asked for is one clear message', () => {
  const array = { shape: [5, 28, 28], data: new Float64Array(5 * 784) };
  expect(() => toNested(array, 4, 'samples_0.npy')).toThrow(UserError);
  expect(() => toNested(array, 4, 'samples_0.npy')).toThrow(
    /^samples_0\.npy: shape \(5, 28, 28\), 3 dimensions; wanted 4\./,
  );
});

test('an empty array of a thousand million rows is refused, not built', () => {
  expect(() => toNested({ shape: [1e9, 0], data: new Float64Array(0) }, 2)).toThrow(UserError);
});

test('ragged rows are a RangeError', () => {
  expect(() => fromNested([[1, 2], [3]])).toThrow(RangeError);
  expect(() => fromNested([[1], 2])).toThrow(RangeError);
});
