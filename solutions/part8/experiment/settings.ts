import type { SearchSpace } from '#kata/part8/sampler';
import { UsageError, UserError } from '#src/common/user-error';
import { type DigitDataset, digitCounts } from '#src/training/digit-images';
import type { Configuration } from '#src/training/trials/search-state';

/** What the report's search tries. */
export const space = {
  width: { kind: 'choice', values: [64, 128, 256] },
  hiddenLayers: { kind: 'choice', values: [0, 1, 5] },
  learningRate: { kind: 'log-uniform', low: 0.0001, high: 0.1 },
  batchSize: { kind: 'choice', values: [1, 16, 32] },
  criterion: { kind: 'choice', values: ['cross-entropy', 'multi-margin', 'nll'] },
} as const satisfies SearchSpace;

export const TRIALS = 25;

/** What is drawn for a trial. */
export interface Choices {
  width: number;
  hiddenLayers: number;
  learningRate: number;
  batchSize: number;
  criterion: (typeof space.criterion.values)[number];
}

/** What a trial needs to know; it crosses to the process that trains. */
export interface Settings extends Choices {
  dataset: DigitDataset;
  counts: SearchCounts;
  seed: number;
}

/** How many images are used for what. */
export interface SearchCounts {
  /** For training and validation together. */
  samples: number;
  train: number;
  validation: number;
  test: number;
}

/**
 * @param samples - for training and validation together. Default: all.
 * @returns a sixth of them for validation, and as many again for testing.
 * @throws {UsageError} as `digitCounts`, and for fewer than two of each digit.
 */
export function searchCounts(dataset: DigitDataset, samples?: number): SearchCounts {
  const { train: all, test } = digitCounts(dataset, samples);
  if (all < 20) throw new UsageError(`--samples ${all}: wanted one of each of 10 digits for training and one for validation, 20 or more.`); // prettier-ignore
  const validation = Math.max(10, Math.floor(all / 60) * 10);
  return { samples: all, train: all - validation, validation, test };
}

/** As the report has it; a search of fewer epochs compares trials by then. */
export const halvingOf = (epochs: number) => ({
  gracePeriod: Math.min(3, epochs),
  reductionFactor: 2,
  maxEpochs: epochs,
});

/**
 * Seconds that an epoch takes on one core, about. Measured on WebAssembly with the reference: a step takes 0.45 ms,
 * and 0.45 ns for each weight and sample; to change a weight costs as much as eight samples do.
 */
export function epochCost(choices: Choices, train: number): number {
  const { width, hiddenLayers, batchSize } = choices;
  const sizes = [784, ...Array<number>(hiddenLayers).fill(width), 10];
  const weights = sizes.slice(1).reduce((sum, size, i) => sum + size * (sizes[i] + 1), 0);
  return stepsOf(choices, train) * (0.00045 + 4.5e-10 * weights * (batchSize + 8));
}

export const stepsOf = ({ batchSize }: Choices, train: number) => Math.ceil(train / batchSize);

/**
 * Lets the configuration of a trial pass.
 *
 * @param from - whose work it is, for the message.
 * @throws {UserError} when it is not of the space.
 */
export function choicesOf(configuration: Configuration, from: string): Choices {
  for (const [name, dimension] of Object.entries(space)) {
    const value = configuration?.[name];
    const isInside =
      dimension.kind === 'choice'
        ? (dimension.values as readonly unknown[]).includes(value)
        : typeof value === 'number' && value >= dimension.low && value <= dimension.high;
    if (isInside) continue;
    const wanted = dimension.kind === 'choice' ? dimension.values.join(', ') : `a number from ${dimension.low} to ${dimension.high}`; // prettier-ignore
    throw new UserError(`${from}: ${name} is ${String(value)}; wanted ${dimension.kind === 'choice' ? 'one of ' : ''}${wanted}.`); // prettier-ignore
  }
  return configuration as unknown as Choices;
}
