import type { Planes } from './planes.ts';

// What becomes of an image, by the definitions, in float64.

const mapped = (planes: Planes, of: (plane: number[][], y: number, x: number) => number): Planes =>
  planes.map((plane) => plane.map((row, y) => row.map((_, x) => of(plane, y, x))));

const clip = (value: number) => Math.min(1, Math.max(0, value));

export const mirrored = (planes: Planes): Planes =>
  planes.map((plane) => plane.map((row) => row.toReversed()));

export const upsideDown = (planes: Planes): Planes => planes.map((plane) => plane.toReversed());

/** What a mistaken reader would do in place of interpolation about the middle. */
export interface SamplingRules {
  /** What an image shows at a place between its pixels. */
  value(plane: number[][], y: number, x: number): number;
  /** The middle of `length` pixels. */
  middle(length: number): number;
}

/** Each pixel counts by how near it is, in both directions, up to a distance of 1. */
function bilinear(plane: number[][], y: number, x: number): number {
  const near = (distance: number) => Math.max(0, 1 - Math.abs(distance));
  return plane.reduce(
    (sum, row, i) => row.reduce((s, value, j) => s + near(y - i) * near(x - j) * value, sum),
    0,
  );
}

/** As bilinear, of an image whose border pixels go on for ever. */
export const bilinearOverEdges: SamplingRules['value'] = (plane, y, x) =>
  bilinear(
    plane,
    Math.min(plane.length - 1, Math.max(0, y)),
    Math.min(plane[0].length - 1, Math.max(0, x)),
  );

/** As bilinear, where a place beyond the last pixel's middle is outside. */
export const bilinearInside: SamplingRules['value'] = (plane, y, x) => {
  const tiny = 1e-9;
  const isInside =
    y > -tiny && x > -tiny && y < plane.length - 1 + tiny && x < plane[0].length - 1 + tiny;
  return isInside ? bilinear(plane, y, x) : 0;
};

export const nearest: SamplingRules['value'] = (plane, y, x) =>
  plane[Math.round(y)]?.[Math.round(x)] ?? 0;

const definition: SamplingRules = { value: bilinear, middle: (length) => (length - 1) / 2 };

/** Shows at (x, y) from the middle what was at `from(x, y)`. */
function sampled(
  planes: Planes,
  from: (x: number, y: number) => [x: number, y: number],
  rules: Partial<SamplingRules>,
): Planes {
  const { value, middle } = { ...definition, ...rules };
  const [middleY, middleX] = [middle(planes[0].length), middle(planes[0][0].length)];
  return mapped(planes, (plane, row, column) => {
    const [x, y] = from(column - middleX, row - middleY);
    return value(plane, middleY + y, middleX + x);
  });
}

/** Counterclockwise; rows go down, so the sine has the other sign than in a textbook. */
export function rotated(
  planes: Planes,
  degrees: number,
  rules: Partial<SamplingRules> = {},
): Planes {
  const angle = (degrees / 180) * Math.PI;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return sampled(planes, (x, y) => [cos * x - sin * y, sin * x + cos * y], rules);
}

export const zoomed = (
  planes: Planes,
  factor: number,
  rules: Partial<SamplingRules> = {},
): Planes => sampled(planes, (x, y) => [x / factor, y / factor], rules);

export const cropped = (planes: Planes, padding: number, top: number, left: number): Planes =>
  mapped(planes, (plane, y, x) => plane[y + top - padding]?.[x + left - padding] ?? 0);

export const brightened = (planes: Planes, change: number): Planes =>
  mapped(planes, (plane, y, x) => clip(plane[y][x] + change));

/** By hue, saturation and value, as colour pickers have them. */
export function hueShifted(planes: Planes, turns: number): Planes {
  if (planes.length === 1) return planes;
  const result = structuredClone(planes);
  planes[0].forEach((row, y) =>
    row.forEach((_, x) => {
      const [hue, saturation, value] = hsvOf(planes.map((plane) => plane[y][x]));
      rgbOf(hue + turns, saturation, value).forEach((light, c) => (result[c][y][x] = light));
    }),
  );
  return result;
}

/** Hue in turns. */
export function hsvOf([red, green, blue]: number[]): [number, number, number] {
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const range = most - least;
  if (range === 0) return [0, 0, most];
  const sixths =
    most === red
      ? (green - blue) / range
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return [sixths / 6, range / most, most];
}

/** The formula of the textbooks: which of three numbers is the light of which colour changes with each sixth. */
export function rgbOf(hue: number, saturation: number, value: number): number[] {
  const sixths = 6 * (hue - Math.floor(hue));
  const part = sixths - Math.floor(sixths);
  const low = value * (1 - saturation);
  const falling = value * (1 - saturation * part);
  const rising = value * (1 - saturation * (1 - part));
  return [
    [value, rising, low],
    [falling, value, low],
    [low, value, rising],
    [low, falling, value],
    [rising, low, value],
    [value, low, falling],
  ][Math.floor(sixths) % 6];
}
