import type { Layer, Network } from './parameters.ts';

/** A network of Part 3, and the trainable parameters that it must have on 32×32×3 images. */
export interface KnownNetwork extends Network {
  name: string;
  parameters: number;
}

const convolution = (kernel: number, outChannels: number): Layer => ({
  kind: 'convolution',
  kernelHeight: kernel,
  kernelWidth: kernel,
  outChannels,
});
const pooling: Layer = { kind: 'pooling', kernel: 2, stride: 2 };
const cifar10 = { image: [32, 32, 3] as [number, number, number], classes: 10 };

/** The three convolutional networks of the curriculum's table. */
export const cifar10Networks: readonly KnownNetwork[] = [
  {
    name: 'cnn_3',
    ...cifar10,
    layers: [convolution(3, 16), convolution(5, 8), pooling, convolution(7, 16), pooling],
    parameters: 11_394,
  },
  {
    name: 'cnn_4',
    ...cifar10,
    layers: [
      convolution(3, 16),
      convolution(3, 8),
      convolution(5, 16),
      pooling,
      convolution(5, 16),
      pooling,
    ],
    parameters: 13_810,
  },
  {
    name: 'cnn_5',
    ...cifar10,
    layers: [
      convolution(3, 8),
      convolution(3, 16),
      convolution(3, 8),
      convolution(3, 16),
      pooling,
      convolution(3, 16),
      convolution(3, 8),
      pooling,
    ],
    parameters: 8_490,
  },
];
