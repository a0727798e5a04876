import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

export function proveOneHot(): void {
  describe('one-hot rows', () => {
    test.each(['int32', 'float32'] as const)('of %s have their values at the labels', (dtype) => {
      const cases = fc.record({
        labels: fc.array(fc.integer({ min: -1, max: 6 }), { minLength: 1, maxLength: 9 }),
        depth: fc.integer({ min: 2, max: 5 }),
        on: fc.constantFrom(1, 3),
        off: fc.constantFrom(0, -2),
      });
      fc.assert(
        fc.property(cases, ({ labels, depth, on, off }) => {
          const rows = tf.tidy(() =>
            tf.oneHot(tf.tensor1d(labels, 'int32'), depth, on, off, dtype).arraySync(),
          );
          const wanted = labels.map((label) =>
            Array.from({ length: depth }, (_, k) => (k === label ? on : off)),
          );
          expect(rows).toEqual(wanted);
        }),
        { seed: 4, numRuns: 50 },
      );
    });
  });
}
