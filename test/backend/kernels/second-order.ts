import * as tf from '@tensorflow/tfjs';
import { describe, test } from 'vitest';
import { compute, expectResults, expectSameRefusal, refusal, ROUNDING } from './agreement.ts';
import { operands } from './operands.ts';

const matrix = (x: tf.Tensor, rows: number) => x.reshape<tf.Tensor2D>([rows, 32 / rows]);
const images = (x: tf.Tensor) => x.reshape<tf.Tensor4D>([1, 4, 4, 2]);
const filters = (w: tf.Tensor) => w.reshape<tf.Tensor4D>([2, 2, 2, 4]);
const biasOf = (w: tf.Tensor) => w.slice(0, 4);

type Function = (x: tf.Tensor, w: tf.Tensor) => tf.Tensor;

/** Functions of 32 numbers x and 32 numbers w. */
const functions: Record<string, Function> = {
  ReLU: (x, w) => tf.relu(x.mul(w)),
  'the sigmoid': (x, w) => tf.sigmoid(x.mul(w)),
  'a matrix product': (x, w) => tf.matMul(matrix(x, 4), matrix(w, 8)),
  'a transposed matrix product': (x, w) => tf.matMul(matrix(x, 8), matrix(w, 4), true, true),
  'a fused matrix product': (x, w) =>
    tf.fused.matMul({ a: matrix(x, 4), b: matrix(w, 8), bias: biasOf(w), activation: 'relu' }),
  'a convolution': (x, w) => tf.conv2d(images(x), filters(w), 1, 'same'),
  'a fused convolution': (x, w) =>
    tf.fused.conv2d({
      x: images(x),
      filter: filters(w),
      strides: 1,
      pad: 'valid',
      bias: biasOf(w),
      activation: 'relu',
    }),
  'a transposed convolution': (x, w) =>
    tf.conv2dTranspose(x.reshape([2, 2, 2, 4]), filters(w), [2, 3, 3, 2], 1, 'valid'),
  'max pooling': (x, w) => tf.maxPool(images(x.mul(w)), 2, 1, 'valid'),
  'a bias': (x, w) => tf.add(matrix(x, 8), biasOf(w)).square(),
  'a sum': (x, w) => tf.sum(matrix(x.mul(w), 8), 0).square(),
  'cross-entropy, by its logits': (x, w) =>
    tf.losses.softmaxCrossEntropy(matrix(w, 4), matrix(x, 4)),
  'cross-entropy, by its labels': (x, w) =>
    tf.losses.softmaxCrossEntropy(matrix(x, 4), matrix(w, 4)),
};

export function proveSecondOrder(): void {
  describe('the gradient of a gradient', () => {
    test.each(Object.entries(functions))('of %s is the same, or refused alike', async (_, f) => {
      const given = operands({ kind: 'quarters', seed: 3 }, [32], [32]);
      // Squared, so that the gradient that arrives from above depends on x, too.
      const squared = (x: tf.Tensor, w: tf.Tensor) => f(x, w).square();
      const penalty = (x: tf.Tensor, w: tf.Tensor) =>
        tf.addN(
          tf
            .grads(squared)([x, w])
            .map((gradient) => gradient.square().sum()),
        );
      const twice = (x: tf.Tensor, w: tf.Tensor) => tf.grads(penalty)([x, w]);
      if ((await refusal('cpu', given, twice)) !== undefined) {
        await expectSameRefusal(given, twice);
        return;
      }
      const wanted = await compute('cpu', given, twice);
      // Two hundred roundings of the largest sum that there would be without opposite signs.
      const positive = given.map(({ shape, values }) => ({ shape, values: values.map(Math.abs) }));
      const sums = (await compute('cpu', positive, twice)).map(({ values }) => Math.max(...Array.from(values, Math.abs))); // prettier-ignore
      const allowed = 200 * ROUNDING * Math.max(1, ...sums);
      expectResults(await compute('wasm', given, twice), wanted, () => allowed);
    });
  });
}
