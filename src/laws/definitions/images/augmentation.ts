import fc from 'fast-check';
import { seededRandom } from '../../../common/random.ts';
import { seeds } from '../../arbitraries.ts';
import { colourImages, type Planes } from './planes.ts';
import {
  brightened,
  cropped,
  hueShifted,
  mirrored,
  rotated,
  upsideDown,
  zoomed,
} from './transforms.ts';

// The chain of transforms with its random numbers.

export interface Options {
  flipHorizontal?: boolean;
  flipVertical?: boolean;
  rotation?: number;
  zoom?: number;
  crop?: number;
  brightness?: number;
  hue?: number;
}

type Step = (planes: Planes, options: Options, shares: readonly number[]) => Planes;

const around = (share: number, most: number) => (2 * share - 1) * most;

/** In their order; each with the numbers that are drawn for it. */
const steps: readonly Step[] = [
  (planes, { flipHorizontal }, [u]) => (flipHorizontal && u < 0.5 ? mirrored(planes) : planes),
  (planes, { flipVertical }, [, u]) => (flipVertical && u < 0.5 ? upsideDown(planes) : planes),
  (planes, { rotation = 0 }, [, , u]) => rotated(planes, around(u, rotation)),
  (planes, { zoom = 0 }, [, , , u]) => zoomed(planes, 1 + around(u, zoom)),
  (planes, { crop = 0 }, [, , , , top, left]) =>
    cropped(planes, crop, Math.floor(top * (2 * crop + 1)), Math.floor(left * (2 * crop + 1))),
  (planes, { brightness = 0 }, [, , , , , , u]) => brightened(planes, around(u, brightness)),
  (planes, { hue = 0 }, [, , , , , , , u]) => hueShifted(planes, around(u, hue)),
];

/** @param shares - u₁ … u₈ */
export function augmentedBy(
  planes: Planes,
  shares: readonly number[],
  options: Options,
  order: readonly Step[] = steps,
): Planes {
  return order.reduce((image, step) => step(image, options, shares), planes);
}

export const reversedSteps = steps.toReversed();

export const sharesOf = (seed: number, count = 8): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.uniform());
};

/** The numbers of a program that draws only what the options ask for. */
export function drawnWhenNeeded(seed: number, options: Options): number[] {
  const random = seededRandom(seed);
  const { flipHorizontal, flipVertical, rotation, zoom, crop, brightness, hue } = options;
  const needed = [flipHorizontal, flipVertical, rotation, zoom, crop, crop, brightness, hue];
  return needed.map((option) => (option ? random.uniform() : 0));
}

export interface AugmentCase {
  planes: Planes;
  seed: number;
  options: Options;
}

const options: fc.Arbitrary<Options> = fc.record(
  {
    flipHorizontal: fc.boolean(),
    flipVertical: fc.boolean(),
    rotation: fc.constantFrom(15, 90, 180),
    zoom: fc.constantFrom(0.25, 0.5),
    crop: fc.constantFrom(1, 2),
    brightness: fc.constantFrom(0.25, 0.5),
    hue: fc.constantFrom(0.25, 0.5),
  },
  { requiredKeys: [] },
);

export const augmentCases: fc.Arbitrary<AugmentCase> = fc.record({
  planes: colourImages,
  seed: seeds,
  options,
});
