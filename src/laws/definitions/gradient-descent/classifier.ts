import fc from 'fast-check';
import { seededRandom } from '../../../common/random.ts';
import { seeds } from '../../arbitraries.ts';
import type { ModelSpec } from '../../tensors/model-spec.ts';
import { indexOfLargest } from '../softmax/softmax.ts';

/**
 * The smallest network there is, one fully connected layer, and random images for it. Its definition
 * is short, in float64, and every sample has one logit that is clearly the largest.
 */
export interface Classifier {
  imageShape: [height: number, width: number, channels: number];
  classes: number;
  samples: number;
  seed: number;
}

/** Samples with one class each, as `LabelledImages` of the data sets. */
export interface Images {
  images: Uint8Array;
  labels: Uint8Array;
  count: number;
  height: number;
  width: number;
  channels: number;
}

/** @param samples - how many samples there are. */
export const classifiers = (samples: fc.Arbitrary<number>): fc.Arbitrary<Classifier> =>
  fc.record({
    imageShape: fc.tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
    ),
    classes: fc.integer({ min: 2, max: 4 }),
    samples,
    seed: seeds,
  });

/** Levels in steps of 51, which are 0, 0.2 … 1 in the network: `[samples][pixels]`. */
export function levelsOf({ imageShape, samples, seed }: Classifier): number[][] {
  const random = seededRandom(seed);
  const pixels = imageShape.reduce((product, size) => product * size, 1);
  return Array.from({ length: samples }, () =>
    Array.from({ length: pixels }, () => 51 * random.integer(6)),
  );
}

export function labelsOf({ classes, samples, seed }: Classifier): number[] {
  const random = seededRandom(seed + 1);
  return Array.from({ length: samples }, () => random.integer(classes));
}

/** Images and labels as a data set. */
export function imagesWith(
  [height, width, channels]: Classifier['imageShape'],
  levels: number[][],
  labels: number[],
): Images {
  return {
    images: Uint8Array.from(levels.flat()),
    labels: Uint8Array.from(labels),
    count: labels.length,
    height,
    width,
    channels,
  };
}

export const dataOf = (given: Classifier): Images =>
  imagesWith(given.imageShape, levelsOf(given), labelsOf(given));

export interface Linear {
  /** `[pixels, classes]` */
  kernel: number[][];
  /** `[classes]` */
  bias: number[];
}

/**
 * Quarters; with levels in fifths all logits differ by multiples of 1/20, and the multiples of 0.013 in the
 * biases keep them from being equal.
 */
export function linearOf({ imageShape, classes, seed }: Classifier): Linear {
  const random = seededRandom(seed + 2);
  const pixels = imageShape.reduce((product, size) => product * size, 1);
  const kernel = Array.from({ length: pixels }, () =>
    Array.from({ length: classes }, () => random.integer(9) / 4 - 1),
  );
  const bias = kernel[0].map((_, k) => random.integer(13) / 4 - 1.5 + 0.013 * k);
  return { kernel, bias: bias.map((value) => Number(value.toFixed(3))) };
}

/** Layers before the last one that change nothing in evaluation mode. */
export function networkWith(
  imageShape: Classifier['imageShape'],
  { kernel, bias }: Linear,
  ...before: ModelSpec['layers']
): ModelSpec {
  return {
    imageShape,
    layers: [{ kind: 'flatten' }, ...before, { kind: 'dense', units: bias.length }],
    weights: [kernel, bias],
  };
}

/** The logits of samples: `[samples][classes]`. */
export function logitsBy({ kernel, bias }: Linear, levels: readonly number[][]): number[][] {
  return levels.map((pixels) =>
    bias.map((start, k) =>
      pixels.reduce((sum, level, i) => sum + (level / 255) * kernel[i][k], start),
    ),
  );
}

/** The logits of all samples of a case. */
export const linearLogits = (given: Classifier): number[][] =>
  logitsBy(linearOf(given), levelsOf(given));

/** Pixels in reading order as an image: `[height][width][channels]`, 0 … 1. */
export function imageOf(
  levels: readonly number[],
  [height, width, channels]: Classifier['imageShape'],
): number[][][] {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) =>
      levels
        .slice((y * width + x) * channels, (y * width + x + 1) * channels)
        .map((level) => level / 255),
    ),
  );
}

/** The fraction of samples whose largest logit is the one of their label. */
export function accuracyOf(logits: readonly number[][], labels: readonly number[]): number {
  const correct = logits.filter((row, n) => indexOfLargest(row) === labels[n]).length;
  return correct / labels.length;
}

/** What a student is shown: the numbers themselves where they are few. */
export function shownClassifier(given: Classifier): Record<string, unknown> {
  const { samples } = given;
  const { kernel, bias } = linearOf(given);
  if (samples > 6) return { samples, kernel, bias };
  return { levels: levelsOf(given), labels: labelsOf(given), kernel, bias };
}
