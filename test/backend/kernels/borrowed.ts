import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { expectAgreement } from './agreement.ts';
import { operands } from './operands.ts';

export function proveBorrowed(): void {
  describe('a borrowed kernel', () => {
    test('gives both gradients of a depthwise convolution', async () => {
      for (const [stride, pad] of [
        [1, 'same'],
        [2, 'valid'],
      ] as const) {
        const depthwise = (x: tf.Tensor, filter: tf.Tensor) =>
          tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, stride, pad);
        await expectAgreement(
          operands({ kind: 'quarters', seed: 1 }, [2, 5, 6, 3], [3, 2, 3, 2]),
          (x, filter) => tf.grads(depthwise)([x, filter]),
        );
      }
    });

    test('gives the gradient of gathered rows, of which some are gathered twice', () =>
      expectAgreement(operands({ kind: 'wild', seed: 2 }, [4, 3], [5, 3]), (x, dy) =>
        tf.grad((x: tf.Tensor) => tf.gather(x, tf.tensor1d([3, 0, 3, 1, 3], 'int32')))(x, dy),
      ));

    test('gives sums over named axes', () =>
      expectAgreement(operands({ kind: 'quarters', seed: 3 }, [2, 3, 4], [4, 3]), (a, b) => [
        tf.einsum('bij,jk->bik', a, b),
        tf.einsum('bij->ji', a),
      ]));
  });
}
