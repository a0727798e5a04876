import { matrix } from 'mathjs';
import * as reference from '../../../solutions/part2/conv2d.ts';
import type { Implementation } from '../implementation.ts';
import { after, eachElement, type Tensor4 } from './loops.ts';

const { myConv2d } = reference;

const wrong = (name: string, implementation: Function): Implementation<typeof reference> => ({
  name,
  module: { myConv2d: implementation },
});

/** The numbers are there, but not in plain nested arrays. */
export const wrongContainers = [
  wrong(
    'every row of a plane is the same array',
    after((output) => output.map((image) => image.map((plane) => plane.map(() => plane.at(-1))))),
  ),
  wrong(
    'zeros are left out: holes in the rows',
    after((output) =>
      output.map((image) =>
        image.map((plane) =>
          plane.map((row) => {
            const sparse: number[] = [];
            row.forEach((sum, x) => {
              if (sum !== 0) sparse[x] = sum;
            });
            return sparse;
          }),
        ),
      ),
    ),
  ),
  wrong(
    'undefined + number: every element is NaN',
    after((output) => eachElement(output, () => NaN)),
  ),
  wrong(
    'texts of the numbers',
    after((output) => eachElement(output, (sum) => sum.toFixed(4))),
  ),
  wrong(
    'a matrix of mathjs',
    after((output) => matrix(output)),
  ),
  wrong(
    'a channel axis of one is dropped',
    after((output) => output.map((image) => (image.length === 1 ? image[0] : image))),
  ),
  wrong(
    'a batch axis of one is dropped',
    after((output) => (output.length === 1 ? output[0] : output)),
  ),
  wrong(
    'one flat Float32Array',
    after((output) => Float32Array.from(output.flat(3))),
  ),
  wrong(
    'the images are promises',
    after((output) => output.map(async (image) => image)),
  ),
];

const results = new Map<string, Tensor4>();
const responses = new Map<string, Tensor4>();
const buffers = new Map<string, Tensor4>();
const running = { sum: 0 };

const sizes = (tensor: Tensor4) => `${[tensor.length, tensor[0].length, tensor[0][0].length]}`;

/** The first call is right, or the call does more than it should. */
export const wrongBetweenCalls = [
  wrong('a result is remembered for every image of the same shape', (x: Tensor4, k: Tensor4) => {
    const key = `${sizes(x)} ${sizes(k)}`;
    const known = results.get(key);
    if (known !== undefined) return known;
    results.set(key, myConv2d(x, k));
    return results.get(key);
  }),
  wrong('a result is remembered for every image that meets a kernel', (x: Tensor4, k: Tensor4) => {
    const output = myConv2d(x, k);
    const key = JSON.stringify(k);
    const known = responses.get(key);
    if (known?.length === output.length) return known;
    responses.set(key, output);
    return output;
  }),
  wrong(
    'one array for the results of all calls, overwritten by the next',
    (x: Tensor4, k: Tensor4) => {
      const output = myConv2d(x, k);
      const buffer = buffers.get('output') ?? [];
      buffers.set('output', buffer);
      buffer.splice(0, buffer.length, ...output);
      return buffer;
    },
  ),
  wrong(
    'the sum lives outside the function and is never reset',
    after((output) => eachElement(output, (sum) => (running.sum += sum))),
  ),
  wrong(
    'the kernel is turned in place, and turned back in the next call',
    (x: Tensor4, k: Tensor4) => {
      const output = myConv2d(x, k);
      for (const filter of k) for (const plane of filter) plane.reverse();
      return output;
    },
  ),
  wrong('the image is padded in place', (x: Tensor4, k: Tensor4) => {
    const output = myConv2d(x, k);
    for (const image of x) for (const plane of image) for (const row of plane) row.push(0);
    return output;
  }),
];

