import type { Random } from '../common/random.ts';

/** Red, green, blue: 0 … 1. */
export type Colour = readonly [red: number, green: number, blue: number];

const leastContrast = 0.35; // between a shape and its background, as a distance of colours
const mostlyBrighter = 0.85; // the share of shapes that are brighter than their background

/** @returns a colour of any hue, grey to strong; its brightest channel lies between `least` and `most`. */
export function anyColour(random: Random, least = 0.2, most = 1): Colour {
  const value = least + (most - least) * random.uniform();
  const saturation = 0.85 * random.uniform();
  const hue = 6 * random.uniform();
  const channel = (offset: number) => {
    const k = (offset + hue) % 6;
    return value * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1)));
  };
  return [channel(5), channel(3), channel(1)];
}

/** @returns the two colours of a background: a rather dark one, and the same on its way to another. */
export function backgroundColours(random: Random): [Colour, Colour] {
  const from = anyColour(random, 0.1, 0.55);
  const other = anyColour(random, 0.1, 0.55);
  const share = 0.25 + 0.35 * random.uniform();
  const mix = (c: 0 | 1 | 2) => from[c] + share * (other[c] - from[c]);
  return [from, [mix(0), mix(1), mix(2)]];
}

/** @returns a colour that a person can tell from the background's. */
export function shapeColour(background: readonly Colour[], random: Random): Colour {
  const isBrighter = random.uniform() < mostlyBrighter;
  for (;;) {
    const colour = isBrighter ? anyColour(random, 0.75, 1) : anyColour(random);
    const isClear = background.every(
      (other) =>
        contrast(colour, other) > leastContrast &&
        (!isBrighter || brightness(colour) > brightness(other)),
    );
    if (isClear) return colour;
  }
}

const brightness = ([red, green, blue]: Colour) => red + green + blue;

function contrast(a: Colour, b: Colour): number {
  const [red, green, blue] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return Math.sqrt(red * red + green * green + blue * blue);
}
