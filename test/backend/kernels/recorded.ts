import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import activations from '../../../fixtures/pytorch/activations.json' with { type: 'json' };
import convolutions from '../../../fixtures/pytorch/conv2d.json' with { type: 'json' };
import layers from '../../../fixtures/pytorch/layers.json' with { type: 'json' };
import { ROUNDING } from './agreement.ts';
import { held } from './start.ts';

/** PyTorch has `[batch, channels, height, width]` and `[out, in, height, width]`. */
const images = (nested: number[][][][]) => tf.transpose(tf.tensor4d(nested), [0, 2, 3, 1]);
const filters = (nested: number[][][][]) => tf.transpose(tf.tensor4d(nested), [2, 3, 1, 0]);
const backImages = (x: tf.Tensor) => tf.transpose(x, [0, 3, 1, 2]).arraySync();
const backFilters = (x: tf.Tensor) => tf.transpose(x, [3, 2, 0, 1]).arraySync();

type Pair = [number, number];

/** PyTorch's padding: as much above as below, as much on the left as on the right. */
const padding = ([down, across]: number[]): [Pair, Pair, Pair, Pair] => [
  [0, 0],
  [down, down],
  [across, across],
  [0, 0],
];

const oneHot = (labels: number[], classes: number) =>
  tf.tensor2d(
    labels.map((label) => Array.from({ length: classes }, (_, c) => Number(c === label))),
  );

/** Where nothing is rounded, PyTorch's numbers are these; a zero has no sign in JSON. */
function expectExactly(came: unknown, wanted: unknown): void {
  expect(JSON.stringify(came)).toBe(JSON.stringify(wanted));
}

/**
 * A number of the small networks below is a sum of at most some hundred products, of numbers that
 * are such sums themselves, forwards and backwards: 256 roundings of the largest number beside it.
 */
function expectRounded(came: tf.Tensor, wanted: unknown, allowed?: number): void {
  const numbers = [wanted].flat(4) as number[];
  const largest = Math.max(...numbers.map(Math.abs));
  const limit = allowed ?? 256 * ROUNDING * largest;
  came.dataSync().forEach((value, k) => {
    expect(Math.abs(value - numbers[k]), `${value} for ${numbers[k]}`).toBeLessThanOrEqual(limit);
  });
  expect(came.size).toBe(numbers.length);
}

