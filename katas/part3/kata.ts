import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 3,
  title: 'Architectures',
  tensorflow: true,
  tasks: [
    { id: '3.1', title: 'five networks', file: 'networks', points: 12 },
    { id: '3.2', title: 'a stratified split', file: 'split', points: 6 },
    { id: '3.3', title: 'accuracy', file: 'accuracy', points: 6 },
    { id: '3.4', title: 'an epoch of training', file: 'train', points: 33 },
    { id: '3.5', title: 'the result', file: 'result', points: 6 },
  ],
};
