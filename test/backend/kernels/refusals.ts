import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { type Computation, expectSameRefusal, refusal } from './agreement.ts';

const ones = (...shape: number[]) => tf.ones(shape);
const image = (...shape: number[]) => ones(...shape) as tf.Tensor4D;
const strided = { strides: 1, pad: 'valid' } as const;

/** Calls that TensorFlow.js refuses, whichever the backend. */
const wrong: [name: string, computation: Computation][] = [
  ['a product whose inner sizes differ', () => tf.matMul(ones(2, 3), ones(4, 5))],
  ['… the left one transposed', () => tf.matMul(ones(3, 2), ones(4, 5), true)],
  ['… the right one transposed', () => tf.matMul(ones(2, 3), ones(5, 4), false, true)],
  ['… both transposed', () => tf.matMul(ones(3, 2), ones(5, 4), true, true)],
  ['… in a batch', () => tf.matMul(ones(6, 2, 3), ones(6, 4, 5))],
  ['a product of batches of different sizes', () => tf.matMul(ones(2, 2, 3), ones(3, 3, 5))],
  ['… of which the left is transposed', () => tf.matMul(ones(2, 3, 2), ones(3, 3, 5), true)],
  ['a fused product', () => tf.fused.matMul({ a: ones(2, 3), b: ones(4, 5) })],
  [
    'a fused product whose bias does not fit',
    () => tf.fused.matMul({ a: ones(2, 3), b: ones(3, 5), bias: ones(4) }),
  ],
  ['a dot product', () => tf.dot(ones(3), ones(4))],
  ['a convolution of other channels', () => tf.conv2d(image(1, 5, 5, 2), image(3, 3, 3, 4), 1, 0)],
  ['a convolution of a matrix', () => tf.conv2d(image(5, 5), image(3, 3, 3, 4), 1, 0)],
  [
    'strides and dilations at once',
    () => tf.conv2d(image(1, 9, 9, 2), image(3, 3, 2, 4), 2, 'same', 'NHWC', 2),
  ],
  [
    'a fused convolution of other channels',
    () => tf.fused.conv2d({ x: image(1, 5, 5, 2), filter: image(3, 3, 3, 4), ...strided }),
  ],
  [
    'a fused convolution whose bias does not fit',
    () =>
      tf.fused.conv2d({
        x: image(1, 5, 5, 2),
        filter: image(3, 3, 2, 4),
        ...strided,
        bias: ones(3),
      }),
  ],
  [
    'a transposed convolution of other channels',
    () => tf.conv2dTranspose(image(1, 3, 3, 5), image(3, 3, 2, 4), [1, 5, 5, 2], 1, 'valid'),
  ],
  [
    'the gradient of a dilated convolution',
    () =>
      tf.grad((x: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, image(2, 2, 2, 4), 1, 'same', 'NHWC', 2),
      )(image(1, 5, 5, 2)),
  ],
  ['tensors whose shapes do not broadcast', () => tf.add(ones(3, 4), ones(3))],
  ['the sum over an axis that is not there', () => tf.sum(ones(3, 4), 2)],
  ['… counted from the end', () => tf.sum(ones(3, 4), -3)],
  ['… among others', () => tf.sum(ones(3, 4), [0, 5])],
  ['pooling of a matrix', () => tf.maxPool(image(5, 5), 2, 2, 'valid')],
  ['labels of another shape', () => tf.losses.softmaxCrossEntropy(ones(3, 4), ones(3, 5))],
  ['labels of another rank', () => tf.losses.softmaxCrossEntropy(ones(3), ones(3, 5))],
  ['the gradient of what is not used', () => tf.grad(() => tf.relu(ones(3)))(ones(3))],
];

export function proveRefusals(): void {
  describe('is refused in the words of TensorFlow.js', () => {
    test.each(wrong)('%s', (_, computation) => expectSameRefusal([], computation));

    test.each([
      ['float32', 'NCHW'],
      ['int32', 'NHWC'],
    ] as const)('a kernel that is not there: of %s, %s', async (dtype, dataFormat) => {
      const refused = await refusal('wasm', [], () =>
        tf
          .engine()
          .runKernel(
            'Conv2DBackpropFilter',
            { x: tf.ones([1, 2, 2, 2], dtype), dy: tf.ones([1, 2, 2, 2]) },
            { strides: [1, 1], pad: 'valid', dataFormat, filterShape: [1, 1, 2, 2] },
          ),
      );
      expect(refused?.message).toMatch(/^Kernel 'Conv2DBackpropFilter' not registered .*'wasm'/);
    });

    test('a convolution with channels first', async () => {
      const [x, filter] = [() => image(1, 3, 5, 5), () => image(2, 2, 3, 4)];
      const how = { strides: 1, pad: 'valid', dataFormat: 'NCHW' } as const;
      for (const convolution of [
        () => tf.conv2d(x(), filter(), 1, 'valid', 'NCHW'),
        () => tf.fused.conv2d({ x: x(), filter: filter(), ...how }),
      ]) {
        const refused = await refusal('wasm', [], convolution);
        expect(refused?.message).toMatch(/does not support dataFormat/);
      }
    });
  });
}
