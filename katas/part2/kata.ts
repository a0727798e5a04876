import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 2,
  title: 'A convolution layer by hand',
  tasks: [
    { id: '2.1', title: 'myConv2d', file: 'conv2d', points: 27 },
    {
      id: '2.2',
      title: 'stride, padding, dilation, groups',
      file: 'conv2d-options',
      points: 18,
      bonus: true,
    },
    { id: '2.3', title: 'the backward pass', file: 'conv2d-backward', points: 14, bonus: true },
  ],
};