/** Refusals by hand; the sum is right where everything fits. */
function refusing(check: (input: Tensor4, kernel: Tensor4) => unknown) {
  return (input: Tensor4, kernel: Tensor4) => {
    const instead = check(input, kernel);
    if (instead !== undefined) return instead;
    const rows = input[0][0].length - kernel[0][0].length + 1;
    const columns = input[0][0][0].length - kernel[0][0][0].length + 1;
    return input.map((image) =>
      kernel.map((filter) =>
        Array.from({ length: Math.max(0, rows) }, (_, y) =>
          Array.from({ length: Math.max(0, columns) }, (__, x) =>
            filter
              .map((plane, c) =>
                plane.map((row, i) => row.map((w, j) => w * image[c]?.[y + i]?.[x + j])),
              )
              .flat(2)
              .reduce((a, b) => a + b, 0),
          ),
        ),
      ),
    );
  };
}

const channels = (input: Tensor4, kernel: Tensor4) => [input[0].length, kernel[0].length];
const heights = (input: Tensor4, kernel: Tensor4) => [input[0][0].length, kernel[0][0].length];
const widths = (x: Tensor4, k: Tensor4) => [x[0][0][0].length, k[0][0][0].length];

function refuseSize(input: Tensor4, kernel: Tensor4): void {
  for (const [image, window] of [heights(input, kernel), widths(input, kernel)]) {
    if (window > image) throw new RangeError(`a kernel of ${window} on an image of ${image}`);
  }
}

function refuseChannels(input: Tensor4, kernel: Tensor4): void {
  const [have, want] = channels(input, kernel);
  if (have !== want) throw new RangeError(`${have} channels, but the kernel has ${want}`);
}

/** What does not fit is not refused, or not clearly; or what fits is refused. */
export const wrongErrors = [
  wrong('channels that differ give NaN', refusing(refuseSize)),
  wrong('channels that differ are filled up with zeros', (x: Tensor4, k: Tensor4) => {
    refuseSize(x, k);
    const zero = x[0][0].map((row) => row.map(() => 0));
    const filled = x.map((image) => k[0].map((_, c) => image[c] ?? zero));
    return myConv2d(filled, k);
  }),
  wrong('channels that differ end in a TypeError by accident', (x: Tensor4, k: Tensor4) => {
    if (x[0].length !== k[0].length)
      return x.map((image) => k.map((f) => f.map((_, c) => image[c][0][0])));
    return myConv2d(x, k);
  }),
  wrong('the error about channels has no numbers', (x: Tensor4, k: Tensor4) => {
    if (x[0].length !== k[0].length) throw new Error('shape mismatch');
    return myConv2d(x, k);
  }),
  wrong('a text is thrown, no Error', (x: Tensor4, k: Tensor4) => {
    const [have, want] = channels(x, k);
    if (have !== want) throw `${have} channels are not ${want}`;
    return myConv2d(x, k);
  }),
  wrong('the batch is compared instead of the channels', (x: Tensor4, k: Tensor4) => {
    if (x.length !== k.length) throw new Error(`${x.length} channels, the kernel has ${k.length}`);
    return myConv2d(x, k);
  }),
  wrong('a kernel that is too large gives an empty output', refusing(refuseChannels)),
  wrong('only the rows of a kernel are compared with the image', (x: Tensor4, k: Tensor4) => {
    const [height, kernelHeight] = heights(x, k);
    const [width, kernelWidth] = widths(x, k);
    if (kernelHeight > height) throw new Error(`${kernelHeight} rows on ${height}`);
    return kernelWidth > width ? [[[[]]]] : myConv2d(x, k);
  }),
  wrong(
    'a kernel as large as the image is refused',
    refusing((x, k) => {
      refuseChannels(x, k);
      for (const [image, window] of [heights(x, k), widths(x, k)]) {
        if (window >= image) throw new RangeError(`a kernel of ${window} on an image of ${image}`);
      }
    }),
  ),
  wrong('kernels that are not square are refused', (x: Tensor4, k: Tensor4) => {
    const output = myConv2d(x, k);
    const [kh, kw] = [k[0][0].length, k[0][0][0].length];
    if (kh !== kw) throw new Error(`a square kernel is wanted, got ${kh}×${kw}`);
    return output;
  }),
];
