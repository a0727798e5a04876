import { conv2d, type Conv2dOptions } from '../../../solutions/part2/conv2d-options.ts';
import { conv2dBackward } from '../../../solutions/part2/conv2d-backward.ts';
import { myConv2d } from '../../../solutions/part2/conv2d.ts';
import { eachElement, type Tensor4 } from './loops.ts';

// Wrong programs that earlier laws of part 2 accepted: each has a law now that rejects it.

const named = <Name extends string>(export_: Name, name: string, implementation: Function) => ({
  name,
  module: { [export_]: implementation } as Record<Name, Function>,
});

type Convolution = (input: Tensor4, kernel: Tensor4) => Tensor4;

/** Keeps the output for the same two arrays, whatever has been written into them since. */
function remembered(): Convolution {
  const outputs = new WeakMap<Tensor4, WeakMap<Tensor4, Tensor4>>();
  return (input, kernel) => {
    const known = outputs.get(input) ?? new WeakMap<Tensor4, Tensor4>();
    outputs.set(input, known);
    const output = known.get(kernel) ?? myConv2d(input, kernel);
    known.set(kernel, output);
    return output;
  };
}

const isOne = (kernel: Tensor4) => kernel.length === 1 && String(kernel) === '1';

/** Rows that are equal become one and the same array. */
function sharingRows(output: Tensor4): Tensor4 {
  const known = new Map<string, number[]>();
  const shared = (row: number[]) => {
    const key = row.join();
    if (!known.has(key)) known.set(key, row);
    return known.get(key) ?? row;
  };
  return output.map((image) => image.map((plane) => plane.map(shared)));
}

/** As a 16-bit float keeps it: 11 significant bits. */
function half(value: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 10);
  return Math.round(value / unit) * unit;
}

export const onceAcceptedConvolutions = [
  named('myConv2d', 'further channels of the image are ignored', (x: Tensor4, k: Tensor4) =>
    myConv2d(
      x.map((image) => (image.length > k[0].length ? image.slice(0, k[0].length) : image)),
      k,
    ),
  ),
  named('myConv2d', 'the areas are compared, not the sides', (x: Tensor4, k: Tensor4) => {
    const [height, width] = [x[0][0].length, x[0][0][0].length];
    const [kh, kw] = [k[0][0].length, k[0][0][0].length];
    if (kh * kw > height * width) throw new Error(`${kh}×${kw} on ${height}×${width}`);
    return kh > height || kw > width ? [[[[]]]] : myConv2d(x, k);
  }),
  named('myConv2d', 'the output of the same two arrays is kept', remembered()),
  named('myConv2d', 'a 1×1 kernel of 1 returns the input itself', (x: Tensor4, k: Tensor4) => {
    const output = myConv2d(x, k);
    return isOne(k) ? x : output;
  }),
  named('myConv2d', 'equal rows are one array', (x: Tensor4, k: Tensor4) =>
    sharingRows(myConv2d(x, k)),
  ),
  named('myConv2d', 'clipped to a byte', (x: Tensor4, k: Tensor4) =>
    eachElement(myConv2d(x, k), (value) => Math.max(-128, Math.min(127, value))),
  ),
  named('myConv2d', 'only four images of a batch are right', (x: Tensor4, k: Tensor4) =>
    myConv2d(x, k).map((image, n) => (n < 3 ? image : image.map((p) => p.map((r) => r.fill(0))))),
  ),
  named('myConv2d', 'inputs are kept in 16 bits', (x: Tensor4, k: Tensor4) =>
    myConv2d(eachElement(x, half), k),
  ),
];

/** Gives an empty output where the right program refuses a window. */
function truncating(input: Tensor4, kernel: Tensor4, options: Conv2dOptions = {}): Tensor4 {
  try {
    return conv2d(input, kernel, options);
  } catch (error) {
    const [vertical, horizontal] = options.stride ?? [1, 1];
    if (vertical > 1 || horizontal > 1) return input.map(() => kernel.map(() => [[0]]));
    throw error;
  }
}

export const onceAcceptedOptions = [
  named(
    'conv2d',
    'nothing about channels is checked',
    (x: Tensor4, k: Tensor4, o?: Conv2dOptions) => {
      const groups = o?.groups ?? 1;
      const fits = x[0].length === k[0].length * groups && k.length % groups === 0;
      return fits ? conv2d(x, k, o) : [[[[NaN]]]];
    },
  ),
  named('conv2d', 'the number of windows is truncated, not rounded down', truncating),
  named(
    'conv2d',
    'defaults are written into the options',
    (x: Tensor4, k: Tensor4, o: Conv2dOptions = {}) => {
      o.stride ??= [1, 1];
      return conv2d(x, k, o);
    },
  ),
  named('conv2d', 'four decimals', (x: Tensor4, k: Tensor4, o?: Conv2dOptions) =>
    eachElement(conv2d(x, k, o), (value) => Number(value.toFixed(2))),
  ),
];

/** Fills the same arrays at every call with shapes that it knows. */
function reusingBuffers() {
  const buffers = new Map<string, ReturnType<typeof conv2dBackward>>();
  return (input: Tensor4, kernel: Tensor4, upstream: Tensor4) => {
    const right = conv2dBackward(input, kernel, upstream);
    const key = JSON.stringify([input, kernel], (_, value: unknown) =>
      typeof value === 'number' ? 0 : value,
    );
    const buffer = buffers.get(key) ?? right;
    buffers.set(key, buffer);
    buffer.input.splice(0, Infinity, ...right.input);
    buffer.kernel.splice(0, Infinity, ...right.kernel);
    return buffer;
  };
}

export const onceAcceptedBackwards = [
  named('conv2dBackward', 'the arrays of the last call are filled again', reusingBuffers()),
  named('conv2dBackward', 'two decimals', (x: Tensor4, k: Tensor4, u: Tensor4) => {
    const { input, kernel } = conv2dBackward(x, k, u);
    const cut = (tensor: Tensor4) => eachElement(tensor, (value) => Number(value.toFixed(2)));
    return { input: cut(input), kernel: cut(kernel) };
  }),
];
