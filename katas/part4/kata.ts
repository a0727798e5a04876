import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 4,
  title: 'Activation functions',
  tensorflow: true,
  tasks: [
    { id: '4.1', title: 'two activations', file: 'networks', points: 6 },
    { id: '4.2', title: 'the magnitude of the gradient', file: 'gradient', points: 6 },
    { id: '4.3', title: 'the same from the weights', file: 'gradient', points: 4 },
    { id: '4.4', title: 'an epoch of plain SGD', file: 'train', points: 17 },
    { id: '4.5', title: 'the result', file: 'result', points: 2 },
  ],
};
