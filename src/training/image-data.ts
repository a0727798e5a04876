import { UsageError } from '../common/user-error.ts';
import { loadCifar10 } from '../data/cifar10.ts';
import type { LabelledImages } from '../data/labelled-images.ts';
import { locateLocal, type LocateOptions } from '../data/locate.ts';
import { isKind, cacheOf, givenUnpacked } from '../data/places.ts';
import { fewerOf } from '../data/sample.ts';
import { loadShapes } from '../data/shapes.ts';
import { cifar10 } from '../data/sources.ts';

/** The data sets of 32×32 colour images; the real one first. */
export const colourDatasets = ['cifar10', 'shapes'] as const;

export type ColourDataset = (typeof colourDatasets)[number];

/** How a person knows them. */
export const colourDatasetTitles = { cifar10: 'CIFAR-10', shapes: 'shapes' } as const;

/** Images for training and validation together, as many as there are or as are drawn unless fewer are asked for. */
const allImages = { cifar10: 50_000, shapes: 10_000 } as const;

/** The classes of either. */
const CLASSES = 10;

/** How many images are used for what. */
export interface ImageCounts {
  /** For training and validation together. */
  samples: number;
  train: number;
  /** Of each class. */
  validationPerClass: number;
  validation: number;
  /** How many of the validation images each point of a curve is measured on. */
  validationUsed: number;
  /** A fifth of the samples, as many more. */
  test: number;
}

/**
 * @param options.samples - for training and validation together. Default: all of CIFAR-10, 10 000 shapes.
 * @param options.validation - as `validationUsed`. Default: all.
 * @throws {UsageError} when there are not so many, or they cannot be divided equally among the classes.
 */
export function imageCounts(
  dataset: ColourDataset,
  options: { samples?: number; validation?: number },
): ImageCounts {
  const { samples = allImages[dataset] } = options;
  if (samples < 10 * CLASSES || samples % CLASSES !== 0) {
    throw new UsageError(
      `--samples ${samples}: a tenth of each of ${CLASSES} classes is set apart for validation; wanted a multiple of ${CLASSES}, at least ${10 * CLASSES}.`,
    );
  }
  if (dataset === 'cifar10' && samples > allImages.cifar10) {
    throw new UsageError(`--samples ${samples}: CIFAR-10 has ${allImages.cifar10}.`);
  }
  const validationPerClass = Math.floor(samples / 10 / CLASSES);
  const validation = validationPerClass * CLASSES;
  const { validation: validationUsed = validation } = options;
  if (validationUsed % CLASSES !== 0 || validationUsed > validation) {
    throw new UsageError(
      `--validation ${validationUsed}: wanted the same number of each class, a multiple of ${CLASSES} up to ${validation}.`,
    );
  }
  const test = Math.ceil(samples / 5 / CLASSES) * CLASSES;
  const train = samples - validation;
  return { samples, train, validationPerClass, validation, validationUsed, test };
}

/**
 * Loads the images of an experiment. Fewer than all of CIFAR-10 are the same number of each class, and
 * always the same ones; shapes are drawn, and always the same too.
 */
export async function loadImages(
  dataset: ColourDataset,
  counts: Pick<ImageCounts, 'samples' | 'test'>,
  options: LocateOptions,
): Promise<{ train: LabelledImages; test: LabelledImages }> {
  if (dataset === 'shapes') {
    return {
      train: loadShapes('train', { count: counts.samples }),
      test: loadShapes('test', { count: counts.test }),
    };
  }
  return {
    train: fewerOf(await loadCifar10('train', options), counts.samples),
    test: fewerOf(await loadCifar10('test', options), counts.test),
  };
}

/** CIFAR-10 where it is on this machine already, and else the shapes, which need no network. */
export async function colourDatasetHere(env: LocateOptions['env']): Promise<ColourDataset> {
  const [file] = cifar10.files;
  if ((await givenUnpacked(cifar10, file, { env })) !== undefined) return 'cifar10';
  const [archive] = await locateLocal(cifar10, { env });
  if (archive !== undefined) return 'cifar10';
  const kept = `${cacheOf(cifar10, { env })}/${file.folder}`;
  const members = (file.contents ?? []).map(({ name }) => isKind(`${kept}/${name}`, 'file'));
  return (await Promise.all(members)).every(Boolean) ? 'cifar10' : 'shapes';
}
