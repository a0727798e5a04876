import type { Suspect } from '../law.ts';
import { correlate } from './convolution.ts';
import {
  flipKernel,
  scaleTensor,
  transposePlanes,
  type ConvolutionCase,
} from './convolution-cases.ts';

/** What students get wrong in a plain convolution, as what it computes. */
export const convolutionMistakes: Suspect<ConvolutionCase>[] = [
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
];
