import fc from 'fast-check';
import * as subject from '#kata/part2/conv2d';
import { quarters, tensor4 } from '#src/laws/arbitraries';
import { workingLaw } from '#src/laws/definitions/at-work';
import {
  correlate,
  shape4,
  tensorOf,
  type Tensor4,
} from '#src/laws/definitions/convolution/convolution';
import {
  addTensors,
  convolutionCases,
  convolutionShapes,
  largeCases,
  linearCases,
  scaleTensor,
  type ConvolutionCase,
} from '#src/laws/definitions/convolution/cases';
import { convolutionWork } from '#src/laws/definitions/convolution/work';
import { hasShape } from '#src/laws/expectations';
import { convolutionMistakes as suspects } from '#src/laws/definitions/convolution/mistakes';
import {
  plainConvolutions,
  type RecordedConvolution,
} from '#src/laws/definitions/convolution/recorded';
import { law } from '#src/laws/law';
import { call } from '#src/laws/subject';

/** Copies go in, so that a program that writes to its arguments is told so by its own law. */
const convolve = (input: Tensor4, kernel: Tensor4) =>
  call(subject, 'myConv2d', structuredClone(input), structuredClone(kernel));

const working = convolutionWork(convolve);

const rotated = <T>(list: T[]): T[] => [...list.slice(1), list[0]];

const shiftedDown = (images: Tensor4): Tensor4 =>
  images.map((image) => image.map((plane) => [plane[0].map(() => 0), ...plane.slice(0, -1)]));

const interior = (output: Tensor4): Tensor4 =>
  output.map((image) => image.map((plane) => plane.slice(1)));

workingLaw(working, {
  task: '2.1',
  claim: 'the output is [batch, out, H−kh+1, W−kw+1]',
  points: 2,
  given: convolutionCases(),
  async check({ input, kernel }: ConvolutionCase) {
    const [batch, , height, width] = shape4(input);
    const [outChannels, , kernelHeight, kernelWidth] = shape4(kernel);
    hasShape(await convolve(input, kernel), [
      batch,
      outChannels,
      height - kernelHeight + 1,
      width - kernelWidth + 1,
    ]);
  },
  why: 'A window of kh rows can start at rows 0 … H−kh of the image, which are H−kh+1 places; the same for columns. Every image meets every kernel once.',
  look: 'katas/part2/README.md, "The shape of the output".',
});

law({
  task: '2.1',
  claim: 'a kernel with a single 1 copies its window',
  points: 3,
  given: convolutionShapes().chain(({ input: [, , height, width], kernel: [, , kh, kw] }) =>
    fc.record({
      input: tensor4([1, 1, height, width], quarters()),
      kernel: fc
        .record({ i: fc.nat(kh - 1), j: fc.nat(kw - 1) })
        .map(({ i, j }) => tensorOf([1, 1, kh, kw], ([, , y, x]) => (y === i && x === j ? 1 : 0))),
    }),
  ),
  got: ({ input, kernel }) => convolve(input, kernel),
  wanted({ input, kernel }) {
    const i = kernel[0][0].findIndex((row) => row.includes(1));
    const j = kernel[0][0][i].indexOf(1);
    const [, , height, width] = shape4(input);
    const [, , kh, kw] = shape4(kernel);
    return tensorOf(
      [1, 1, height - kh + 1, width - kw + 1],
      ([, , y, x]) => input[0][0][y + i][x + j],
    );
  },
  suspects,
  why: 'output[y][x] reads input[y+i][x+j]·kernel[i][j], so a lone 1 at [i][j] copies the input shifted by (i, j).',
  look: 'katas/part2/README.md, "Not flipped".',
});

