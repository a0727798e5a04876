import { multiply } from 'mathjs';
import type * as reference from '../../../solutions/part2/conv2d-options.ts';
import type { Implementation } from '../implementation.ts';
import type { Tensor4 } from './loops.ts';

type Options = reference.Conv2dOptions;
type Plane = number[][];

const range = (length: number) => Array.from({ length }, (_, i) => i);
const zeros = (rows: number, columns: number): Plane =>
  range(rows).map(() => range(columns).map(() => 0));

/** Refuses what does not fit; all sizes that are needed. */
function plan(input: Tensor4, kernel: Tensor4, options: Options = {}) {
  const { stride = [1, 1], padding = [0, 0], dilation = [1, 1], groups = 1 } = options;
  const [channels, run] = [input[0].length, kernel[0].length];
  if (channels !== run * groups || kernel.length % groups !== 0) {
    throw new Error(`${channels} channels, ${kernel.length}×${run} kernels in ${groups} groups`);
  }
  const sides = [input[0][0].length, input[0][0][0].length];
  const kernelSides = [kernel[0][0].length, kernel[0][0][0].length];
  const [rows, columns] = sides.map((side, axis) => {
    const free = side + 2 * padding[axis] - dilation[axis] * (kernelSides[axis] - 1) - 1;
    if (free < 0) throw new Error(`kernel ${kernelSides} does not fit in ${sides}: ${free}`);
    return Math.floor(free / stride[axis]) + 1;
  });
  const groupOf = (o: number) => Math.floor(o / (kernel.length / groups));
  return { stride, padding, dilation, groups, run, rows, columns, groupOf };
}

function padded(plane: Plane, [rows, columns]: [number, number]): Plane {
  const width = plane[0].length + 2 * columns;
  const output = zeros(plane.length + 2 * rows, width);
  plane.forEach((row, y) => row.forEach((v, x) => (output[y + rows][x + columns] = v)));
  return output;
}

/** Pads a copy, spreads a copy of the kernel, convolves plainly, keeps every s-th. */
function stepByStep(input: Tensor4, kernel: Tensor4, options?: Options): Tensor4 {
  const { stride, padding, dilation, run, groupOf } = plan(input, kernel, options);
  const spread = (plane: Plane) => {
    const output = zeros(
      (plane.length - 1) * dilation[0] + 1,
      (plane[0].length - 1) * dilation[1] + 1,
    );
    plane.forEach((row, i) =>
      row.forEach((v, j) => (output[i * dilation[0]][j * dilation[1]] = v)),
    );
    return output;
  };
  const plain = (a: Plane, b: Plane) =>
    a
      .slice(0, a.length - b.length + 1)
      .map((row, y) =>
        row
          .slice(0, row.length - b[0].length + 1)
          .map((_, x) =>
            b.reduce((s, line, i) => line.reduce((t, w, j) => t + w * a[y + i][x + j], s), 0),
          ),
      );
  return input.map((image) =>
    kernel.map((filter, o) =>
      filter
        .map((plane, c) => plain(padded(image[groupOf(o) * run + c], padding), spread(plane)))
        .reduce((a, b) => a.map((row, y) => row.map((v, x) => v + b[y][x])))
        .filter((_, y) => y % stride[0] === 0)
        .map((row) => row.filter((_, x) => x % stride[1] === 0)),
    ),
  );
}

/** A matrix of windows per group, one product each, Float64Array rows. */
function windowsAsMatrix(input: Tensor4, kernel: Tensor4, options?: Options) {
  const { stride, padding, dilation, run, rows, columns, groupOf } = plan(input, kernel, options);
  return input.map((image) => {
    const planes = image.map((plane) => padded(plane, padding));
    return kernel.map((filter, o) => {
      const windows = range(rows * columns).map((p) =>
        filter.flatMap((plane, c) =>
          plane.flatMap((line, i) =>
            line.map((_, j) => {
              const y = Math.floor(p / columns) * stride[0] + i * dilation[0];
              const x = (p % columns) * stride[1] + j * dilation[1];
              return planes[groupOf(o) * run + c][y][x];
            }),
          ),
        ),
      );
      const flat: number[] = multiply(windows, filter.flat(2));
      return range(rows).map((y) => Float64Array.from(flat.slice(y * columns, (y + 1) * columns)));
    });
  });
}

/** Frozen arguments, options with defaults by hand, float32 sums from the last term. */
function frozenBackwards(input: Tensor4, kernel: Tensor4, options?: Options): Tensor4 {
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  };
  [input, kernel, options].forEach(freeze);
  const { stride, padding, dilation, run, rows, columns, groupOf } = plan(input, kernel, options);
  const output: Tensor4 = input.map(() => kernel.map(() => zeros(rows, columns)));
  for (let n = input.length; n-- > 0;)
    for (let o = kernel.length; o-- > 0;)
      for (let y = rows; y-- > 0;)
        for (let x = columns; x-- > 0;)
          for (let c = run; c-- > 0;)
            for (let i = kernel[o][c].length; i-- > 0;)
              for (let j = kernel[o][c][i].length; j-- > 0;) {
                const row = y * stride[0] + i * dilation[0] - padding[0];
                const column = x * stride[1] + j * dilation[1] - padding[1];
                const pixel = input[n][groupOf(o) * run + c][row]?.[column] ?? 0;
                output[n][o][y][x] = Math.fround(output[n][o][y][x] + pixel * kernel[o][c][i][j]);
              }
  return output;
}

/** From the pixels' side: which output, if any, does this pixel meet this weight in? */
function pixelByPixel(input: Tensor4, kernel: Tensor4, options?: Options): Tensor4 {
  const { stride, padding, dilation, run, rows, columns, groupOf } = plan(input, kernel, options);
  return input.map((image) =>
    kernel.map((filter, o) => {
      const output = zeros(rows, columns);
      filter.forEach((plane, c) =>
        plane.forEach((line, i) =>
          line.forEach((weight, j) =>
            image[groupOf(o) * run + c].forEach((pixels, row) =>
              pixels.forEach((pixel, column) => {
                const y = (row + padding[0] - i * dilation[0]) / stride[0];
                const x = (column + padding[1] - j * dilation[1]) / stride[1];
                if (y in output && x in output[y]) output[y][x] += pixel * weight;
              }),
            ),
          ),
        ),
      );
      return output;
    }),
  );
}

const right = (name: string, conv2d: Function): Implementation<typeof reference> => ({
  name,
  module: { conv2d },
});

export const rightOptions: Implementation<typeof reference>[] = [
  right('pad, spread, convolve, subsample', stepByStep),
  right('a matrix of windows; Float64Array rows', windowsAsMatrix),
  right('frozen arguments, float32, last term first', frozenBackwards),
  right(
    'from the pixels’ side, options through a class',
    (x: Tensor4, k: Tensor4, options?: Options) => pixelByPixel(x, k, new AllOptions(options)),
  ),
];

class AllOptions {
  stride: [number, number] = [1, 1];
  padding: [number, number] = [0, 0];
  dilation: [number, number] = [1, 1];
  groups = 1;

  constructor(given: Options = {}) {
    Object.assign(this, given);
  }
}
