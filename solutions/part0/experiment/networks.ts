import { cnnParameters, mlpParameters, type Cnn } from '#kata/part0/parameters';
import { cifar10Networks } from '#src/laws/definitions/parameters/cifar10-networks';

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

/** The five networks of Part 3, on the 32×32×3 images of CIFAR-10. */
export function countNetworks(): CountedNetwork[] {
  const pixels = 32 * 32 * 3;
  return [
    { name: 'mlp_1', parameters: mlpParameters([pixels, 32, 10]), wanted: 98_666 },
    {
      name: 'mlp_2',
      parameters: mlpParameters([pixels, 32, 64, 10], [true, false, true]),
      wanted: 101_034,
    },
    ...cifar10Networks.map(({ name, parameters, ...network }) => ({
      name,
      parameters: cnnParameters(network),
      wanted: parameters,
      byOutputSize: byOutputSize(network),
    })),
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
