import type { DigitDataset } from '#src/training/digit-images';
import type { ColourDataset, ImageCounts } from '#src/training/image-data';
import type { SmallDigitCounts, SmallDigitDataset } from '#src/training/small-digits';

/** What a training of part 7 needs to know; it crosses to the process that trains. */
export type Settings = DigitsSettings | CnnSettings | SequenceSettings;

export interface DigitsChoices {
  learningRate: number;
  /** An epoch is so many steps of gradient descent, each on all images. */
  iterationsPerEpoch: number;
  /** Hidden units. */
  hidden: number;
}

export interface DigitsSettings extends DigitsChoices {
  kind: 'digits';
  dataset: SmallDigitDataset;
  counts: SmallDigitCounts;
  seed: number;
}

export interface CnnChoices {
  /** Of the first two convolutions, and of the last two. */
  kernels: [first: number, last: number];
  /** Of the hidden fully connected layer. */
  units: number;
  learningRate: number;
  isAugmented: boolean;
}

export interface CnnSettings extends CnnChoices {
  kind: 'cnn';
  dataset: ColourDataset;
  counts: ImageCounts;
  batchSize: number;
  seed: number;
}

export interface SequenceChoices {
  cell: 'rnn' | 'lstm';
  units: number;
  learningRate: number;
  /** The largest norm that all gradients may have together. */
  clip: number;
}

export interface SequenceSettings extends SequenceChoices {
  kind: 'sequence';
  dataset: SmallDigitDataset | DigitDataset;
  counts: { train: number; test: number };
  batchSize: number;
  seed: number;
}

export const groupNames = ['digits', 'sequences', 'cnn', 'grid'] as const;

export type GroupName = (typeof groupNames)[number];

/** What the trainings of a group have in common. */
export interface Group {
  title: string;
  /** The file of the subject that trains. */
  file: string;
  /** Which images the curves are measured on. */
  measured: 'test' | 'validation';
  /** What the curves are drawn over. */
  over: 'iteration' | 'epoch';
  /** Those of the grid are named by who combines them, the subject. */
  runs: readonly { name: string }[];
}

interface Planned<Choices> {
  name: string;
  choices: Choices;
  /** Where `--epochs` does not say another. */
  epochs: number;
  /** What the report found, in percent, where it says so. */
  reported?: number;
}

const benchmark: DigitsChoices = { learningRate: 0.1, iterationsPerEpoch: 100, hidden: 32 };

const digits = (name: string, choices: Partial<DigitsChoices>, reported?: number) => ({
  name,
  choices: { ...benchmark, ...choices },
  epochs: 50,
  ...(reported === undefined ? {} : { reported }),
});

/** One change at a time; twice and half the iterations are epochs of twice and half as many. */
export const digitsRuns: readonly Planned<DigitsChoices>[] = [
  digits('benchmark', {}, 91),
  digits('rate 0.2', { learningRate: 0.2 }, 93),
  digits('rate 0.05', { learningRate: 0.05 }),
  digits('twice the iterations', { iterationsPerEpoch: 200 }, 93),
  digits('half the iterations', { iterationsPerEpoch: 50 }),
  digits('45 hidden units', { hidden: 45 }, 85.9),
  digits('16 hidden units', { hidden: 16 }),
];

/** The network that the report trained, and that its grid search found again. */
const network = { kernels: [48, 96] as [number, number], units: 512 };

export const cnnRuns: readonly Planned<CnnChoices>[] = [
  {
    name: 'plain',
    choices: { ...network, learningRate: 0.001, isAugmented: false },
    epochs: 10,
    reported: 59.2,
  },
  {
    name: 'augmented',
    choices: { ...network, learningRate: 0.0008, isAugmented: true },
    epochs: 50,
    reported: 76.3,
  },
];

/** The accuracies of the ten classes of CIFAR-10 in the report's table I. */
export const reportedClasses = [0.882, 0.828, 0.548, 0.458, 0.654, 0.75, 0.579, 0.889, 0.733, 0.833] as const; // prettier-ignore

/** What the grid search tries: kernels of the first two convolutions, and units. The last two have twice as many kernels. */
export const grid = { kernels: [24, 48], units: [128, 512] };

/** Of each combination, on at most so many images. */
export const gridRun = { epochs: 5, samples: 5000, learningRate: 0.001, isAugmented: true };

/** Learning rates at which either cell trains well; the clipping keeps them from breaking down later. */
export const sequenceRuns: readonly Planned<SequenceChoices>[] = [
  {
    name: 'RNN',
    choices: { cell: 'rnn', units: 32, learningRate: 0.1, clip: 1 },
    epochs: 100,
  },
  {
    name: 'LSTM',
    choices: { cell: 'lstm', units: 32, learningRate: 0.5, clip: 1 },
    epochs: 100,
  },
];

/** MNIST has forty times as many images. */
export const mnistEpochs = 10;

/** In the order in which they are trained. */
export const groups: Record<GroupName, Group> = {
  digits: { title: 'a small network on digits', file: 'digits-mlp.ts', measured: 'test', over: 'iteration', runs: digitsRuns }, // prettier-ignore
  sequences: { title: 'digits row by row', file: 'sequence.ts', measured: 'test', over: 'epoch', runs: sequenceRuns }, // prettier-ignore
  cnn: { title: 'the CNN, without and with augmentation', file: 'network.ts', measured: 'validation', over: 'epoch', runs: cnnRuns }, // prettier-ignore
  grid: { title: 'grid search over kernels and units', file: 'network.ts', measured: 'validation', over: 'epoch', runs: [] }, // prettier-ignore
};
