import { type ColourDataset, colourDatasetHere } from '#src/training/image-data';
import type { DigitDataset } from '#src/training/digit-images';
import { type SmallDigitDataset, smallDigitDatasetHere } from '#src/training/small-digits';

/** What may be asked for; `auto` takes what is on this machine, and else what is built in. */
export const datasetNames = ['auto', 'digits', 'cifar10', 'mnist', 'strokes', 'shapes'] as const;

export type DatasetName = (typeof datasetNames)[number];

/** Which images the networks of each kind see. */
export interface Datasets {
  digits: SmallDigitDataset;
  cnn: ColourDataset;
  sequences: SmallDigitDataset | DigitDataset;
}

/**
 * One name chooses for all: who has no use for the data set takes its own of the same kind, a real one
 * beside `digits`, `cifar10` and `mnist`, a built-in one beside `strokes` and `shapes`. Only the
 * sequences read MNIST.
 */
export async function chooseDatasets(
  name: DatasetName,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Datasets> {
  switch (name) {
    case 'auto': {
      const digits = await smallDigitDatasetHere(env);
      return { digits, cnn: await colourDatasetHere(env), sequences: digits };
    }
    case 'digits':
    case 'cifar10':
    case 'mnist': {
      const sequences = name === 'mnist' ? 'mnist' : 'digits';
      return { digits: 'digits', cnn: 'cifar10', sequences };
    }
    case 'strokes':
    case 'shapes':
      return { digits: 'strokes', cnn: 'shapes', sequences: 'strokes' };
  }
}
