import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 1,
  title: 'A network by hand',
  tasks: [
    { id: '1.1', title: 'activations', file: 'activations', points: 4 },
    { id: '1.2', title: 'slopes', file: 'activations', points: 4 },
    { id: '1.3', title: 'forward', file: 'mlp', points: 7 },
    { id: '1.4', title: 'backward', file: 'mlp', points: 9 },
    { id: '1.5', title: 'measures', file: 'measures', points: 3 },
    { id: '1.6', title: 'train', file: 'mlp', points: 3 },
  ],
};
