import fc from 'fast-check';
import { Unlawful } from '../../law.ts';
import { describe } from '../../snapshot.ts';

// Images as laws have them: one plane for each channel.

/** An image as the katas have it. */
export interface Image {
  pixels: Float32Array;
  height: number;
  width: number;
  channels: number;
}

/** `[channels][height][width]` */
export type Planes = number[][][];

/** Float32 against float64, of numbers up to 1. */
export const rounded = { absolute: 1e-5, relative: 0 };

export function imageOf(planes: Planes): Image {
  const [height, width, channels] = [planes[0].length, planes[0][0].length, planes.length];
  const pixels = new Float32Array(height * width * channels);
  planes.forEach((plane, c) =>
    plane.forEach((row, y) =>
      row.forEach((value, x) => (pixels[(y * width + x) * channels + c] = value)),
    ),
  );
  return { pixels, height, width, channels };
}

/**
 * The planes of what a function returned for an image.
 *
 * @throws {Unlawful} when it is no image of the same size.
 */
export function planesOf(returned: unknown, { height, width, channels }: Image): Planes {
  if (typeof returned !== 'object' || returned === null) {
    throw new Unlawful(`wanted an image; got ${describe(returned)}`);
  }
  const { pixels, ...size } = returned as Partial<Image>;
  for (const [name, wanted] of Object.entries({ height, width, channels })) {
    const got = size[name as 'height'];
    if (got !== wanted)
      throw new Unlawful(`wanted an image of ${name} ${wanted}; yours has ${got}`);
  }
  if (!(pixels instanceof Float32Array)) {
    throw new Unlawful(`\`pixels\` must be a Float32Array; it is ${describe(pixels)}`);
  }
  const count = height * width * channels;
  if (pixels.length !== count) {
    throw new Unlawful(`wanted ${height}·${width}·${channels} = ${count} values in \`pixels\`; got ${pixels.length}`); // prettier-ignore
  }
  return Array.from({ length: channels }, (_, c) =>
    Array.from({ length: height }, (_unused, y) =>
      Array.from({ length: width }, (_alsoUnused, x) => pixels[(y * width + x) * channels + c]),
    ),
  );
}

/** Sixteenths from 0 to 1: exact in float32, and short to read. */
const levels = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom(0, 1),
  fc.integer({ min: 0, max: 16 }).map((level) => level / 16),
);

interface Shape {
  height: number;
  width: number;
  channels: number;
}

export const planesWith = ({ height, width, channels }: Shape): fc.Arbitrary<Planes> => {
  const list = <T>(length: number, of: fc.Arbitrary<T>) =>
    fc.array(of, { minLength: length, maxLength: length });
  return list(channels, list(height, list(width, levels)));
};

const side = fc.integer({ min: 1, max: 5 });

/** Images of one to three channels, of any shape. */
export const images: fc.Arbitrary<Planes> = fc
  .record({ height: side, width: side, channels: fc.integer({ min: 1, max: 3 }) })
  .chain(planesWith);

/** Images of three channels, of any shape. */
export const colourImages: fc.Arbitrary<Planes> = fc
  .record({ height: side, width: side, channels: fc.constant(3) })
  .chain(planesWith);

/** 3×4 pixels and two channels, no two of whose values are the same. */
export const plainImage: Planes = [0, 12].map((from) =>
  Array.from({ length: 3 }, (_, y) =>
    Array.from({ length: 4 }, (_unused, x) => (from + 4 * y + x + 1) / 32),
  ),
);

/** 4×4 pixels, no two of them the same. */
export const squareImage: Planes = [
  Array.from({ length: 4 }, (_, y) => Array.from({ length: 4 }, (_unused, x) => (4 * y + x) / 16)),
];

/** Every corner of the cube of colours, the middle of it, and colours in between. */
export const colours: Planes = [
  [
    [1, 1, 0, 0, 0, 1, 0, 1, 0.5, 0.75],
    [0.5, 0.25, 0.125, 0.875, 0.25, 1, 0.75, 0.5, 0.25, 0.5],
  ],
  [
    [0, 1, 1, 1, 0, 0, 0, 1, 0.5, 0.25],
    [0.25, 0.5, 0.875, 0.125, 0.25, 0.5, 1, 0.5, 0.25, 0.75],
  ],
  [
    [0, 0, 0, 1, 1, 1, 0, 1, 0.5, 0.5],
    [0.75, 0.5, 0.5, 0.5, 0.75, 0.25, 0.25, 0.25, 0.5, 0.5],
  ],
];

/** An image as the student is shown it. */
export const shownPlanes = (planes: Planes): Record<string, unknown> =>
  planes.length === 1
    ? { image: planes[0] }
    : Object.fromEntries(planes.map((plane, c) => [`channel ${c}`, plane]));
