import {
  outputShape,
  shape4,
  tensorOf,
  type Tensor4,
} from '#src/laws/definitions/convolution/convolution';
import { myConv2d } from '../../../solutions/part2/conv2d.ts';

export type { Tensor4 };

/** Where in the loops of a convolution one is, and the image and the kernel that are at hand. */
export interface Place {
  input: Tensor4;
  kernel: Tensor4;
  image: number[][][];
  filter: number[][][];
  n: number;
  o: number;
  y: number;
  x: number;
  c: number;
  i: number;
  j: number;
  /** Rows and columns of the kernel. */
  kh: number;
  kw: number;
}

/** A convolution in which one term of the sum is written as a student would; all else is right. */
export function byTerm(term: (place: Place) => number) {
  return (input: Tensor4, kernel: Tensor4): Tensor4 => {
    myConv2d(input, kernel); // refuses what does not fit
    const [, inChannels, kh, kw] = shape4(kernel);
    return tensorOf(outputShape(shape4(input), shape4(kernel)), ([n, o, y, x]) => {
      const around = { input, kernel, image: input[n], filter: kernel[o], n, o, y, x, kh, kw };
      let sum = 0;
      for (let c = 0; c < inChannels; c++) {
        for (let i = 0; i < kh; i++) {
          for (let j = 0; j < kw; j++) sum += term({ ...around, c, i, j });
        }
      }
      return sum;
    });
  };
}

/** The right output, with something done to it. */
export function after(change: (output: Tensor4, input: Tensor4, kernel: Tensor4) => unknown) {
  return (input: Tensor4, kernel: Tensor4) => change(myConv2d(input, kernel), input, kernel);
}

/** The right convolution of changed arguments; what does not fit is refused before. */
export function before(change: (input: Tensor4, kernel: Tensor4) => [Tensor4, Tensor4]) {
  return (input: Tensor4, kernel: Tensor4): Tensor4 => {
    myConv2d(input, kernel);
    return myConv2d(...change(input, kernel));
  };
}

/** Every element through a function, the nesting kept. */
export function eachElement<T>(tensor: Tensor4, change: (element: number) => T): T[][][][] {
  return tensor.map((block) => block.map((plane) => plane.map((row) => row.map(change))));
}

/** Every plane through a function. */
export function eachPlane<T>(tensor: Tensor4, change: (plane: number[][]) => T): T[][] {
  return tensor.map((block) => block.map(change));
}

export const transposed = (plane: number[][]): number[][] =>
  plane[0].map((_, x) => plane.map((row) => row[x]));

/** The first two axes exchanged: `[a, b, …]` to `[b, a, …]`. */
export const axesExchanged = (tensor: Tensor4): Tensor4 =>
  tensor[0].map((_, b) => tensor.map((block) => block[b]));

/** Rounded as a 16-bit float that keeps `bits` bits after the first one. */
export function rounded(value: number, bits: number): number {
  if (value === 0) return 0;
  const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - bits);
  return Math.round(value / unit) * unit;
}
