import fc from 'fast-check';
import { quarters, tensor4 } from '../../arbitraries.ts';
import { shape4, tensorOf, type Tensor4 } from './convolution.ts';

export interface ConvolutionCase {
  /** `[batch, in_channels, height, width]` */
  input: Tensor4;
  /** `[out_channels, in_channels, kernel_height, kernel_width]` */
  kernel: Tensor4;
}

type Range = readonly [number, number];

interface Ranges {
  batch?: Range;
  inChannels?: Range;
  outChannels?: Range;
  /** How many more rows than the kernel the image has; columns likewise, drawn apart. */
  extra?: Range;
}

const between = ([min, max]: Range) => fc.integer({ min, max });

/**
 * Shapes that fit each other, small enough to read. Height and width, kernel rows and columns and
 * the channel counts are drawn apart, so that an exchanged pair of axes shows.
 */
export function convolutionShapes({
  batch = [1, 2],
  inChannels = [1, 3],
  outChannels = [1, 3],
  extra = [0, 3],
}: Ranges = {}) {
  const kernelSide = between([1, 3]);
  return fc
    .tuple(
      between(batch),
      between(inChannels),
      between(outChannels),
      fc.tuple(kernelSide, kernelSide),
      fc.tuple(between(extra), between(extra)),
    )
    .map(([n, cIn, cOut, [kh, kw], [moreRows, moreColumns]]) => ({
      input: [n, cIn, kh + moreRows, kw + moreColumns] as const,
      kernel: [cOut, cIn, kh, kw] as const,
    }));
}

/** Inputs and kernels of such shapes, filled with short numbers. */
export function convolutionCases(ranges: Ranges = {}): fc.Arbitrary<ConvolutionCase> {
  return convolutionShapes(ranges).chain(({ input, kernel }) =>
    fc.record({ input: tensor4(input, quarters()), kernel: tensor4(kernel, quarters()) }),
  );
}

/** A case, and a second input or kernel of the same shape, to be added with a factor. */
export function linearCases(pick: (given: ConvolutionCase) => Tensor4) {
  return convolutionCases().chain((given) =>
    fc.record({
      input: fc.constant(given.input),
      kernel: fc.constant(given.kernel),
      other: tensor4(shape4(pick(given)), quarters()),
      factor: quarters(),
    }),
  );
}

/** A kernel with more rows than the image, more columns, or both; `tooLarge` says which. */
export function oversizedCases(): fc.Arbitrary<ConvolutionCase & { tooLarge: 'rows' | 'columns' }> {
  const side = fc.integer({ min: 1, max: 3 });
  return fc
    .record({ small: side, more: fc.integer({ min: 1, max: 2 }), other: side, otherKernel: side })
    .chain(({ small, more, other, otherKernel }) =>
      fc.constantFrom('rows' as const, 'columns' as const).chain((tooLarge) => {
        const sides = (a: number, b: number): [number, number] =>
          tooLarge === 'rows' ? [a, b] : [b, a];
        return fc.record({
          input: tensor4([1, 1, ...sides(small, other)], quarters()),
          kernel: tensor4([1, 1, ...sides(small + more, otherKernel)], quarters()),
          tooLarge: fc.constant(tooLarge),
        });
      }),
    )
    .filter(({ input, kernel, tooLarge }) =>
      // Where both sides are too large the error may name either: the other one fits here.
      tooLarge === 'rows'
        ? kernel[0][0][0].length <= input[0][0][0].length
        : kernel[0][0].length <= input[0][0].length,
    );
}

/** Images under a 1×1 kernel of 1: the output equals the input, and must not be the input. */
export function onesKernelCases(): fc.Arbitrary<ConvolutionCase> {
  return convolutionShapes({ inChannels: [1, 1], outChannels: [1, 2] }).chain(
    ({ input, kernel: [outChannels] }) =>
      fc.record({
        input: tensor4(input, quarters()),
        kernel: fc.constant(tensorOf([outChannels, 1, 1, 1], () => 1)),
      }),
  );
}

/**
 * A few cases of another size: more images, channels and rows than the drawn ones, and numbers up to
 * 50 in steps of 1/64. Sums stay below 2²⁴/256, so they are exact in float32, and in no smaller type.
 */
export function largeCases(): fc.Arbitrary<ConvolutionCase> {
  const fine = fc.integer({ min: -3200, max: 3200 }).map((n) => n / 64);
  return fc.record({
    input: fc.noShrink(tensor4([4, 5, 9, 8], fine)),
    kernel: fc.noShrink(tensor4([6, 5, 4, 3], quarters())),
  });
}

/** Element by element. */
export function addTensors(a: Tensor4, b: Tensor4): Tensor4 {
  return tensorOf(shape4(a), ([n, c, y, x]) => a[n][c][y][x] + b[n][c][y][x]);
}

/** Every element changed by `change`. */
export function mapTensor(tensor: Tensor4, change: (value: number) => number): Tensor4 {
  return tensorOf(shape4(tensor), ([n, c, y, x]) => change(tensor[n][c][y][x]));
}

/** Every element times `factor`. */
export function scaleTensor(factor: number, tensor: Tensor4): Tensor4 {
  return mapTensor(tensor, (value) => factor * value);
}

/** Each plane turned upside down and mirrored: the kernel of a mathematician's convolution. */
export function flipKernel(kernel: Tensor4): Tensor4 {
  return kernel.map((filter) =>
    filter.map((plane) => plane.toReversed().map((row) => row.toReversed())),
  );
}

/** Each plane with rows and columns exchanged, as one that mixes up its indices would read it. */
export function transposePlanes(tensor: Tensor4): Tensor4 {
  return tensor.map((block) =>
    block.map((plane) => plane[0].map((_, x) => plane.map((row) => row[x]))),
  );
}