law({
  task: '2.1',
  claim: 'a 1×1 kernel mixes channels pixel by pixel',
  points: 2,
  given: convolutionShapes({ batch: [1, 1] }).chain(
    ({ input, kernel: [outChannels, inChannels] }) =>
      fc.record({
        input: tensor4(input, quarters()),
        kernel: tensor4([outChannels, inChannels, 1, 1], quarters()),
      }),
  ),
  got: ({ input, kernel }) => convolve(input, kernel),
  wanted({ input, kernel }) {
    const [batch, , height, width] = shape4(input);
    return tensorOf([batch, kernel.length, height, width], ([n, o, y, x]) =>
      input[n].reduce((sum, channel, c) => sum + channel[y][x] * kernel[o][c][0][0], 0),
    );
  },
  suspects,
  why: 'With one row and one column in the kernel, only the sum over channels is left: each pixel is multiplied by the matrix kernel[o][c].',
  look: 'katas/part2/README.md, "Channels".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'every image of a batch is convolved on its own',
  points: 2,
  given: convolutionCases({ batch: [2, 3] }),
  got: ({ input, kernel }) => convolve(input, kernel),
  async wanted({ input, kernel }) {
    const alone: Tensor4 = [];
    for (const image of input) alone.push((await convolve([image], kernel))[0]);
    return alone;
  },
  suspects,
  why: 'The batch only stacks independent images: nothing is summed, averaged or shared across it.',
  look: 'katas/part2/README.md, "Batch".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'input channels add up',
  points: 2,
  given: convolutionCases({ inChannels: [2, 3] }),
  got: ({ input, kernel }) => convolve(input, kernel),
  async wanted({ input, kernel }) {
    const terms: Tensor4[] = [];
    for (let c = 0; c < kernel[0].length; c++) {
      const oneChannel = (tensor: Tensor4) => tensor.map((block) => [block[c]]);
      terms.push(await convolve(oneChannel(input), oneChannel(kernel)));
    }
    return terms.reduce(addTensors);
  },
  suspects,
  why: 'The sum of the definition runs over channels too, so convolving channel by channel and adding the results gives the same.',
  look: 'katas/part2/README.md, "Channels".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'output channel o is made by kernel o alone',
  points: 1,
  given: convolutionCases({ outChannels: [2, 3] }),
  got: ({ input, kernel }) => convolve(input, rotated(kernel)),
  wanted: async ({ input, kernel }) => (await convolve(input, kernel)).map(rotated),
  why: 'Each kernel makes one output channel. So the same kernels in another order give the same channels in that order; here the first kernel was moved to the end.',
  look: 'katas/part2/README.md, "Channels".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'shifting the image shifts the output',
  points: 2,
  given: convolutionCases({ extra: [1, 3] }),
  got: async ({ input, kernel }) => interior(await convolve(shiftedDown(input), kernel)),
  wanted: async ({ input, kernel }) => {
    const output = await convolve(input, kernel);
    return output.map((image) => image.map((plane) => plane.slice(0, -1)));
  },
  why: 'The same kernel is used at every place (shared weights). An image moved down by one row, with a row of zeros above, gives the same output one row lower; shown without its first row.',
  look: 'katas/part2/README.md, "The definition".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'it is linear in the input',
  points: 1,
  given: linearCases(({ input }) => input),
  got: ({ input, kernel, other, factor }) =>
    convolve(addTensors(scaleTensor(factor, input), other), kernel),
  wanted: async ({ input, kernel, other, factor }) =>
    addTensors(scaleTensor(factor, await convolve(input, kernel)), await convolve(other, kernel)),
  why: 'A convolution is a sum of products, so conv(a·x + y, k) = a·conv(x, k) + conv(y, k). An activation, a bias or a clipped value would break it.',
  look: 'katas/part2/README.md, "The definition".',
});

workingLaw(working, {
  task: '2.1',
  claim: 'it is linear in the kernel',
  points: 1,
  given: linearCases(({ kernel }) => kernel),
  got: ({ input, kernel, other, factor }) =>
    convolve(input, addTensors(scaleTensor(factor, kernel), other)),
  wanted: async ({ input, kernel, other, factor }) =>
    addTensors(scaleTensor(factor, await convolve(input, kernel)), await convolve(input, other)),
  why: 'A convolution is a sum of products, so conv(x, a·k + l) = a·conv(x, k) + conv(x, l). A kernel normalised by its sum would break it.',
  look: 'katas/part2/README.md, "The definition".',
});

law({
  task: '2.1',
  claim: 'it equals the sum of the definition',
  points: 5,
  draws: 100,
  given: convolutionCases({ batch: [1, 3] }),
  got: ({ input, kernel }) => convolve(input, kernel),
  wanted: ({ input, kernel }) => correlate(input, kernel),
  suspects,
  why: 'output[n][o][y][x] = Σ over c, i, j of input[n][c][y+i][x+j] · kernel[o][c][i][j], for every element.',
  look: 'katas/part2/README.md, "The definition".',
});

law<RecordedConvolution>({
  task: '2.1',
  claim: 'it gives what PyTorch gave',
  points: 1,
  given: fc.constantFrom(...plainConvolutions),
  examples: plainConvolutions,
  draws: 0,
  show: ({ input, kernel }) => ({ input, kernel }),
  got: ({ input, kernel }) => convolve(input, kernel),
  wanted: ({ output }) => output,
  suspects,
  why: 'These outputs were recorded from torch.nn.functional.conv2d.',
  look: 'katas/part2/README.md, "The definition".',
});

law({
  task: '2.1',
  claim: 'larger images, batches and numbers are no different',
  points: 1,
  given: largeCases(),
  draws: 2,
  show: () => ({ input: 'numbers of shape 4×5×9×8', kernel: 'numbers of shape 6×5×4×3' }),
  got: ({ input, kernel }) => convolve(input, kernel),
  wanted: ({ input, kernel }) => correlate(input, kernel),
  suspects,
  why: 'The definition knows no size and no range: nothing is rounded, clipped, or fixed to a number of channels.',
  look: 'the constants in your code: is one of them a size?',
});
