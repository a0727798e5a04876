import { cnnParameters, mlpParameters, type Cnn, type CnnLayer } from '#kata/part0/parameters';

/** A row of the table of parameters. */
export interface CountedNetwork {
  name: string;
  /** What the subject counts. */
  parameters: number;
  /** What the table of the curriculum says. */
  wanted: number;
  /** With the size of the output image in place of that of the kernel; an MLP has no such image. */
  byOutputSize?: number;
}

const convolution = (kernel: number, outChannels: number): CnnLayer => ({
  kind: 'convolution',
  kernelHeight: kernel,
  kernelWidth: kernel,
  outChannels,
});
const pooling: CnnLayer = { kind: 'pooling', kernel: 2, stride: 2 };

const cnn = (...layers: CnnLayer[]): Cnn => ({ image: [32, 32, 3], layers, classes: 10 });
const cnn3 = cnn(convolution(3, 16), convolution(5, 8), pooling, convolution(7, 16), pooling);
const cnn4 = cnn(
  convolution(3, 16),
  convolution(3, 8),
  convolution(5, 16),
  pooling,
  convolution(5, 16),
  pooling,
);
const cnn5 = cnn(
  convolution(3, 8),
  convolution(3, 16),
  convolution(3, 8),
  convolution(3, 16),
  pooling,
  convolution(3, 16),
  convolution(3, 8),
  pooling,
);

/** The five networks of Part 3, on the 32×32×3 images of CIFAR-10. */
export function countNetworks(): CountedNetwork[] {
  const pixels = 32 * 32 * 3;
  const counted = (name: string, network: Cnn, wanted: number): CountedNetwork => ({
    name,
    parameters: cnnParameters(network),
    wanted,
    byOutputSize: byOutputSize(network),
  });
  return [
    { name: 'mlp_1', parameters: mlpParameters([pixels, 32, 10]), wanted: 98_666 },
    {
      name: 'mlp_2',
      parameters: mlpParameters([pixels, 32, 64, 10], [true, false, true]),
      wanted: 101_034,
    },
    counted('cnn_3', cnn3, 11_394),
    counted('cnn_4', cnn4, 13_810),
    counted('cnn_5', cnn5, 8_490),
  ];
}

/** The mistaken count: (H − k + 1)·(W − k + 1)·C_in·C_out + C_out for each convolution. */
function byOutputSize({ image, layers, classes }: Cnn): number {
  let [rows, columns, channels] = image;
  let total = 0;
  for (const layer of layers) {
    if (layer.kind === 'convolution') {
      rows += 1 - layer.kernelHeight;
      columns += 1 - layer.kernelWidth;
      total += rows * columns * channels * layer.outChannels + layer.outChannels;
      channels = layer.outChannels;
    } else {
      rows = Math.floor((rows - layer.kernel) / layer.stride) + 1;
      columns = Math.floor((columns - layer.kernel) / layer.stride) + 1;
    }
  }
  return total + rows * columns * channels * classes + classes;
}
