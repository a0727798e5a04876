import { multiply } from 'mathjs';
import type * as reference from '../../../solutions/part2/conv2d.ts';
import type { Implementation } from '../implementation.ts';
import type { Tensor4 } from './loops.ts';

type Plane = number[][];
type Image = Plane[];

/** Its own error, its own words. */
class ConvolutionShapeError extends TypeError {
  override name = 'ConvolutionShapeError';
}

/** The sizes of a case that fits: `[rows, columns]` of the output. */
function fit(input: Tensor4, kernel: Tensor4): [number, number] {
  const [channels, wanted] = [input[0].length, kernel[0].length];
  if (channels !== wanted) throw new Error(`expected ${wanted} channels but got ${channels}`);
  const [h, w] = [input[0][0].length, input[0][0][0].length];
  const [kh, kw] = [kernel[0][0].length, kernel[0][0][0].length];
  if (kh > h || kw > w) throw new Error(`kernel ${kh}x${kw} larger than image ${h}x${w}`);
  return [h - kh + 1, w - kw + 1];
}

const range = (length: number) => [...Array(length).keys()];
const zeros = (rows: number, columns: number): Plane =>
  range(rows).map(() => range(columns).map(() => 0));

function plainLoops(input: Tensor4, kernel: Tensor4): Tensor4 {
  const [rows, columns] = fit(input, kernel);
  const output: Tensor4 = [];
  for (let n = 0; n < input.length; n++) {
    output[n] = [];
    for (let o = 0; o < kernel.length; o++) {
      output[n][o] = [];
      for (let y = 0; y < rows; y++) {
        output[n][o][y] = [];
        for (let x = 0; x < columns; x++) {
          output[n][o][y][x] = 0;
          for (let c = 0; c < kernel[o].length; c++)
            for (let i = 0; i < kernel[o][c].length; i++)
              for (let j = 0; j < kernel[o][c][i].length; j++)
                output[n][o][y][x] += kernel[o][c][i][j] * input[n][c][y + i][x + j];
        }
      }
    }
  }
  return output;
}

type Nested = number | Nested[];

function recursive(input: Tensor4, kernel: Tensor4): Tensor4 {
  const [rows, columns] = fit(input, kernel);
  const dot = (a: Nested, b: Nested): number => {
    if (!Array.isArray(a) || !Array.isArray(b)) return Number(a) * Number(b);
    const [[first, ...rest], [other, ...others]] = [a, b];
    return dot(first, other) + (rest.length === 0 ? 0 : dot(rest, others));
  };
  const build = <T>(length: number, make: (i: number) => T): T[] =>
    length === 0 ? [] : [...build(length - 1, make), make(length - 1)];
  return input.map((image) =>
    kernel.map((filter) =>
      build(rows, (y) =>
        build(columns, (x) =>
          dot(
            image.map((plane) =>
              plane
                .slice(y, y + filter[0].length)
                .map((row) => row.slice(x, x + filter[0][0].length)),
            ),
            filter,
          ),
        ),
      ),
    ),
  );
}

/** Windows as columns of a matrix, the kernels as rows of another: one product of matrices. */
function windowsAsColumns(input: Tensor4, kernel: Tensor4): Tensor4 {
  const [rows, columns] = fit(input, kernel);
  const weights = kernel.map((filter) => filter.flat(2));
  return input.map((image) => {
    const windows = kernel[0].flatMap((plane, c) =>
      plane.flatMap((row, i) =>
        row.map((_, j) =>
          range(rows).flatMap((y) => range(columns).map((x) => image[c][y + i][x + j])),
        ),
      ),
    );
    const product: number[][] = multiply(weights, windows);
    return product.map((flat) =>
      range(rows).map((y) => flat.slice(y * columns, (y + 1) * columns)),
    );
  });
}

/** Flat memory, index arithmetic, float32 sums; rows that are typed arrays. */
function flatFloat32(input: Tensor4, kernel: Tensor4) {
  const [rows, columns] = fit(input, kernel);
  const width = input[0][0][0].length;
  return input.map((image) =>
    kernel.map((filter) => {
      const output = new Float32Array(rows * columns);
      image.forEach((plane, c) => {
        const pixels = Float32Array.from(plane.flat());
        filter[c].forEach((row, i) =>
          row.forEach((weight, j) => {
            for (let p = 0; p < output.length; p++) {
              const at = (Math.floor(p / columns) + i) * width + (p % columns) + j;
              output[p] = Math.fround(output[p] + Math.fround(pixels[at] * weight));
            }
          }),
        );
      });
      return range(rows).map((y) => output.slice(y * columns, (y + 1) * columns));
    }),
  );
}

