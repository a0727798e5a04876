import { UsageError } from '../common/user-error.ts';
import type { LabelledImages } from '../data/labelled-images.ts';
import { locateLocal, type LocateOptions } from '../data/locate.ts';
import { loadMnist } from '../data/mnist.ts';
import { fewerOf } from '../data/sample.ts';
import { mnist } from '../data/sources.ts';
import { loadStrokes } from '../data/strokes.ts';

/** The data sets of 28×28 grey digits; the real one first. */
export const digitDatasets = ['mnist', 'strokes'] as const;

export type DigitDataset = (typeof digitDatasets)[number];

/** Training images, as many as there are or as are drawn unless fewer are asked for. */
const allImages = { mnist: 60_000, strokes: 6000 } as const;

/**
 * How many images are used.
 *
 * @param samples - for training. Default: all of MNIST, 6000 strokes.
 * @returns a sixth as many for testing, as MNIST has it.
 * @throws {UsageError} when there are not so many, or they cannot be divided equally among ten classes.
 */
export function digitCounts(
  dataset: DigitDataset,
  samples: number = allImages[dataset],
): { train: number; test: number } {
  if (samples < 10 || samples % 10 !== 0) {
    throw new UsageError(`--samples ${samples}: wanted as many of each of 10 digits, a multiple of 10.`); // prettier-ignore
  }
  if (dataset === 'mnist' && samples > allImages.mnist) {
    throw new UsageError(`--samples ${samples}: MNIST has ${allImages.mnist} for training.`);
  }
  return { train: samples, test: Math.ceil(samples / 60) * 10 };
}

/** Loads digits. Fewer than all are the same number of each, and always the same ones. */
export async function loadDigitImages(
  dataset: DigitDataset,
  counts: { train: number; test: number },
  options: LocateOptions,
): Promise<{ train: LabelledImages; test: LabelledImages }> {
  if (dataset === 'strokes') {
    return {
      train: loadStrokes('train', { count: counts.train }),
      test: loadStrokes('test', { count: counts.test }),
    };
  }
  return {
    train: fewerOf(await loadMnist('train', options), counts.train),
    test: fewerOf(await loadMnist('test', options), counts.test),
  };
}

/** MNIST where it is on this machine already, and else strokes, which need no network. */
export async function digitDatasetHere(env: LocateOptions['env']): Promise<DigitDataset> {
  const paths = await locateLocal(mnist, { env });
  return paths.every((path) => path !== undefined) ? 'mnist' : 'strokes';
}
