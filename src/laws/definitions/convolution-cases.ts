import fc from 'fast-check';
import { quarters, tensor4 } from '../arbitraries.ts';
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

/** A kernel that is larger than the image, either in rows or in columns. */
export function oversizedCases() {
  return fc
    .record({
      tooLarge: fc.constantFrom('rows' as const, 'columns' as const),
      small: fc.integer({ min: 1, max: 3 }),
      more: fc.integer({ min: 1, max: 2 }),
      other: fc.integer({ min: 1, max: 3 }),
    })
    .chain(({ tooLarge, small, more, other }) => {
      const sides = ([a, b]: [number, number]): [number, number] =>
        tooLarge === 'rows' ? [a, b] : [b, a];
      return fc.record({
        tooLarge: fc.constant(tooLarge),
        input: tensor4([1, 1, ...sides([small, other])], quarters()),
        kernel: tensor4([1, 1, ...sides([small + more, other])], quarters()),
      });
    });
}

/** Element by element. */
export function addTensors(a: Tensor4, b: Tensor4): Tensor4 {
  return tensorOf(shape4(a), ([n, c, y, x]) => a[n][c][y][x] + b[n][c][y][x]);
}

/** Every element times `factor`. */
export function scaleTensor(factor: number, tensor: Tensor4): Tensor4 {
  return tensorOf(shape4(tensor), ([n, c, y, x]) => factor * tensor[n][c][y][x]);
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
