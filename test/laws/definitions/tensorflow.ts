import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  shape4,
  tensorOf,
  type ConvolutionOptions,
  type Tensor4,
} from '#src/laws/definitions/convolution/convolution';

export interface Case {
  input: Tensor4;
  kernel: Tensor4;
  upstream: Tensor4;
  options: Required<ConvolutionOptions>;
}

// Ours is NCHW with kernels [out, in, rows, columns]; theirs NHWC with [rows, columns, in, out].
const toImages = (x: Tensor4) => tf.transpose(tf.tensor4d(x), [0, 2, 3, 1]);
const toFilters = (k: Tensor4) => tf.transpose(tf.tensor4d(k), [2, 3, 1, 0]);

/** The kernel with rows and columns of zeros between its own, in place of a dilation. */
function spread(kernel: Tensor4, [rowStep, columnStep]: readonly [number, number]): Tensor4 {
  const [o, c, rows, columns] = shape4(kernel);
  const shape = [o, c, rowStep * (rows - 1) + 1, columnStep * (columns - 1) + 1] as const;
  return tensorOf(shape, ([a, b, i, j]) =>
    i % rowStep === 0 && j % columnStep === 0 ? kernel[a][b][i / rowStep][j / columnStep] : 0,
  );
}

/**
 * TensorFlow.js, with the padding written out and group by group. The gradients come from the two
 * kernels that `tf.grads` of a convolution runs; these know no dilation, so they get a spread kernel.
 */
export function byTensorFlow({ input, kernel, upstream, options }: Case) {
  const [[down, across], dilation, groups] = [options.padding, [...options.dilation], options.groups] as const; // prettier-ignore
  const strides: [number, number] = [...options.stride];
  const kept = tf.tidy(() => {
    const padded = tf.pad(toImages(input), [[0, 0], [down, down], [across, across], [0, 0]]); // prettier-ignore
    const [xs, ks, wide, dys] = [
      padded,
      toFilters(kernel),
      toFilters(spread(kernel, options.dilation)),
      toImages(upstream),
    ].map((t) => tf.split<tf.Tensor4D>(t, groups, 3));
    const shared = { strides, pad: 'valid', dataFormat: 'NHWC', dimRoundingMode: '' };
    const { rows, columns } = { rows: input[0][0].length, columns: input[0][0][0].length };
    const outputs = xs.map((x, g) =>
      tf.conv2d(x, ks[g], strides, 'valid', 'NHWC', dilation as [number, number]),
    );
    const inputGradients = dys.map((dy, g) => {
      const attributes = { ...shared, inputShape: xs[g].shape };
      return tf
        .engine()
        .runKernel<tf.Tensor4D>('Conv2DBackpropInput', { dy, filter: wide[g] }, attributes);
    });
    const kernelGradients = dys.map((dy, g) => {
      const attributes = { ...shared, filterShape: wide[g].shape };
      return tf
        .engine()
        .runKernel<tf.Tensor4D>('Conv2DBackpropFilter', { x: xs[g], dy }, attributes);
    });
    const cut = tf.slice(tf.concat(inputGradients, 3), [0, down, across, 0], [-1, rows, columns, -1]); // prettier-ignore
    return [
      tf.transpose(tf.concat(outputs, 3), [0, 3, 1, 2]),
      tf.transpose(cut, [0, 3, 1, 2]),
      tf.transpose(tf.concat(kernelGradients, 3), [3, 2, 0, 1]),
    ];
  });
  const [output, inputGradient, wideGradient] = kept.map((t) => t.arraySync());
  tf.dispose(kept);
  const kernelGradient = tensorOf(
    shape4(kernel),
    ([o, c, i, j]) => wideGradient[o][c][i * dilation[0]][j * dilation[1]],
  );
  return { output, gradients: { input: inputGradient, kernel: kernelGradient } };
}
