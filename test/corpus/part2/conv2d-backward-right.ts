import { multiply, transpose } from 'mathjs';
import type * as reference from '../../../solutions/part2/conv2d-backward.ts';
import { myConv2d } from '../../../solutions/part2/conv2d.ts';
import type { Implementation } from '../implementation.ts';
import { axesExchanged, eachPlane, type Tensor4 } from './loops.ts';

type Gradients = reference.Conv2dGradients;

const range = (length: number) => Array.from({ length }, (_, i) => i);
const sum = (terms: number[]) => terms.reduce((a, b) => a + b, 0);
const zerosLike = (t: Tensor4): Tensor4 => eachPlane(t, (p) => p.map((row) => row.map(() => 0)));

const flipped = (tensor: Tensor4) =>
  eachPlane(tensor, (plane) => plane.toReversed().map((row) => row.toReversed()));

/** Seven loops, gathered: each gradient element asks where it was used. */
function gathered(input: Tensor4, kernel: Tensor4, upstream: Tensor4): Gradients {
  return {
    input: input.map((image, n) =>
      image.map((plane, c) =>
        plane.map((line, row) =>
          line.map((_, column) =>
            sum(
              kernel.flatMap((filter, o) =>
                filter[c].flatMap((weights, i) =>
                  weights.map((weight, j) => weight * (upstream[n][o][row - i]?.[column - j] ?? 0)),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
    kernel: kernel.map((filter, o) =>
      filter.map((plane, c) =>
        plane.map((weights, i) =>
          weights.map((_, j) =>
            sum(
              upstream.flatMap((image, n) =>
                image[o].flatMap((row, y) => row.map((g, x) => g * input[n][c][y + i][x + j])),
              ),
            ),
          ),
        ),
      ),
    ),
  };
}

/**
 * Two convolutions: the input's gradient is the full correlation of the padded upstream with the
 * flipped kernel; the kernel's gradient correlates the input with the upstream as a kernel.
 */
function twoConvolutions(input: Tensor4, kernel: Tensor4, upstream: Tensor4): Gradients {
  const [rows, columns] = [kernel[0][0].length - 1, kernel[0][0][0].length - 1];
  const padded = eachPlane(upstream, (plane) => {
    const side = range(columns).map(() => 0);
    const empty = range(rows).map(() => [...side, ...plane[0].map(() => 0), ...side]);
    return [...empty, ...plane.map((row) => [...side, ...row, ...side]), ...empty];
  });
  return {
    input: myConv2d(padded, axesExchanged(flipped(kernel))),
    kernel: axesExchanged(myConv2d(axesExchanged(input), axesExchanged(upstream))),
  };
}

/** Windows as rows: dW = gᵀ · windows, d(windows) = g · W, scattered back. */
function byMatrices(input: Tensor4, kernel: Tensor4, upstream: Tensor4): Gradients {
  const gradients = { input: zerosLike(input), kernel: zerosLike(kernel) };
  const [rows, columns] = [upstream[0][0].length, upstream[0][0][0].length];
  const places = range(rows).flatMap((y) => range(columns).map((x) => [y, x] as const));
  const taps = kernel[0].flatMap((plane, c) =>
    plane.flatMap((line, i) => line.map((_, j) => [c, i, j] as const)),
  );
  const weights = kernel.map((filter) => filter.flat(2));
  input.forEach((image, n) => {
    const flow = upstream[n].map((plane) => plane.flat()); // [out, places]
    const windows = places.map(([y, x]) => taps.map(([c, i, j]) => image[c][y + i][x + j]));
    const forKernel: number[][] = multiply(flow, windows); // [out, taps]
    const forWindows: number[][] = multiply(transpose(flow), weights); // [places, taps]
    taps.forEach(([c, i, j], t) => {
      forKernel.forEach((row, o) => (gradients.kernel[o][c][i][j] += row[t]));
      places.forEach(([y, x], p) => (gradients.input[n][c][y + i][x + j] += forWindows[p][t]));
    });
  });
  return gradients;
}

/** Float32 sums, rows that are Float32Arrays, the last term first. */
function float32(input: Tensor4, kernel: Tensor4, upstream: Tensor4) {
  const zeros = (tensor: Tensor4) =>
    eachPlane(tensor, (p) => p.map((r) => new Float32Array(r.length)));
  const gradients = { input: zeros(input), kernel: zeros(kernel) };
  for (let n = input.length - 1; n >= 0; n--)
    for (let o = kernel.length - 1; o >= 0; o--)
      for (let y = upstream[n][o].length - 1; y >= 0; y--)
        for (let x = upstream[n][o][y].length - 1; x >= 0; x--)
          for (let c = kernel[o].length - 1; c >= 0; c--)
            for (let i = kernel[o][c].length - 1; i >= 0; i--)
              for (let j = kernel[o][c][i].length - 1; j >= 0; j--) {
                const g = upstream[n][o][y][x];
                gradients.input[n][c][y + i][x + j] += g * kernel[o][c][i][j];
                gradients.kernel[o][c][i][j] += g * input[n][c][y + i][x + j];
              }
  return gradients;
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** Gradients with more to say, as an instance of a class. */
class Backward {
  readonly input: Tensor4;
  readonly kernel: Tensor4;
  readonly bias: number[];

  constructor(input: Tensor4, kernel: Tensor4, upstream: Tensor4) {
    this.input = gathered(input, kernel, upstream).input;
    this.kernel = gathered(input, kernel, upstream).kernel;
    this.bias = kernel.map((_, o) => sum(upstream.flatMap((image) => image[o].flat())));
  }
}

/** Image by image, added up: recursion over the batch. */
function recursive(input: Tensor4, kernel: Tensor4, upstream: Tensor4): Gradients {
  if (input.length === 1) return gathered(input, kernel, upstream);
  const first = recursive(input.slice(0, 1), kernel, upstream.slice(0, 1));
  const rest = recursive(input.slice(1), kernel, upstream.slice(1));
  return {
    input: [...first.input, ...rest.input],
    kernel: first.kernel.map((filter, o) =>
      filter.map((plane, c) =>
        plane.map((line, i) => line.map((v, j) => v + rest.kernel[o][c][i][j])),
      ),
    ),
  };
}

const right = (name: string, conv2dBackward: Function): Implementation<typeof reference> => ({
  name,
  module: { conv2dBackward },
});

export const rightBackwards: Implementation<typeof reference>[] = [
  right('products of matrices by mathjs', byMatrices),
  right('float32, last term first, typed rows', float32),
  right(
    'two convolutions, one with the flipped kernel; all frozen',
    (x: Tensor4, k: Tensor4, g: Tensor4) =>
      frozen(twoConvolutions(frozen(x), frozen(k), frozen(g))),
  ),
  right(
    'an instance of a class, with the bias’s gradient',
    (...given: [Tensor4, Tensor4, Tensor4]) => new Backward(...given),
  ),
  right('async, recursion over the batch', async (...given: [Tensor4, Tensor4, Tensor4]) =>
    recursive(...given),
  ),
];
