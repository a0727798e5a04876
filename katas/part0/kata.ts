import type { Kata } from '#src/laws/kata';

export const kata: Kata = {
  part: 0,
  title: 'Basic concepts',
  tasks: [
    { id: '0.1', title: 'softmax', file: 'probability', points: 7 },
    { id: '0.2', title: 'crossEntropy', file: 'probability', points: 6 },
    { id: '0.3', title: 'gradientFromIterates', file: 'training', points: 3 },
    { id: '0.4', title: 'batchesPerEpoch, iterations', file: 'training', points: 2 },
    { id: '0.5', title: 'mlpParameters', file: 'parameters', points: 2 },
    { id: '0.6', title: 'convolutionParameters', file: 'parameters', points: 2 },
    { id: '0.7', title: 'outputSize', file: 'parameters', points: 2 },
    { id: '0.8', title: 'cnnParameters', file: 'parameters', points: 3 },
    {
      id: '0.9',
      title: 'crossEntropyGradient',
      file: 'cross-entropy-gradient',
      points: 4,
      bonus: true,
    },
  ],
};
