import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 8,
  title: 'Losses and hyperparameter search',
  tensorflow: true,
  tasks: [
    { id: '8.1', title: 'five losses', file: 'losses', points: 15 },
    { id: '8.2', title: 'a flexible network', file: 'network', points: 7 },
    { id: '8.3', title: 'the sampler', file: 'sampler', points: 8 },
    { id: '8.4', title: 'successive halving', file: 'asha', points: 13 },
    { id: '8.5', title: 'a trial, epoch by epoch', file: 'train', points: 9 },
    { id: '8.6', title: 'the search', file: 'search', points: 9 },
  ],
};
