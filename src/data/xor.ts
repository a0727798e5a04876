import { seededRandom } from '../common/random.ts';
import type { Random } from '../common/random.ts';

/** Points of the plane and their classes, in random order. */
export interface XorSamples {
  /** `[samples, 2]` */
  x: number[][];
  /** `[samples, 1]`: 0 or 1. */
  y: number[][];
}

/**
 * The XOR problem: four clusters around (±1, ±1) with Gaussian noise. The class is the XOR of the
 * signs of the cluster's centre: 1 where they differ. Noise may carry a point over an axis; it keeps
 * the class of its cluster. Clusters, and so classes, are equally large (within one sample).
 *
 * @param options.trainSamples - 1000 by default.
 * @param options.validationSamples - 100 by default; the same ones whatever `trainSamples` is.
 * @param options.std - standard deviation of the noise, in each coordinate. Default 0.4.
 * @param options.seed - any 32-bit integer. Default 0.
 */
export function xorDataset(
  options: { trainSamples?: number; validationSamples?: number; std?: number; seed?: number } = {},
): { train: XorSamples; validation: XorSamples } {
  const { trainSamples = 1000, validationSamples = 100, std = 0.4, seed = 0 } = options;
  const random = seededRandom(seed);
  const validation = drawSamples(validationSamples, std, random);
  return { train: drawSamples(trainSamples, std, random), validation };
}

// In turn around the origin, so that neighbours in this list are of different classes.
const centres = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
] as const;

function drawSamples(count: number, std: number, random: Random): XorSamples {
  const x: number[][] = [];
  const y: number[][] = [];
  for (const i of random.permutation(count)) {
    const [right, up] = centres[i % centres.length];
    x.push([right + std * random.normal(), up + std * random.normal()]);
    y.push([right === up ? 0 : 1]);
  }
  return { x, y };
}
