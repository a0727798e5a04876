import type { ColourDepth, Rgb } from './colour.ts';
import type { Ink } from './half-blocks.ts';
import { shortNumber } from './number-format.ts';
import { paletteColour } from './palette.ts';
import type { Normalisation, Pixels, ValueRange } from './pixels.ts';
import { aroundZero, levelOf, rangeOf } from './pixels.ts';

/** How the values of images become colours. */
export interface Toning {
  /** Default: `each`. */
  normalise?: Normalisation | undefined;
  /** `diverging` has zero in the middle (blue below, red above). Default: `grey`. */
  palette?: 'grey' | 'diverging' | undefined;
}

/** The values at the ends of the palette, for each image. */
export function toneRanges(toning: Toning, images: readonly Pixels[]): ValueRange[] {
  const { normalise = 'each' } = toning;
  if (typeof normalise !== 'string') return images.map(() => normalise);
  const common = normalise === 'together' ? rangeOf(images) : undefined;
  return images.map((image) => {
    const range = common ?? rangeOf([image]);
    return toning.palette === 'diverging' && image.channels === 1 ? aroundZero(range) : range;
  });
}

/** The colour of one pixel; `undefined` where its value is not a finite number. */
export function pixelInk(
  image: Pixels,
  index: number,
  range: ValueRange,
  palette: 'grey' | 'diverging',
  depth: ColourDepth = 'truecolor',
): Ink {
  const level = (channel: number) => levelOf(image.data[index * image.channels + channel], range);
  if (image.channels === 1) {
    const grey = level(0);
    return Number.isNaN(grey) ? undefined : paletteColour(palette, grey, depth);
  }
  const colour: Rgb = [level(0) * 255, level(1) * 255, level(2) * 255];
  return colour.some(Number.isNaN) ? undefined : (colour.map(Math.round) as unknown as Rgb);
}

/**
 * What the tones mean, in words.
 *
 * @param low - the name of the palette's lower end, `dark` or `blue`.
 * @param high - of its upper end, `bright` or `red`.
 */
export function toneNote(
  toning: Toning,
  ranges: readonly ValueRange[],
  [low, high]: readonly [string, string],
): string {
  const zero = toning.palette === 'diverging';
  if ((toning.normalise ?? 'each') === 'each') {
    return zero
      ? `each image: ${low} below zero, ${high} above, by its own largest`
      : `each image by itself: ${low} its least value, ${high} its greatest`;
  }
  const [least, greatest] = ranges[0] ?? [0, 1];
  return `${low} ${shortNumber(least)}, ${high} ${shortNumber(greatest)}`;
}
