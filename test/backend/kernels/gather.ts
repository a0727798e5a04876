import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

export function proveGather(): void {
  describe('rows that are gathered', () => {
    const cases = fc
      .record({
        rows: fc.integer({ min: 1, max: 6 }),
        columns: fc.constantFrom<number[]>([], [1], [5], [2, 3]),
      })
      .chain(({ rows, columns }) =>
        fc.record({
          shape: fc.constant([rows, ...columns]),
          indices: fc.array(fc.nat(rows - 1), { minLength: 1, maxLength: 9 }),
        }),
      );
    test.each(['float32', 'int32', 'bool'] as const)('of %s are those of the indices', (dtype) => {
      fc.assert(
        fc.property(cases, ({ shape, indices }) => {
          const numbers = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
            dtype === 'bool' ? i % 2 : i - 3,
          );
          tf.tidy(() => {
            const x = tf.tensor(numbers, [...shape], dtype);
            const rows = x.arraySync() as unknown[];
            const got = x.gather(tf.tensor1d(indices, 'int32')).arraySync();
            expect(got).toEqual(indices.map((i) => rows[i]));
          });
        }),
        { seed: 5, numRuns: 40 },
      );
    });

    test('along another axis, of a shape of indices, and from outside: as the backend has it', () => {
      tf.tidy(() => {
        const x = tf.tensor2d([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
        expect(x.gather([2, 0], 1).arraySync()).toEqual([[3, 1], [6, 4]]); // prettier-ignore
        expect(x.gather(tf.tensor2d([[1], [0]], [2, 1], 'int32')).arraySync()).toEqual([[[4, 5, 6]], [[1, 2, 3]]]); // prettier-ignore
        expect(() => x.gather([2])).toThrow(/2/);
      });
    });
  });

  test('the maximum with 0 is the ReLU; with another number, or a tensor, it is the maximum', () => {
    tf.tidy(() => {
      const x = tf.tensor1d([-2, -0.5, 0, 0.5, NaN]);
      expect(tf.maximum(x, 0).arraySync()).toEqual([0, 0, 0, 0.5, NaN]);
      expect(tf.maximum(x.slice(0, 4), -1).arraySync()).toEqual([-1, -0.5, 0, 0.5]);
      expect(tf.maximum(x.slice(0, 2), tf.tensor1d([0, -1])).arraySync()).toEqual([0, -0.5]);
      expect(tf.maximum(tf.tensor1d([-1, 1], 'int32'), tf.scalar(0, 'int32')).arraySync()).toEqual([
        0, 1,
      ]);
    });
  });
}
