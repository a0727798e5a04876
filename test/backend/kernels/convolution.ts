import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compute, expectAgreement, expectResults, holds, refusal } from './agreement.ts';
import { type ConvolutionCase, convolutions, outputOf, termsOf } from './convolution-cases.ts';
import { type Kind, operands } from './operands.ts';

export function proveConvolution(): void {
  describe('convolution', () => {
    test('forward: any batch, size, depth, kernel, stride, dilation and padding', () =>
      holds(convolutions('quarters', 'wild', 'floats'), 150, async (given) => {
        const terms = given.draw.kind === 'floats' ? [termsOf(given).forward] : undefined;
        const drawn = operands(given.draw, given.input, given.kernel);
        await expectAgreement(drawn, (x, kernel) => convolve(given, x, kernel), terms);
      }));

    test('the cases meet blocks that are not full, windows outside, and steps that differ', () => {
      const all = fc.sample(convolutions('quarters'), { seed: 1, numRuns: 150 });
      for (const holds of [
        ({ input }) => input[0] > 8,
        ({ kernel }) => kernel[3] % 4 !== 0,
        ({ kernel }) => kernel[3] >= 16 && kernel[3] % 16 !== 0,
        ({ input }) => input[3] % 4 !== 0,
        ({ input, kernel }) => kernel[0] > input[1] || kernel[1] > input[2],
        ({ strides: [down, across] }) => down !== across,
        ({ dilations: [down, across] }) => down !== across,
        ({ pad }) => typeof pad === 'object',
        ({ pad, kernel }) => typeof pad === 'number' && pad >= Math.max(kernel[0], kernel[1]),
      ] satisfies ((given: ConvolutionCase) => boolean)[]) {
        expect(all.filter(holds).length, String(holds)).toBeGreaterThan(5);
      }
    });

    test('the gradients of input and kernel', () =>
      holds(undilated('quarters', 'wild', 'floats'), 100, async (given) => {
        const { input, kernel } = termsOf(given);
        const terms = given.draw.kind === 'floats' ? [input, kernel] : undefined;
        const drawn = operands(given.draw, given.input, given.kernel, outputOf(given));
        await expectAgreement(
          drawn,
          (x, kernel, dy) => tf.grads((x, w) => convolve(given, x, w))([x, kernel], dy),
          terms,
        );
      }));

    test('with bias and ReLU at once: forward and all gradients', () =>
      holds(fusions, 80, async ([given, activation, hasBias]) => {
        const layer = (x: tf.Tensor, filter: tf.Tensor, bias?: tf.Tensor) =>
          fuse({ ...given, dilations: [1, 1] }, activation, x, filter, bias);
        const bias = hasBias ? [given.kernel.slice(3)] : [];
        const output = outputOf({ ...given, dilations: [1, 1] });
        const drawn = operands(given.draw, output, given.input, given.kernel, ...bias);
        await expectAgreement(drawn, (dy, x, filter, ...bias) => [
          layer(x, filter, ...bias),
          ...tf.grads(layer)([x, filter, ...bias], dy),
        ]);
      }));

    test('with bias and ReLU at once and dilations, forward', () =>
      holds(fusions, 50, async ([given, activation]) => {
        const drawn = operands(given.draw, given.input, given.kernel, given.kernel.slice(3));
        await expectAgreement(drawn, (x, filter, bias) => fuse(given, activation, x, filter, bias));
      }));

    test('a bias of another shape is broadcast, or refused', () =>
      holds(fc.tuple(fusions, fc.nat(3)), 30, async ([[given, activation], which]) => {
        const [, ...output] = outputOf(given);
        const bias = [[], [1], [1, 1, 1, output[2]], output][which];
        const drawn = operands(given.draw, given.input, given.kernel, bias);
        const layer = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
          fuse(given, activation, x, filter, bias);
        const refused = await refusal('wasm', drawn, layer);
        if (refused === undefined) await expectAgreement(drawn, layer);
        else expect(refused.message).toMatch(/^FusedConv2D (only supports rank-1 )?bias/);
      }));

    test('of a size that is rounded up: the gradients are those of as much padding', async () => {
      // 6 numbers and 2 kernels of 3 a stride of 2 apart: the third needs a seventh number.
      const rounded = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 0, 'NHWC', 1, 'ceil');
      const more: [number, number] = [0, 1];
      const padded = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, [[0, 0], more, more, [0, 0]]);
      const shapes = [[2, 6, 6, 3], [3, 3, 3, 5], [2, 3, 3, 5]]; // prettier-ignore
      const drawn = operands({ kind: 'quarters', seed: 1 }, ...shapes);
      const both = (f: typeof rounded) => (x: tf.Tensor, w: tf.Tensor, dy: tf.Tensor) => [
        f(x, w),
        ...tf.grads(f)([x, w], dy),
      ];
      const wanted = await compute('cpu', drawn, both(padded));
      expectResults(await compute('wasm', drawn, both(rounded)), wanted, () => 0);
    });

    test('transposed: forward and both gradients', () =>
      holds(undilated('quarters', 'wild', 'floats'), 60, async (given) => {
        const { forward, input, kernel } = termsOf(given);
        const terms = given.draw.kind === 'floats' ? [input, forward, kernel] : undefined;
        const drawn = operands(given.draw, outputOf(given), given.kernel, given.input);
        const transposed = (x: tf.Tensor, filter: tf.Tensor) =>
          tf.conv2dTranspose(
            x as tf.Tensor4D,
            filter as tf.Tensor4D,
            given.input,
            given.strides,
            given.pad,
          );
        await expectAgreement(
          drawn,
          (x, filter, dy) => [transposed(x, filter), ...tf.grads(transposed)([x, filter], dy)],
          terms,
        );
      }));
  });
}

function undilated(...kinds: Kind[]) {
  return convolutions(...kinds).filter(({ dilations: [down, across] }) => down * across === 1);
}

/** A convolution, what follows it, and whether there is a bias. */
const fusions = fc.tuple(
  convolutions('quarters', 'wild'),
  fc.constantFrom('linear' as const, 'relu' as const),
  fc.boolean(),
);

function fuse(
  { strides, pad, dilations }: ConvolutionCase,
  activation: 'linear' | 'relu',
  x: tf.Tensor,
  filter: tf.Tensor,
  bias?: tf.Tensor,
): tf.Tensor {
  return tf.fused.conv2d({
    x: x as tf.Tensor4D,
    filter: filter as tf.Tensor4D,
    strides,
    pad,
    dilations,
    activation,
    ...(bias && { bias }),
  });
}

function convolve(
  { strides, pad, dilations }: ConvolutionCase,
  x: tf.Tensor,
  filter: tf.Tensor,
): tf.Tensor {
  const images = x as tf.Tensor4D;
  return tf.conv2d(images, filter as tf.Tensor4D, strides, pad, 'NHWC', dilations);
}
