/** A layer of one of the five architectures. Convolutions have stride 1, poolings 2×2 stride 2. */
export type ArchitectureLayer =
  | { kind: 'dense'; units: number; relu: boolean; bias: boolean }
  | { kind: 'convolution'; kernel: number; filters: number; relu: boolean }
  | { kind: 'pooling' };

const dense = (units: number): ArchitectureLayer => ({
  kind: 'dense',
  units,
  relu: true,
  bias: true,
});
const convolution = (kernel: number, filters: number, relu = true): ArchitectureLayer => ({
  kind: 'convolution',
  kernel,
  filters,
  relu,
});
const pooling: ArchitectureLayer = { kind: 'pooling' };

/** The five architectures of parts 3, 4 and 5, without the last layer, which gives the logits. */
const architectures = {
  mlp_1: [dense(32)],
  mlp_2: [dense(32), { kind: 'dense', units: 64, relu: false, bias: false }],
  cnn_3: [convolution(3, 16), convolution(5, 8), pooling, convolution(7, 16, false), pooling],
  cnn_4: [
    convolution(3, 16),
    convolution(3, 8),
    convolution(5, 16),
    pooling,
    convolution(5, 16),
    pooling,
  ],
  cnn_5: [
    convolution(3, 8),
    convolution(3, 16),
    convolution(3, 8),
    convolution(3, 16),
    pooling,
    convolution(3, 16),
    convolution(3, 8),
    pooling,
  ],
} as const satisfies Record<string, readonly ArchitectureLayer[]>;

export type ArchitectureName = keyof typeof architectures;

export const architectureNames = Object.keys(architectures) as ArchitectureName[];

export type ImageShape = [height: number, width: number, channels: number];

/** All layers, the last one included. */
export function layersOf(name: ArchitectureName, classes: number): readonly ArchitectureLayer[] {
  return [...architectures[name], { kind: 'dense', units: classes, relu: false, bias: true }];
}

/** The shapes of all weights, in the order of the layers, of each the kernel first. */
export function weightShapes(
  name: ArchitectureName,
  [height, width, channels]: ImageShape,
  classes: number,
): number[][] {
  const shapes: number[][] = [];
  let [rows, columns, depth] = [height, width, channels];
  for (const layer of layersOf(name, classes)) {
    if (layer.kind === 'pooling') {
      [rows, columns] = [Math.floor(rows / 2), Math.floor(columns / 2)];
    } else if (layer.kind === 'convolution') {
      shapes.push([layer.kernel, layer.kernel, depth, layer.filters], [layer.filters]);
      [rows, columns, depth] = [rows - layer.kernel + 1, columns - layer.kernel + 1, layer.filters];
    } else {
      shapes.push([rows * columns * depth, layer.units]);
      if (layer.bias) shapes.push([layer.units]);
      [rows, columns, depth] = [1, 1, layer.units];
    }
  }
  return shapes;
}

/** How many trainable parameters these shapes have together. */
export function parameterCount(shapes: readonly (readonly number[])[]): number {
  return shapes.reduce((sum, shape) => sum + shape.reduce((product, size) => product * size, 1), 0);
}
