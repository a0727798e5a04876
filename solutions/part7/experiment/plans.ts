import type { TrainingPlan } from '#src/training/runs/run-state';
import { digitCounts } from '#src/training/digit-images';
import { imageCounts } from '#src/training/image-data';
import { smallDigitCounts } from '#src/training/small-digits';
import type { Datasets } from './datasets.ts';
import { cnnRuns, type CnnChoices, type CnnSettings, digitsRuns, gridRun, mnistEpochs, sequenceRuns, type Settings } from './settings.ts'; // prettier-ignore

export type Plan = TrainingPlan<Settings>;

interface Asked {
  epochs?: number;
  samples?: number;
  validation?: number;
  seed: number;
}

export function planDigits(
  { digits: dataset }: Datasets,
  { epochs, samples, seed }: Asked,
): Plan[] {
  const counts = smallDigitCounts(samples);
  return digitsRuns.map(({ name, choices, epochs: usual }) => ({
    name,
    epochs: epochs ?? usual,
    stepsPerEpoch: choices.iterationsPerEpoch,
    cost: choices.iterationsPerEpoch,
    settings: { kind: 'digits', ...choices, dataset, counts, seed },
  }));
}

export function planCnns({ cnn: dataset }: Datasets, { epochs, seed, ...asked }: Asked): Plan[] {
  const all = imageCounts(dataset, asked);
  // Ten times an epoch there is a point of the curves: unless more are asked for, a thousand images do for one.
  const validationUsed = asked.validation ?? Math.min(all.validation, 1000);
  const counts = { ...all, validationUsed };
  return cnnRuns.map(
    ({ name, choices, epochs: usual }) =>
    planCnn(name, epochs ?? usual, { ...choices, kind: 'cnn', dataset, counts, batchSize: 50, seed }), // prettier-ignore
  );
}

/**
 * @param combinations - of the grid, as names and choices.
 * @param asked - more images than the grid takes change nothing.
 */
export function planGrid(
  combinations: readonly { name: string; choices: Pick<CnnChoices, 'kernels' | 'units'> }[],
  { cnn: dataset }: Datasets,
  { epochs = gridRun.epochs, samples = gridRun.samples, seed }: Asked,
): Plan[] {
  const counts = imageCounts(dataset, { samples: Math.min(samples, gridRun.samples) });
  const { learningRate, isAugmented } = gridRun;
  return combinations.map(
    ({ name, choices }) =>
    planCnn(name, epochs, { ...choices, learningRate, isAugmented, kind: 'cnn', dataset, counts, batchSize: 50, seed }), // prettier-ignore
  );
}

export function planSequences(
  { sequences: dataset }: Datasets,
  { epochs, samples, seed }: Asked,
): Plan[] {
  const isSmall = dataset !== 'mnist';
  const counts = isSmall ? smallDigitCounts(samples) : digitCounts(dataset, samples);
  const batchSize = isSmall ? 32 : 100;
  return sequenceRuns.map(({ name, choices, epochs: usual }) => ({
    name,
    epochs: epochs ?? (isSmall ? usual : mnistEpochs),
    stepsPerEpoch: Math.ceil(counts.train / batchSize),
    cost: choices.cell === 'lstm' ? 2 : 1,
    settings: { kind: 'sequence', ...choices, dataset, counts, batchSize, seed },
  }));
}

function planCnn(name: string, epochs: number, settings: CnnSettings): Plan {
  const { counts, batchSize, kernels, units } = settings;
  const [first, last] = kernels;
  const stepsPerEpoch = Math.ceil(counts.train / batchSize);
  // Multiplications for one image of 32×32 colours: four convolutions, two fully connected layers.
  const convolutions = 1024 * 27 * first + 256 * 9 * first * (first + last) + 64 * 9 * last * last;
  const cost = stepsPerEpoch * (convolutions + 64 * last * units);
  return { name, epochs, stepsPerEpoch, cost, settings };
}
