import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 7,
  title: 'Digits, metrics, regularisation, recurrence',
  tensorflow: true,
  tasks: [
    { id: '7.1', title: 'a small network on digits', file: 'digits-mlp', points: 7 },
    { id: '7.2', title: 'metrics', file: 'metrics', points: 6 },
    { id: '7.3', title: 'dropout', file: 'dropout', points: 5 },
    { id: '7.4', title: 'batch normalisation', file: 'batch-norm', points: 9 },
    { id: '7.5', title: 'augmentation', file: 'augment', points: 9 },
    { id: '7.6', title: 'grid search', file: 'grid-search', points: 4 },
    { id: '7.7', title: 'a regularised CNN', file: 'network', points: 7 },
    { id: '7.8', title: 'a recurrent cell', file: 'rnn', points: 10 },
    { id: '7.9', title: 'an LSTM cell', file: 'lstm', points: 7 },
    { id: '7.10', title: 'a sequence classifier', file: 'sequence', points: 7 },
  ],
};