/** Kahan's summation, from the last term to the first. */
function backwardsWithCompensation(input: Tensor4, kernel: Tensor4): Tensor4 {
  const [rows, columns] = fit(input, kernel);
  const sumAt = (image: Image, filter: Image, y: number, x: number) => {
    let [sum, lost] = [0, 0];
    for (let c = filter.length - 1; c >= 0; c--) {
      for (let i = filter[c].length - 1; i >= 0; i--) {
        for (let j = filter[c][i].length - 1; j >= 0; j--) {
          const term = filter[c][i][j] * image[c][y + i][x + j] - lost;
          const next = sum + term;
          lost = next - sum - term;
          sum = next;
        }
      }
    }
    return sum;
  };
  return input.map((image) =>
    kernel.map((filter) =>
      range(rows).map((y) => range(columns).map((x) => sumAt(image, filter, y, x))),
    ),
  );
}

/** Every pixel is thrown into all outputs that read it. */
function scattered(input: Tensor4, kernel: Tensor4): Tensor4 {
  const [rows, columns] = fit(input, kernel);
  return input.map((image) =>
    kernel.map((filter) => {
      const output = zeros(rows, columns);
      image.forEach((plane, c) =>
        plane.forEach((line, row) =>
          line.forEach((pixel, column) =>
            filter[c].forEach((weights, i) =>
              weights.forEach((weight, j) => {
                const [y, x] = [row - i, column - j];
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

/** Classes, private fields, a generator; the arguments are frozen all the way down. */
class Convolution {
  readonly #kernel: Tensor4;

  constructor(kernel: Tensor4) {
    this.#kernel = deepFrozen(kernel);
  }

  apply(input: Tensor4): Tensor4 {
    const [rows, columns] = fit(deepFrozen(input), this.#kernel);
    return input.map((image) =>
      this.#kernel.map((filter) =>
        range(rows).map((y) =>
          range(columns).map((x) => {
            let sum = 0;
            for (const product of this.#products(image, filter, y, x)) sum += product;
            return sum;
          }),
        ),
      ),
    );
  }

  *#products(image: Image, filter: Image, y: number, x: number) {
    for (const [c, plane] of filter.entries()) {
      for (const [i, row] of plane.entries()) {
        for (const [j, weight] of row.entries()) yield weight * image[c][y + i][x + j];
      }
    }
  }
}

function deepFrozen<T>(value: T): T {
  if (Array.isArray(value)) value.forEach(deepFrozen);
  return Object.freeze(value);
}

/** Suspicious of everything, and its errors say so. */
function defensive(input: Tensor4, kernel: Tensor4): Tensor4 {
  for (const tensor of [input, kernel]) {
    const regular = tensor.every((block) => block.length === tensor[0].length);
    if (!regular || tensor.flat(3).some((value) => !Number.isFinite(value))) {
      throw new ConvolutionShapeError('regular arrays of finite numbers are wanted');
    }
  }
  const shape = (t: Tensor4) => [t.length, t[0].length, t[0][0].length, t[0][0][0].length];
  const [a, b] = [shape(input), shape(kernel)];
  if (a[1] !== b[1]) {
    throw new ConvolutionShapeError(`input [${a}] and kernel [${b}]: ${a[1]} channels ≠ ${b[1]}.`);
  }
  if (b[2] > a[2] || b[3] > a[3]) {
    throw new ConvolutionShapeError(`the kernel (${b[2]}, ${b[3]}) exceeds (${a[2]}, ${a[3]}).`);
  }
  return deepFrozen(plainLoops(structuredClone(input), structuredClone(kernel)));
}

const right = (name: string, myConv2d: Function): Implementation<typeof reference> => ({
  name,
  module: { myConv2d },
});

async function late(input: Tensor4, kernel: Tensor4): Promise<Tensor4> {
  await new Promise((resolve) => setImmediate(resolve));
  return plainLoops(input, kernel);
}

const withMore = { myConv2d: late, range, SIZE: 5, default: fit };

export const rightConvolutions: Implementation<typeof reference>[] = [
  right('recursion all the way', recursive),
  right('windows as columns, multiplied by mathjs', windowsAsColumns),
  right('float32 sums in flat memory, rows are Float32Arrays', flatFloat32),
  right('Kahan summation from the last term', backwardsWithCompensation),
  right('every pixel scattered', scattered),
  right('a class that freezes its arguments', (x: Tensor4, k: Tensor4) =>
    new Convolution(k).apply(x),
  ),
  right('defensive, with its own error, copies and a frozen result', defensive),
  { name: 'async, late, and with more exports than asked for', module: withMore },
];
