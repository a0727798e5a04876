import { closest } from '../common/closest.ts';
import { UsageError } from '../common/user-error.ts';
import { cifar10Classes, loadCifar10 } from './cifar10.ts';
import { loadDigits } from './digits.ts';
import type { LabelledImages } from './labelled-images.ts';
import type { LocateOptions } from './locate.ts';
import { loadMnist } from './mnist.ts';
import { loadShapes, shapeClasses } from './shapes.ts';
import { cifar10, digits, mnist } from './sources.ts';
import type { DataSource } from './sources.ts';
import { loadStrokes } from './strokes.ts';

/** A data set of images, as the command line knows it. */
export interface Dataset {
  name: string;
  /** What it holds, in a few words. */
  holds: string;
  /** The names of the classes, by label. */
  classes: readonly string[];
  /** Where it comes from; a data set without a source is built in. */
  source?: DataSource;
  /**
   * @param options.count - how many images a built-in data set draws, the same number of each class.
   * @param options.seed - of a built-in data set.
   * @returns its training images, or all where it has no parts.
   */
  load(options: LocateOptions & { count: number; seed: number }): Promise<LabelledImages>;
}

const digitNames = Array.from({ length: 10 }, (_, digit) => String(digit));

export const datasets: readonly Dataset[] = [
  {
    name: 'cifar10',
    holds: 'photographs of ten classes: 60 000 of 32×32, in colour',
    classes: cifar10Classes,
    source: cifar10,
    load: (options) => loadCifar10('train', options),
  },
  {
    name: 'mnist',
    holds: 'handwritten digits: 70 000 of 28×28, grey',
    classes: digitNames,
    source: mnist,
    load: (options) => loadMnist('train', options),
  },
  {
    name: 'digits',
    holds: 'small handwritten digits: 1797 of 8×8, grey',
    classes: digitNames,
    source: digits,
    load: loadDigits,
  },
  {
    name: 'shapes',
    holds: 'coloured shapes: as many as asked for of 32×32, in colour',
    classes: shapeClasses,
    load: async (options) => loadShapes('train', options),
  },
  {
    name: 'strokes',
    holds: 'digits of a drawn pen: as many as asked for of 28×28, grey',
    classes: digitNames,
    load: async (options) => loadStrokes('train', options),
  },
];

/** @throws {UsageError} when there is no data set of that name. */
export function findDataset(name: string): Dataset {
  const found = datasets.find((dataset) => dataset.name === name.toLowerCase());
  if (found) return found;
  const names = datasets.map((dataset) => dataset.name);
  const guess = closest(name, names);
  throw new UsageError(
    `There is no data set "${name}"; there are ${names.join(', ')}.` +
      (guess === undefined ? '' : ` Did you mean ${guess}?`),
  );
}
