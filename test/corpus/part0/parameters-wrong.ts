import * as reference from '../../../solutions/part0/parameters.ts';
import type { Implementation } from '../implementation.ts';
import { cnnWith, fits } from './cnn-with.ts';

type Module = typeof reference;
type Convolution = Required<reference.ConvolutionSpec>;
type Window = Required<reference.WindowSpec>;
type Cnn = reference.Cnn;

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
const mlp = (
  name: string,
  write: (sizes: number[], bias?: boolean[]) => unknown,
): Implementation<Module> => ({ name: `mlpParameters: ${name}`, module: { mlpParameters: write } });

/** One layer after another. */
const layers =
  (one: (fanIn: number, fanOut: number, bias: boolean, i: number) => number) =>
  (sizes: number[], bias: boolean[] = []) =>
    sum(sizes.slice(1).map((fanOut, i) => one(sizes[i], fanOut, bias[i] ?? true, i)));

const convolution = (
  name: string,
  write: (spec: Convolution) => unknown,
): Implementation<Module> => ({
  name: `convolutionParameters: ${name}`,
  module: {
    convolutionParameters: ({ bias = true, ...spec }: reference.ConvolutionSpec) =>
      write({ ...spec, bias }),
  },
});

const size = (name: string, write: (window: Window) => unknown): Implementation<Module> => ({
  name: `outputSize: ${name}`,
  module: {
    outputSize: ({ stride = 1, padding = 0, dilation = 1, ...rest }: reference.WindowSpec) =>
      write({ ...rest, stride, padding, dilation }),
  },
});

/** What is right about the errors, then another number. */
const checked = (write: (window: Window) => number) => (window: Window) => {
  reference.outputSize(window);
  return write(window);
};
const spare = (w: Window) => w.size + 2 * w.padding - w.dilation * (w.kernel - 1) - 1;

const cnn = (name: string, write: (network: Cnn) => unknown): Implementation<Module> => ({
  name: `cnnParameters: ${name}`,
  module: { cnnParameters: write },
});

