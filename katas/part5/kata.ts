import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 5,
  title: 'Learning rate',
  tensorflow: true,
  tasks: [
    { id: '5.1', title: 'your network', file: 'network', points: 4 },
    { id: '5.2', title: 'an epoch at a rate', file: 'train', points: 18 },
    { id: '5.3', title: 'the plateau', file: 'plateau', points: 6 },
    { id: '5.4', title: 'a schedule', file: 'schedule', points: 10 },
    { id: '5.5', title: 'the result', file: 'result', points: 3 },
  ],
};
