import { conv2dBackward } from '../../../solutions/part2/conv2d-backward.ts';
import { after, before, byStep, flipped, times, wrong } from './backward.ts';
import { eachElement, eachPlane, rounded } from './loops.ts';

export const wrongWeights = [
  wrong(
    'the upstream gradient is ignored',
    before((input, kernel, upstream) => [input, kernel, eachElement(upstream, () => 1)]),
  ),
  wrong(
    'both gradients are averaged over the batch',
    after((right, input) => ({
      input: times(1 / input.length, right.input),
      kernel: times(1 / input.length, right.kernel),
    })),
  ),
  wrong(
    'the kernel’s gradient is averaged over the batch',
    after((right, input) => ({ ...right, kernel: times(1 / input.length, right.kernel) })),
  ),
  wrong(
    'the gradients go downhill already: a minus',
    after((right) => ({ input: times(-1, right.input), kernel: times(-1, right.kernel) })),
  ),
  wrong(
    'gradients of a bfloat16 (seven bits)',
    after((right) => ({ ...right, kernel: eachElement(right.kernel, (v) => rounded(v, 7)) })),
  ),
];

export const wrongPlaces = [
  wrong(
    'the kernel is flipped on the way back',
    after((right, input, kernel, upstream) => ({
      ...right,
      input: conv2dBackward(input, flipped(kernel), upstream).input,
    })),
  ),
  wrong(
    'only the last use of a pixel counts: = instead of +=',
    byStep((gradients, upstream, { n, o, y, x, c, i, j }, input, kernel) => {
      gradients.input[n][c][y + i][x + j] = upstream * kernel[o][c][i][j];
      gradients.kernel[o][c][i][j] += upstream * input[n][c][y + i][x + j];
    }),
  ),
  wrong(
    'only the last use of a weight counts: = instead of +=',
    byStep((gradients, upstream, { n, o, y, x, c, i, j }, input, kernel) => {
      gradients.input[n][c][y + i][x + j] += upstream * kernel[o][c][i][j];
      gradients.kernel[o][c][i][j] = upstream * input[n][c][y + i][x + j];
    }),
  ),
  wrong(
    'each gradient is multiplied with its own values',
    byStep((gradients, upstream, { n, o, y, x, c, i, j }, input, kernel) => {
      gradients.input[n][c][y + i][x + j] += upstream * input[n][c][y + i][x + j];
      gradients.kernel[o][c][i][j] += upstream * kernel[o][c][i][j];
    }),
  ),
  wrong(
    'i and j are left out: every pixel of a window is taken for its corner',
    byStep((gradients, upstream, { n, o, y, x, c, i, j }, input, kernel) => {
      gradients.input[n][c][y][x] += upstream * kernel[o][c][i][j];
      gradients.kernel[o][c][i][j] += upstream * input[n][c][y][x];
    }),
  ),
  wrong(
    'only the first input channel gets a gradient',
    byStep((gradients, upstream, { n, o, y, x, c, i, j }, input, kernel) => {
      if (c > 0) return;
      gradients.input[n][c][y + i][x + j] += upstream * kernel[o][c][i][j];
      gradients.kernel[o][c][i][j] += upstream * input[n][c][y + i][x + j];
    }),
  ),
  wrong(
    'the sum over the output channels is missing: only the last counts',
    after((right, input, kernel, upstream) => ({
      ...right,
      input: conv2dBackward(
        input,
        kernel.slice(-1),
        upstream.map((image) => image.slice(-1)),
      ).input,
    })),
  ),
  wrong(
    'the sum over the batch is missing: only the last image counts',
    after((right, input, kernel, upstream) => ({
      ...right,
      kernel: conv2dBackward(input.slice(-1), kernel, upstream.slice(-1)).kernel,
    })),
  ),
  wrong(
    'images share a gradient: it is not reset between them',
    after((right) => ({
      ...right,
      input: right.input.map((image, n) =>
        image.map((plane, c) =>
          plane.map((row, y) =>
            row.map((_, x) =>
              right.input.slice(0, n + 1).reduce((sum, other) => sum + other[c][y][x], 0),
            ),
          ),
        ),
      ),
    })),
  ),
  wrong(
    'the last row of the input gets no gradient',
    after((right) => ({
      ...right,
      input: eachPlane(right.input, (plane) =>
        plane.map((row, y) => (y === plane.length - 1 ? row.map(() => 0) : row)),
      ),
    })),
  ),
];