export const wrongParameters: Implementation<Module>[] = [
  mlp(
    'no biases',
    layers((fanIn, fanOut) => fanIn * fanOut),
  ),
  mlp(
    'a bias per input',
    layers((fanIn, fanOut, bias) => fanIn * fanOut + (bias ? fanIn : 0)),
  ),
  mlp(
    'one bias a layer',
    layers((fanIn, fanOut, bias) => fanIn * fanOut + (bias ? 1 : 0)),
  ),
  mlp('the list of biases is not read', (sizes) => reference.mlpParameters(sizes)),
  mlp('the list is read one place off', (sizes, bias) =>
    reference.mlpParameters(sizes, bias && [true, ...bias]),
  ),
  mlp('the list is read from the end', (sizes, bias) =>
    reference.mlpParameters(sizes, bias?.toReversed()),
  ),
  mlp('bias[0] for all', (sizes, bias) =>
    reference.mlpParameters(sizes, bias && sizes.map(() => bias[0])),
  ),
  mlp('all biases or none', (sizes, bias) =>
    reference.mlpParameters(sizes, bias && sizes.map(() => bias.every(Boolean))),
  ),
  mlp('true and false exchanged', (sizes, bias) =>
    reference.mlpParameters(
      sizes,
      bias?.map((b) => !b),
    ),
  ),
  mlp('no list means no biases', (sizes, bias = sizes.map(() => false)) =>
    reference.mlpParameters(sizes, bias),
  ),
  mlp(
    'the last layer never has a bias',
    layers((fanIn, fanOut, bias) => fanIn * fanOut + (bias && fanOut !== 10 ? fanOut : 0)),
  ),
  mlp('inputs have biases', (sizes, bias) => reference.mlpParameters(sizes, bias) + sizes[0]),
  mlp('the first layer only', (sizes, bias) => reference.mlpParameters(sizes.slice(0, 2), bias)),
  mlp('without the last layer', (sizes, bias) => reference.mlpParameters(sizes.slice(0, -1), bias)),
  mlp('the product of all sizes', (sizes) => sizes.reduce((a, b) => a * b)),
  mlp('neurons, not parameters', (sizes) => sum(sizes)),
  mlp(
    'a layer without bias also loses its weights',
    layers((fanIn, fanOut, bias) => (bias ? fanIn * fanOut + fanOut : 0)),
  ),
  convolution('no biases', (s) => s.kernelHeight * s.kernelWidth * s.inChannels * s.outChannels),
  convolution('always biases', (s) => reference.convolutionParameters({ ...s, bias: true })),
  convolution('no input channels', (s) => reference.convolutionParameters({ ...s, inChannels: 1 })),
  convolution('one kernel', (s) => reference.convolutionParameters({ ...s, outChannels: 1 })),
  convolution('square by its height', (s) =>
    reference.convolutionParameters({ ...s, kernelWidth: s.kernelHeight }),
  ),
  convolution('square by its width', (s) =>
    reference.convolutionParameters({ ...s, kernelHeight: s.kernelWidth }),
  ),
  convolution('channels exchanged', (s) =>
    reference.convolutionParameters({
      ...s,
      inChannels: s.outChannels,
      outChannels: s.inChannels,
    }),
  ),
  convolution(
    'a bias per pair of channels',
    (s) => (s.kernelHeight * s.kernelWidth + (s.bias ? 1 : 0)) * s.inChannels * s.outChannels,
  ),
  convolution(
    'sides added',
    (s) =>
      (s.kernelHeight + s.kernelWidth) * s.inChannels * s.outChannels +
      (s.bias ? s.outChannels : 0),
  ),
  {
    name: 'convolutionParameters: no biases unless asked for',
    module: {
      convolutionParameters: ({ bias = false, ...s }: reference.ConvolutionSpec) =>
        reference.convolutionParameters({ ...s, bias }),
    },
  },
  size(
    'rounded up',
    checked((w) => Math.ceil(spare(w) / w.stride) + 1),
  ),
  size(
    'rounded to the nearest',
    checked((w) => Math.round(spare(w) / w.stride) + 1),
  ),
  size(
    'not rounded',
    checked((w) => spare(w) / w.stride + 1),
  ),
  size(
    'one too few',
    checked((w) => Math.floor(spare(w) / w.stride)),
  ),
  size(
    'the 1 before the division',
    checked((w) => Math.floor((spare(w) + 1) / w.stride)),
  ),
  size(
    'padding on one side',
    checked((w) => Math.floor((spare(w) - w.padding) / w.stride) + 1),
  ),
  size(
    'padding ignored',
    checked((w) => Math.floor((spare(w) - 2 * w.padding) / w.stride) + 1),
  ),
  size(
    'dilation ignored',
    checked((w) => Math.floor((w.size + 2 * w.padding - w.kernel) / w.stride) + 1),
  ),
  size(
    'stride ignored',
    checked((w) => spare(w) + 1),
  ),
  size(
    'dilation times kernel',
    checked((w) => Math.floor((w.size + 2 * w.padding - w.dilation * w.kernel) / w.stride) + 1),
  ),
  size(
    '"same" padding',
    checked((w) => Math.ceil(w.size / w.stride)),
  ),
  size(
    'stride 2 by default',
    checked((w) => Math.floor(spare(w) / (w.stride === 1 ? 2 : w.stride)) + 1),
  ),
  size('no error: a negative size', (w) => Math.floor(spare(w) / w.stride) + 1),
  size('no error: never below 0', (w) => Math.max(0, Math.floor(spare(w) / w.stride) + 1)),
  size('no error: never below 1', (w) => Math.max(1, Math.floor(spare(w) / w.stride) + 1)),
  size('truncated, so −1/2 becomes 0', (w) => {
    const n = Math.trunc(spare(w) / w.stride) + 1;
    return n < 1 ? reference.outputSize(w) : n;
  }),
  size('the kernel is compared without padding', (w) => {
    if (w.kernel > w.size)
      throw new Error(`${w.dilation * (w.kernel - 1) + 1}, ${w.size + 2 * w.padding}`);
    return reference.outputSize(w);
  }),
  size('the kernel is compared without dilation', (w) => {
    if (w.kernel > w.size + 2 * w.padding) return reference.outputSize(w);
    return Math.floor(spare(w) / w.stride) + 1;
  }),
  size('a window that just fits is refused', (w) => {
    if (spare(w) <= 0)
      throw new Error(`${w.dilation * (w.kernel - 1) + 1}, ${w.size + 2 * w.padding}`);
    return reference.outputSize(w);
  }),
  size('an error without the numbers', (w) => {
    if (spare(w) < 0) throw new Error('does not fit');
    return reference.outputSize(w);
  }),
  cnn('the report’s formula', cnnWith({ weights: (_, __, cIn, cOut, h, w) => h * w * cIn * cOut })),
  cnn(
    'weights of every place',
    cnnWith({
      weights: (kh, kw, cIn, cOut, h, w) => kh * kw * cIn * cOut * h * w,
    }),
  ),
  cnn(
    'biases of every place',
    cnnWith({
      biases: (cOut, bias, h, w) => (bias ? cOut * h * w : 0),
    }),
  ),
  cnn('no prediction layer', cnnWith({ prediction: () => 0 })),
  cnn('no biases in the prediction layer', cnnWith({ prediction: (h, w, c, n) => h * w * c * n })),
  cnn('global average pooling', cnnWith({ prediction: (_, __, c, n) => c * n + n })),
  cnn('channels of the image for all', cnnWith({ channels: (image) => image })),
  cnn(
    'convolutions keep the size',
    cnnWith({
      after: (n, k, s, isPooling) => (isPooling ? fits(n, k, s) : n),
    }),
  ),
  cnn(
    'pooling keeps the size',
    cnnWith({
      after: (n, k, s, isPooling) => (isPooling ? n : fits(n, k, s)),
    }),
  ),
  cnn(
    'pooling divides by the stride',
    cnnWith({
      after: (n, k, s, isPooling) => (isPooling ? Math.floor(n / s) : fits(n, k, s)),
    }),
  ),
  cnn(
    'pooling divides by its window',
    cnnWith({
      after: (n, k, s, isPooling) => (isPooling ? Math.floor(n / k) : fits(n, k, s)),
    }),
  ),
  cnn(
    'pooling rounds up',
    cnnWith({
      after: (n, k, s) => Math.ceil((n - k) / s) + 1,
    }),
  ),
  cnn(
    'height for both sides',
    cnnWith({
      prediction: (h, _, c, n) => h * h * c * n + n,
    }),
  ),
  cnn('bias: false is not read', cnnWith({ biases: (cOut) => cOut })),
  cnn(
    'always 2×2 pooling',
    cnnWith({
      after: (n, k, s, isPooling) => (isPooling ? Math.floor(n / 2) : fits(n, k, s)),
    }),
  ),
  cnn('the last convolution is left out', ({ layers: list, ...rest }) => {
    const last = list.findLastIndex(({ kind }) => kind === 'convolution');
    return reference.cnnParameters({ ...rest, layers: list.filter((_, i) => i !== last) });
  }),
];
