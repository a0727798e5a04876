import type { DigitDataset } from '#src/training/digit-images';

/** What a training of part 6 needs to know; it crosses to the process that trains. */
export interface Settings extends Choices {
  dataset: DigitDataset;
  counts: { train: number; test: number };
  seed: number;
}

/** What the report varies. */
export interface Choices {
  /** Units of the hidden layers. */
  hidden: number[];
  activation: 'relu' | 'sigmoid';
  loss: 'MSE' | 'SCE';
  /** Of the initial weights. */
  std: number;
  learningRate: number;
  momentum: number;
  weightDecay: number;
  batchSize: number;
}

export interface Planned {
  name: string;
  /** In a table where another name says more; `name` by default. */
  label?: string;
  choices: Choices;
  /** What the report found on the 10000 test images, in percent. */
  reported: number;
}

/** The network that the sweeps vary. */
const base: Choices = {
  hidden: [256, 128],
  activation: 'relu',
  loss: 'SCE',
  std: 0.01,
  learningRate: 0.01,
  momentum: 0.9,
  weightDecay: 0.0005,
  batchSize: 100,
};

const network = (name: string, choices: Partial<Choices>, reported: number): Planned => ({
  name,
  choices: { ...base, ...choices },
  reported,
});

const networks: readonly Planned[] = [
  network('0 MSE', { hidden: [], loss: 'MSE' }, 91.09),
  network('0 SCE', { hidden: [] }, 92.34),
  network('1 sigmoid MSE', { hidden: [256], activation: 'sigmoid', loss: 'MSE' }, 91.8),
  network('1 ReLU MSE', { hidden: [256], loss: 'MSE' }, 97.04),
  network('1 sigmoid SCE', { hidden: [256], activation: 'sigmoid' }, 96.49),
  network('1 ReLU SCE', { hidden: [256] }, 98.18),
  network('2 sigmoid MSE', { activation: 'sigmoid', loss: 'MSE', std: 0.1 }, 91.34),
  network('2 ReLU MSE', { loss: 'MSE' }, 97.84),
  network('2 sigmoid SCE', { activation: 'sigmoid' }, 96.79),
  network('2 ReLU SCE', {}, 98.34),
];

/** The last network again, with one setting at a time changed; where it is the network's own, nothing is trained twice. */
function sweep<Key extends keyof Choices>(
  title: string,
  key: Key,
  points: readonly (readonly [value: Choices[Key], reported: number])[],
): Planned[] {
  return points.map(([value, reported]) =>
    value === base[key]
      ? { ...networks.at(-1)!, label: `${title} ${String(value)}` }
      : network(`${title} ${String(value)}`, { [key]: value }, reported),
  );
}

export const groupNames = ['networks', 'rates', 'momenta', 'batches'] as const;

export type GroupName = (typeof groupNames)[number];

/** The report's table 11, and its tables 12 to 14. */
export const groups: Record<GroupName, { title: string; runs: readonly Planned[] }> = {
  networks: { title: 'ten networks', runs: networks },
  rates: {
    title: 'learning rate',
    runs: sweep('rate', 'learningRate', [[1, 11.35], [0.1, 97.42], [0.01, 98.34], [0.001, 97.38], [0.0001, 87.69], [0.00001, 16.06]]), // prettier-ignore
  },
  momenta: {
    title: 'momentum',
    runs: sweep('momentum', 'momentum', [[0, 97.36], [0.1, 97.53], [0.2, 97.6], [0.3, 97.7], [0.4, 97.8], [0.5, 97.87], [0.6, 97.95], [0.7, 98.07], [0.8, 98.23], [0.9, 98.34], [1, 9.8]]), // prettier-ignore
  },
  batches: {
    title: 'batch size',
    runs: sweep('batch', 'batchSize', [[10, 97.72], [20, 98.26], [30, 98.51], [40, 98.33], [50, 98.28], [60, 98.29], [100, 98.34], [200, 98.23], [300, 98.18], [400, 98.07]]), // prettier-ignore
  },
};
