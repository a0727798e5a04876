import { imagesOf, randomWeights, type Image, type NetworkCase } from './cases.ts';
import { type ArchitectureLayer, layersOf, type ArchitectureName } from './architectures.ts';

/** What a mistaken reader of the architecture would do in its place. */
export interface ForwardRules {
  activation(layer: ArchitectureLayer, value: number, isLast: boolean): number;
  /** Of the four numbers under a pooling window. */
  pool(numbers: number[]): number;
  /** What becomes of the logits. */
  output(logits: number[]): number[];
}

const definition: ForwardRules = {
  activation: (layer, value) =>
    layer.kind !== 'pooling' && layer.relu ? Math.max(0, value) : value,
  pool: (numbers) => Math.max(...numbers),
  output: (logits) => logits,
};

/**
 * The logits of one image, by the definition, in float64.
 *
 * @param weights - in the order of the layers, of each the kernel first.
 */
export function forwardOf(
  name: ArchitectureName,
  weights: readonly unknown[],
  image: Image,
  classes: number,
  rules: Partial<ForwardRules> = {},
): number[] {
  const { activation, pool, output } = { ...definition, ...rules };
  const queue = [...weights];
  const layers = layersOf(name, classes);
  let value: Image = image;
  for (const [i, layer] of layers.entries()) {
    const isLast = i === layers.length - 1;
    const activated = (row: number[]) => row.map((x) => activation(layer, x, isLast));
    if (layer.kind === 'pooling') {
      value = pooled(value, pool);
    } else if (layer.kind === 'convolution') {
      const [kernel, bias] = [queue.shift() as number[][][][], queue.shift() as number[]];
      value = convolved(value, kernel, bias).map((row) => row.map(activated));
    } else {
      const kernel = queue.shift() as number[][];
      const bias = layer.bias ? (queue.shift() as number[]) : kernel[0].map(() => 0);
      value = [[activated(multiplied(value.flat(2), kernel, bias))]];
    }
  }
  return output(value[0][0]);
}

/** The logits of a case's two random images, with its random weights: `[2, classes]`. */
export function logitsByDefinition(
  given: NetworkCase,
  rules: Partial<ForwardRules> = {},
): number[][] {
  const { name, imageShape, classes, seed } = given;
  const weights = randomWeights(given);
  return imagesOf(imageShape, 2, seed).map((image) =>
    forwardOf(name, weights, image, classes, rules),
  );
}

/** @param kernel - `[rows, columns, channels, filters]` */
function convolved(image: Image, kernel: number[][][][], bias: number[]): Image {
  const rows = image.length - kernel.length + 1;
  const columns = image[0].length - kernel[0].length + 1;
  return Array.from({ length: rows }, (_, y) =>
    Array.from({ length: columns }, (_, x) => {
      const sums = [...bias];
      kernel.forEach((kernelRow, i) =>
        kernelRow.forEach((cell, j) =>
          cell.forEach((filters, c) => {
            const pixel = image[y + i][x + j][c];
            for (let f = 0; f < sums.length; f++) sums[f] += pixel * filters[f];
          }),
        ),
      );
      return sums;
    }),
  );
}

function pooled(image: Image, pool: (numbers: number[]) => number): Image {
  return Array.from({ length: Math.floor(image.length / 2) }, (_, y) =>
    Array.from({ length: Math.floor(image[0].length / 2) }, (_, x) => {
      const corner = image[2 * y][2 * x];
      return corner.map((_, c) =>
        pool([
          corner[c],
          image[2 * y][2 * x + 1][c],
          image[2 * y + 1][2 * x][c],
          image[2 * y + 1][2 * x + 1][c],
        ]),
      );
    }),
  );
}

/** @param kernel - `[inputs, units]` */
function multiplied(inputs: number[], kernel: number[][], bias: number[]): number[] {
  const sums = [...bias];
  inputs.forEach((input, i) => {
    for (let k = 0; k < sums.length; k++) sums[k] += input * kernel[i][k];
  });
  return sums;
}