export function proveRecorded(): void {
  describe('PyTorch and the kernels agree on', () => {
    let before: ReturnType<typeof held>;
    beforeEach(() => {
      before = held();
    });
    afterEach(() => expect(held()).toEqual(before));

    const served = convolutions.cases.filter(
      ({ options: { stride, dilation, groups } }) =>
        groups === 1 && (Math.max(...stride) === 1 || Math.max(...dilation) === 1),
    );

    test.each(served)('conv2d: $name', ({ options, input, kernel, output, ...record }) => {
      const [stride, dilation] = [options.stride, options.dilation] as [number, number][];
      const pad = padding(options.padding);
      const convolve = (x: tf.Tensor, w: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad, 'NHWC', dilation); // prettier-ignore
      tf.tidy(() => {
        const [x, w] = [images(input), filters(kernel)];
        expectExactly(backImages(convolve(x, w)), output);
        if (Math.max(...dilation) > 1) return; // TensorFlow.js has no gradient of these
        const [dx, dw] = tf.grads(convolve)([x, w], images(record.upstream));
        expectExactly(backImages(dx), record.inputGradient);
        expectExactly(backFilters(dw), record.kernelGradient);
      });
    });

    test.each(layers.linear)('linear: $name', ({ input, weight, bias, output, ...record }) => {
      const layer = (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) =>
        tf.fused.matMul({ a, b, bias });
      tf.tidy(() => {
        const given = [tf.tensor2d(input), tf.tensor2d(weight).transpose(), tf.tensor1d(bias)];
        const [x, w, b] = given;
        expectExactly(layer(x, w, b).arraySync(), output);
        const [dx, dw, db] = tf.grads(layer)(given, tf.tensor2d(record.upstream));
        expectExactly(dx.arraySync(), record.inputGradient);
        expectExactly(dw.transpose().arraySync(), record.weightGradient);
        expectExactly(db.arraySync(), record.biasGradient);
      });
    });

    test.each(layers.maxPool2d)('max_pool2d: $name', ({ options, input, output, ...record }) => {
      const [window, stride] = [options.window, options.stride] as [number, number][];
      const pad = padding(options.padding);
      const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, window, stride, pad);
      tf.tidy(() => {
        const x = images(input);
        expectExactly(backImages(pool(x)), output);
        expectExactly(backImages(tf.grad(pool)(x, images(record.upstream))), record.inputGradient);
      });
    });

    test.each(activations.softmaxCrossEntropy)('cross_entropy: $name', (record) => {
      tf.tidy(() => {
        const logits = tf.tensor2d(record.logits);
        const labels = oneHot(record.labels, record.logits[0].length);
        const loss = (logits: tf.Tensor) => tf.losses.softmaxCrossEntropy(labels, logits);
        // The difference of a logit and the largest is rounded like the largest.
        const largest = Math.max(1, ...record.logits.flat().map(Math.abs));
        const allowed = 16 * ROUNDING * largest;
        expectRounded(loss(logits), record.meanLoss, allowed);
        expectRounded(tf.grad(loss)(logits), record.gradient, allowed);
      });
    });

    test.each(layers.training)('five steps of a network with $name', (record) => {
      const { lr, betas, eps } = record.optimizer;
      const optimizer = betas ? tf.train.adam(lr, betas[0], betas[1], eps) : tf.train.sgd(lr);
      const [kernel, kernelBias, weight, bias] = tf.tidy(() =>
        [
          filters(record.initial.kernel),
          tf.tensor1d(record.initial.kernelBias),
          tf.tensor2d(record.initial.weight).transpose(),
          tf.tensor1d(record.initial.bias),
        ].map((tensor) => tensor.variable()),
      );
      const parameters = [kernel, kernelBias, weight, bias];
      const named = ({ kernel, kernelBias, weight, bias }: typeof record.initial) =>
        tf.tidy(() => [filters(kernel), tf.tensor1d(kernelBias), tf.tensor2d(weight).transpose(), tf.tensor1d(bias)].map((t) => t.arraySync())); // prettier-ignore
      const loss = () => {
        const active = tf.fused.conv2d({
          x: images(record.inputs),
          filter: kernel as tf.Tensor4D,
          strides: [1, 2],
          pad: padding([1, 1]),
          bias: kernelBias,
          activation: 'relu',
        });
        const pooled = tf.transpose(tf.maxPool(active, 2, 2, 'valid'), [0, 3, 1, 2]);
        const logits = tf.fused.matMul({
          a: pooled.reshape([record.inputs.length, -1]),
          b: weight,
          bias,
        });
        return tf.losses.softmaxCrossEntropy(oneHot(record.labels, 3), logits) as tf.Scalar;
      };
      tf.tidy(() => {
        const { grads } = tf.variableGrads(loss, parameters);
        named(record.gradients).forEach((wanted, i) => {
          expectRounded(grads[parameters[i].name], wanted);
        });
      });
      record.losses.forEach((wanted) => {
        const cost = optimizer.minimize(loss, true, parameters)!;
        expectRounded(cost, wanted, allowance(lr, betas !== undefined));
        cost.dispose();
      });
      named(record.final).forEach((wanted, i) => {
        expectRounded(parameters[i], wanted, allowance(lr, betas !== undefined));
      });
      tf.dispose(parameters);
      optimizer.dispose();
    });
  });
}

/**
 * A gradient of 1 at most is wrong by 256 roundings. Adam takes a gradient by its own size, which
 * the recorder keeps above 2/1000 of the largest: its step is wrong by so much more. Five steps.
 */
function allowance(rate: number, isAdam: boolean): number {
  return 5 * 256 * ROUNDING * (isAdam ? rate / 2e-3 : rate * 10);
}
