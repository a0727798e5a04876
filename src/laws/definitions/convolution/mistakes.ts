import type { Suspect } from '../../law.ts';
import { correlate } from './convolution.ts';
import {
  flipKernel,
  mapTensor,
  scaleTensor,
  transposePlanes,
  type ConvolutionCase,
} from './cases.ts';

/** What students get wrong in a plain convolution, as what it computes. */
export const convolutionMistakes: Suspect<ConvolutionCase>[] = [
  {
    says: 'Yours is upside down: are the rows of the kernel reversed? The kernel is laid on as it is.',
    as: ({ input, kernel }) =>
      correlate(
        input,
        kernel.map((filter) => filter.map((plane) => plane.toReversed())),
      ),
  },
  {
    says: 'Yours has left and right exchanged: are the columns of the kernel reversed?',
    as: ({ input, kernel }) =>
      correlate(
        input,
        kernel.map((filter) => filter.map((plane) => plane.map((row) => row.toReversed()))),
      ),
  },
  {
    says: 'Yours is mirrored: is the kernel flipped? Deep-learning "convolution" does not flip it.',
    as: ({ input, kernel }) => correlate(input, flipKernel(kernel)),
  },
  {
    says: 'Yours is what a kernel with rows and columns swapped would give: are i and j exchanged?',
    as: ({ input, kernel }) => correlate(input, transposePlanes(kernel)),
  },
  {
    says: 'Yours is the mean of the products, where their sum is wanted.',
    as: ({ input, kernel }) =>
      scaleTensor(
        1 / (kernel[0].length * kernel[0][0].length * kernel[0][0][0].length),
        correlate(input, kernel),
      ),
  },
  {
    says: 'Yours reads only the first input channel: the sum runs over all of them.',
    as: ({ input, kernel }) =>
      correlate(
        input.map((image) => image.slice(0, 1)),
        kernel.map((filter) => filter.slice(0, 1)),
      ),
  },
  {
    says: 'Yours uses the kernel of output channel 0 for every output channel.',
    as: ({ input, kernel }) =>
      correlate(
        input,
        kernel.map(() => kernel[0]),
      ),
  },
  {
    says: 'Yours returns the first image of the batch for every image.',
    as: ({ input, kernel }) =>
      correlate(
        input.map(() => input[0]),
        kernel,
      ),
  },
  {
    says: 'Yours keeps only the last input channel: each channel must be added to the sum, not replace it.',
    as: ({ input, kernel }) =>
      correlate(
        input.map((image) => image.slice(-1)),
        kernel.map((filter) => filter.slice(-1)),
      ),
  },
  {
    says: 'Yours is never negative: a convolution has no activation in it.',
    as: ({ input, kernel }) => mapTensor(correlate(input, kernel), (value) => Math.max(0, value)),
  },
  {
    says: 'Yours is rounded to whole numbers: a convolution rounds nothing.',
    as: ({ input, kernel }) => mapTensor(correlate(input, kernel), Math.round),
  },
  {
    says: 'Yours carries the sum on from the place before: begin at 0 for each output element.',
    as: ({ input, kernel }) => correlate(input, kernel).map((image) => image.map(carriedOn)),
  },
  {
    says: 'Yours carries the sum on along each row: begin at 0 for each output element.',
    as: ({ input, kernel }) =>
      correlate(input, kernel).map((image) =>
        image.map((plane) => plane.map((row) => carriedOn([row])[0])),
      ),
  },
  {
    says: 'Yours reads the same corner of the image at every place: the window moves with y and x.',
    as: ({ input, kernel }) =>
      correlate(input, kernel).map((image) =>
        image.map((plane) => plane.map((row) => row.map(() => plane[0][0]))),
      ),
  },
];

/** Each element plus all before it, in reading order. */
function carriedOn(plane: number[][]): number[][] {
  let sum = 0;
  return plane.map((row) => row.map((value) => (sum += value)));
}
