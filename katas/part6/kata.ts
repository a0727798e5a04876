import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 6,
  title: 'Backpropagation in modules',
  tensorflow: true,
  tasks: [
    { id: '6.1', title: 'a linear layer', file: 'linear', points: 10 },
    { id: '6.2', title: 'two activations', file: 'activations', points: 8 },
    { id: '6.3', title: 'two losses', file: 'losses', points: 10 },
    { id: '6.4', title: 'a network', file: 'network', points: 10 },
    { id: '6.5', title: 'SGD with momentum and weight decay', file: 'optimizer', points: 5 },
    { id: '6.6', title: 'an epoch', file: 'epoch', points: 9 },
  ],
};
