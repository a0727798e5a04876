import type { Suspect } from '../../law.ts';
import {
  type AugmentCase,
  augmentedBy,
  drawnWhenNeeded,
  reversedSteps,
  sharesOf,
} from './augmentation.ts';
import type { Planes } from './planes.ts';
import {
  bilinearInside,
  bilinearOverEdges,
  brightened,
  cropped,
  hueShifted,
  mirrored,
  nearest,
  rotated,
  type SamplingRules,
  upsideDown,
  zoomed,
} from './transforms.ts';

// What the usual mistakes do to an image.

/** An image and one number: degrees, a factor, a change, turns. */
export interface By {
  planes: Planes;
  by: number;
}

interface Flips {
  horizontal: Planes;
  vertical: Planes;
}

export const flipMistakes: readonly Suspect<Planes>[] = [
  {
    says: 'The two flips are exchanged: a horizontal one moves pixels along their row.',
    as: (planes): Flips => ({ horizontal: upsideDown(planes), vertical: mirrored(planes) }),
  },
  {
    says: 'Yours reverses the order of the channels too: the values of a pixel stay together.',
    as: (planes): Flips => ({
      horizontal: mirrored(planes.toReversed()),
      vertical: upsideDown(planes),
    }),
  },
  {
    says: 'Both flips of yours turn the image by half a turn.',
    as: (planes): Flips => {
      const half = mirrored(upsideDown(planes));
      return { horizontal: half, vertical: half };
    },
  },
];

const sampling: [says: string, rules: Partial<SamplingRules>][] = [
  ['Yours takes the nearest pixel: wanted is a mean of four, each by how near it is.', { value: nearest }], // prettier-ignore
  ['Outside of the image yours goes on with its border: wanted is 0 there.', { value: bilinearOverEdges }], // prettier-ignore
  ['Yours gives 0 as soon as a place lies beyond the middle of the outermost pixels: of the four neighbours, only those outside are 0.', { value: bilinearInside }], // prettier-ignore
  ['Yours works about the corner of the image: wanted is about its middle.', { middle: () => 0 }],
  ['The middle of n pixels is at (n − 1)/2: the first is pixel 0, the last n − 1.', { middle: (length) => length / 2 }], // prettier-ignore
];

export const rotationMistakes: readonly Suspect<By>[] = [
  {
    says: 'Yours turns clockwise: rows are counted downwards, which changes the sign of the sine.',
    as: ({ planes, by }) => rotated(planes, -by),
  },
  {
    says: 'Yours takes the angle for radians: it is given in degrees.',
    as: ({ planes, by }) => rotated(planes, (by / Math.PI) * 180),
  },
  ...sampling.map(([says, rules]) => ({
    says,
    as: ({ planes, by }: By) => rotated(planes, by, rules),
  })),
];

export const zoomMistakes: readonly Suspect<By>[] = [
  {
    says: 'Yours makes small what should be large: a place in the result comes from one nearer to the middle.',
    as: ({ planes, by }) => zoomed(planes, 1 / by),
  },
  ...sampling.map(([says, rules]) => ({
    says,
    as: ({ planes, by }: By) => zoomed(planes, by, rules),
  })),
];

export interface CropCase {
  planes: Planes;
  padding: number;
  top: number;
  left: number;
}

export const cropMistakes: readonly Suspect<CropCase>[] = [
  {
    says: 'Yours moves the image the other way: a cut that begins lower shows what lies lower.',
    as: ({ planes, padding, top, left }) =>
      cropped(planes, padding, 2 * padding - top, 2 * padding - left),
  },
  {
    says: 'In yours `top` counts columns and `left` rows.',
    as: ({ planes, padding, top, left }) => cropped(planes, padding, left, top),
  },
  {
    says: 'Yours counts from the image: 0 is the first row of the border.',
    as: ({ planes, padding, top, left }) => cropped(planes, padding, top + padding, left + padding),
  },
];

export const brightnessMistakes: readonly Suspect<By>[] = [
  {
    says: 'Yours multiplies: the change is added.',
    as: ({ planes, by }) =>
      planes.map((plane) => plane.map((row) => row.map((v) => Math.min(1, Math.max(0, v * (1 + by)))))), // prettier-ignore
  },
  {
    says: 'Yours leaves values above 1 or below 0: cut them off.',
    as: ({ planes, by }) => planes.map((plane) => plane.map((row) => row.map((v) => v + by))),
  },
];

export const hueMistakes: readonly Suspect<By>[] = [
  {
    says: 'Yours turns the other way: red becomes green, green blue, blue red.',
    as: ({ planes, by }) => hueShifted(planes, -by),
  },
  {
    says: 'Yours takes the turns for degrees: 1 is the whole circle.',
    as: ({ planes, by }) => hueShifted(planes, by / 360),
  },
  {
    says: 'Yours turns brightness too, or only it: hue is a place on the circle of colours.',
    as: ({ planes, by }) => brightened(planes, by),
  },
];

export const chainMistakes: readonly Suspect<AugmentCase>[] = [
  {
    says: 'Yours draws a number only for what the options ask for: all eight are always drawn, so that one option changes nothing of the others.',
    as: ({ planes, seed, options }) => augmentedBy(planes, drawnWhenNeeded(seed, options), options),
  },
  {
    says: 'Yours does the steps in the opposite order.',
    as: ({ planes, seed, options }) => augmentedBy(planes, sharesOf(seed), options, reversedSteps),
  },
  {
    says: 'Yours flips where the number is above ½: wanted is below.',
    as: ({ planes, seed, options }) => {
      const [left, top, ...rest] = sharesOf(seed);
      return augmentedBy(planes, [1 - left, 1 - top, ...rest], options);
    },
  },
  {
    says: 'Yours goes only one way: 2u − 1 lies between −1 and 1, u between 0 and 1.',
    as: ({ planes, seed, options }) => {
      const [left, top, angle, size, row, column, light, colour] = sharesOf(seed);
      const half = (share: number) => (1 + share) / 2;
      const shares = [left, top, half(angle), half(size), row, column, half(light), half(colour)];
      return augmentedBy(planes, shares, options);
    },
  },
];
