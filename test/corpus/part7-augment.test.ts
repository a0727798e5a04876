import { seededRandom } from '#src/common/random';
import * as reference from '../../solutions/part7/augment.ts';
import type { AugmentOptions, Image } from '../../solutions/part7/augment.ts';
import { imageOf, planesOf, type Planes } from '../../src/laws/definitions/images/planes.ts';
import {
  bilinearInside,
  bilinearOverEdges,
  hsvOf,
  nearest,
  rgbOf,
  rotated,
  zoomed,
} from '../../src/laws/definitions/images/transforms.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Augment = typeof reference;

const { augment, brighten, crop, flipHorizontal, flipVertical, rotate, shiftHue, zoom } = reference;

const onPlanes =
  <Rest extends unknown[]>(of: (planes: Planes, ...rest: Rest) => Planes) =>
  (image: Image, ...rest: Rest): Image =>
    imageOf(of(planesOf(image, image), ...rest));

const clip = (value: number) => Math.min(1, Math.max(0, value));
const each = (image: Image, of: (value: number, i: number) => number): Image => ({
  ...image,
  pixels: image.pixels.map(of),
});
const refusing = (factor: number) => zoom(imageOf([[[0]]]), factor);

/** `augment` by other draws, in another order, or with other steps. */
const chained = (
  draw: (uniform: () => number, options: AugmentOptions) => number[],
  order = 'hvrzcbu',
): Implementation<Augment>['module'] => ({
  augment(image: Image, seed: number, options: AugmentOptions): Image {
    const { uniform } = seededRandom(seed);
    const [u1, u2, u3, u4, u5, u6, u7, u8] = draw(uniform, options);
    const around = (u: number, most = 0) => (2 * u - 1) * most;
    const { crop: padding = 0 } = options;
    const places = 2 * padding + 1;
    const steps: Record<string, (one: Image) => Image> = {
      h: (one) => (options.flipHorizontal && u1 < 0.5 ? flipHorizontal(one) : one),
      v: (one) => (options.flipVertical && u2 < 0.5 ? flipVertical(one) : one),
      r: (one) => rotate(one, around(u3, options.rotation)),
      z: (one) => zoom(one, 1 + around(u4, options.zoom)),
      c: (one) => crop(one, padding, Math.floor(u5 * places), Math.floor(u6 * places)),
      b: (one) => brighten(one, around(u7, options.brightness)),
      u: (one) => (one.channels === 3 ? shiftHue(one, around(u8, options.hue)) : one),
    };
    return order.split('').reduce((one, step) => steps[step](one), image);
  },
});

const eight = (uniform: () => number) => Array.from({ length: 8 }, uniform);

const wrong: Implementation<Augment>[] = [
  {
    name: 'the flips are exchanged',
    module: { flipHorizontal: flipVertical, flipVertical: flipHorizontal },
  },
  {
    name: 'a flip reverses all of the pixels',
    module: { flipHorizontal: (image: Image) => ({ ...image, pixels: image.pixels.toReversed() }) },
  },
  {
    name: 'a flip reverses the channels of each pixel',
    module: { flipHorizontal: onPlanes((planes) => planes.map((p) => p.map((row) => row.toReversed())).toReversed()) }, // prettier-ignore
  },
  {
    name: 'a flip in place',
    module: {
      flipVertical(image: Image) {
        image.pixels.set(flipVertical(image).pixels);
        return image;
      },
    },
  },
  { name: 'clockwise', module: { rotate: (image: Image, degrees: number) => rotate(image, -degrees) } }, // prettier-ignore
  {
    name: 'radians',
    module: { rotate: (image: Image, degrees: number) => rotate(image, (degrees * 180) / Math.PI) },
  },
  {
    name: 'the nearest pixel',
    module: { rotate: onPlanes((planes, degrees: number) => rotated(planes, degrees, { value: nearest })) }, // prettier-ignore
  },
  {
    name: 'a rotation about the corner',
    module: { rotate: onPlanes((planes, degrees: number) => rotated(planes, degrees, { middle: () => 0 })) }, // prettier-ignore
  },
  {
    name: 'a rotation about n/2',
    module: { rotate: onPlanes((planes, degrees: number) => rotated(planes, degrees, { middle: (n) => n / 2 })) }, // prettier-ignore
  },
  {
    name: 'a rotation about a whole pixel',
    module: { rotate: onPlanes((planes, degrees: number) => rotated(planes, degrees, { middle: (n) => Math.floor(n / 2) })) }, // prettier-ignore
  },
  {
    name: 'the border goes on',
    module: { rotate: onPlanes((planes, degrees: number) => rotated(planes, degrees, { value: bilinearOverEdges })) }, // prettier-ignore
  },
  {
    name: 'nothing half outside',
    module: { rotate: onPlanes((planes, degrees: number) => rotated(planes, degrees, { value: bilinearInside })) }, // prettier-ignore
  },
  {
    name: 'a rotation forwards, with holes',
    module: {
      rotate(image: Image, degrees: number) {
        const { pixels, height, width, channels } = image;
        const result = new Float32Array(pixels.length);
        const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]; // prettier-ignore
        for (let i = 0; i < pixels.length; i++) {
          const place = Math.floor(i / channels);
          const [y, x] = [Math.floor(place / width) - (height - 1) / 2, (place % width) - (width - 1) / 2]; // prettier-ignore
          const [row, column] = [
            Math.round(y * cos - x * sin + (height - 1) / 2),
            Math.round(x * cos + y * sin + (width - 1) / 2),
          ];
          if (row < 0 || row >= height || column < 0 || column >= width) continue;
          result[(row * width + column) * channels + (i % channels)] = pixels[i];
        }
        return { ...image, pixels: result };
      },
    },
  },
  {
    name: 'only angles to 90',
    module: { rotate: (image: Image, degrees: number) => rotate(image, Math.max(-90, Math.min(90, degrees))) }, // prettier-ignore
  },
  { name: 'a zoom the other way', module: { zoom: (image: Image, factor: number) => zoom(image, factor > 0 ? 1 / factor : factor) } }, // prettier-ignore
  {
    name: 'a zoom to the nearest pixel',
    module: {
      zoom(image: Image, factor: number) {
        refusing(factor);
        return onPlanes((planes) => zoomed(planes, factor, { value: nearest }))(image);
      },
    },
  },
  {
    name: 'a zoom only enlarges',
    module: { zoom: (image: Image, factor: number) => zoom(image, factor > 0 ? Math.max(1, factor) : factor) }, // prettier-ignore
  },
  {
    name: 'a zoom from the corner',
    module: {
      zoom(image: Image, factor: number) {
        refusing(factor);
        return onPlanes((planes) => zoomed(planes, factor, { middle: () => 0 }))(image);
      },
    },
  },
  {
    name: 'a zoom of 0 is taken for 1',
    module: { zoom: (image: Image, factor: number) => zoom(image, factor > 0 ? factor : 1) },
  },
  {
    name: 'a crop the other way',
    module: {
      crop(image: Image, padding: number, top: number, left: number) {
        crop(image, padding, top, left);
        return crop(image, padding, 2 * padding - top, 2 * padding - left);
      },
    },
  },
  {
    name: 'a crop by column and row',
    module: { crop: (image: Image, padding: number, top: number, left: number) => crop(image, padding, left, top) }, // prettier-ignore
  },
  {
    name: 'a crop wraps around',
    module: {
      crop(image: Image, padding: number, top: number, left: number) {
        crop(image, padding, top, left);
        const [height, width] = [image.height, image.width];
        const at = (i: number, n: number) => ((i % n) + n) % n;
        return onPlanes((planes) =>
          planes.map(
            (plane) =>
            plane.map((row, y) => row.map((_, x) => plane[at(y + top - padding, height)][at(x + left - padding, width)])), // prettier-ignore
          ),
        )(image);
      },
    },
  },
  {
    name: 'a crop beyond the border is moved back',
    module: {
      crop: (image: Image, padding: number, top: number, left: number) => {
        const inside = (start: number) => Math.round(Math.min(2 * padding, Math.max(0, start)));
        return crop(image, padding, inside(top), inside(left));
      },
    },
  },
  {
    name: 'a crop refuses only a bad top',
    module: {
      crop: (image: Image, padding: number, top: number, left: number) =>
        crop(image, padding, top, Math.min(2 * padding, Math.max(0, Math.round(left)))),
    },
  },
  { name: 'brightness is not cut off', module: { brighten: (image: Image, change: number) => each(image, (value) => value + change) } }, // prettier-ignore
  { name: 'brightness is cut off above only', module: { brighten: (image: Image, change: number) => each(image, (value) => Math.min(1, value + change)) } }, // prettier-ignore
  { name: 'brightness multiplies', module: { brighten: (image: Image, change: number) => each(image, (value) => clip(value * (1 + change))) } }, // prettier-ignore
  {
    name: 'brightness in place',
    module: {
      brighten(image: Image, change: number) {
        image.pixels.forEach((value, i) => (image.pixels[i] = clip(value + change)));
        return image;
      },
    },
  },
  { name: 'brightness for the first channel', module: { brighten: (image: Image, change: number) => each(image, (value, i) => (i % image.channels === 0 ? clip(value + change) : value)) } }, // prettier-ignore
  { name: 'hue the other way', module: { shiftHue: (image: Image, turns: number) => shiftHue(image, -turns) } }, // prettier-ignore
  { name: 'hue in degrees', module: { shiftHue: (image: Image, turns: number) => shiftHue(image, turns / 360) } }, // prettier-ignore
  {
    name: 'a negative hue is not brought back',
    module: {
      shiftHue(image: Image, turns: number) {
        if (image.channels !== 3) return shiftHue(image, turns);
        const result = shiftHue(image, 0);
        for (let i = 0; i < result.pixels.length; i += 3) {
          const [hue, saturation, value] = hsvOf(Array.from(image.pixels.subarray(i, i + 3)));
          result.pixels.set(rgbOf(Math.max(0, (hue + turns) % 1), saturation, value), i);
        }
        return result;
      },
    },
  },
  {
    name: 'hue by hue, saturation and lightness',
    module: {
      shiftHue(image: Image, turns: number) {
        const result = shiftHue(image, turns);
        if (image.channels !== 3) return result;
        return each(result, (value, i) => {
          const at = i - (i % 3);
          const lightness = (pixels: Float32Array) => {
            const three = pixels.slice(at, at + 3);
            return (Math.max(...three) + Math.min(...three)) / 2;
          };
          return clip(0.9 * value + 0.1 * lightness(result.pixels));
        });
      },
    },
  },
  {
    name: 'hue exchanges the channels by thirds of a turn',
    module: {
      shiftHue(image: Image, turns: number) {
        const result = shiftHue(image, turns);
        const thirds = ((Math.round(3 * turns) % 3) + 3) % 3;
        return image.channels === 3
          ? each(result, (_, i) => image.pixels[i - (i % 3) + ((i + 3 - thirds) % 3)])
          : result;
      },
    },
  },
  {
    name: 'hue of any number of channels',
    module: {
      shiftHue: (image: Image, turns: number) =>
        image.channels === 3 ? shiftHue(image, turns) : { ...image, pixels: image.pixels.slice() },
    },
  },
  { name: 'one generator draws what is needed', module: chained((uniform, options) => {
      const { flipHorizontal: h, flipVertical: v, rotation, zoom: z, crop: c, brightness, hue } = options; // prettier-ignore
      return [h, v, rotation, z, c, c, brightness, hue].map((option) => (option ? uniform() : 0.5));
    }) }, // prettier-ignore
  { name: 'colours first', module: chained(eight, 'buhvrzc') },
  { name: 'the zoom before the rotation, the crop first', module: chained(eight, 'chvzrbu') },
  { name: 'the hue before the brightness', module: chained(eight, 'hvrzcub') },
  { name: 'the flips share one number', module: chained((uniform) => {
      const [u1, , ...rest] = eight(uniform);
      return [u1, u1, ...rest];
    }) }, // prettier-ignore
  { name: 'row and column share one number', module: chained((uniform) => {
      const [u1, u2, u3, u4, u5, , ...rest] = eight(uniform);
      return [u1, u2, u3, u4, u5, u5, ...rest];
    }) }, // prettier-ignore
  { name: 'a flip above a half', module: chained((uniform) => {
      const [u1, u2, ...rest] = eight(uniform);
      return [1 - u1, 1 - u2, ...rest];
    }) }, // prettier-ignore
  { name: 'chance without a seed', module: chained(() => Array.from({ length: 8 }, () => Math.random())) }, // prettier-ignore
  { name: 'one seed for all', module: chained(() => eight(seededRandom(1).uniform)) },
  {
    name: 'augment without options returns the image itself',
    module: {
      augment: (image: Image, seed: number, options: AugmentOptions) =>
        Object.keys(options).length === 0 ? image : augment(image, seed, options),
    },
  },
  {
    name: 'a plain array',
    module: { flipVertical: (image: Image) => ({ ...image, pixels: [...flipVertical(image).pixels] }) }, // prettier-ignore
  },
  {
    name: 'in 256 steps',
    module: { rotate: (image: Image, degrees: number) => each(rotate(image, degrees), (value) => Math.round(value * 255) / 255) }, // prettier-ignore
  },
];

/** Every function by places, from a helper that says what is where. */
const byPlaces = () => {
  const at = ({ pixels, height, width, channels }: Image, y: number, x: number, c: number) =>
    y < 0 || x < 0 || y >= height || x >= width ? 0 : pixels[(y * width + x) * channels + c];
  const between = (image: Image, y: number, x: number, c: number) => {
    const [top, left] = [Math.floor(y), Math.floor(x)];
    const [down, right] = [y - top, x - left];
    const above = at(image, top, left, c) * (1 - right) + at(image, top, left + 1, c) * right;
    const below = at(image, top + 1, left, c) * (1 - right) + at(image, top + 1, left + 1, c) * right; // prettier-ignore
    return above * (1 - down) + below * down;
  };
  const made = (image: Image, of: (y: number, x: number, c: number) => number): Image => {
    const { height, width, channels } = image;
    const pixels = Float32Array.from({ length: height * width * channels }, (_, i) => {
      const place = Math.floor(i / channels);
      return of(Math.floor(place / width), place % width, i % channels);
    });
    return { height, width, channels, pixels };
  };
  return {
    flipHorizontal: (image: Image) =>
      made(image, (y, x, c) => at(image, y, image.width - x - 1, c)),
    flipVertical: (image: Image) => made(image, (y, x, c) => at(image, image.height - y - 1, x, c)),
    rotate(image: Image, degrees: number) {
      const turn = (((degrees % 360) + 360) % 360) * (Math.PI / 180);
      const [cy, cx] = [image.height / 2 - 0.5, image.width / 2 - 0.5];
      return made(image, (row, column, c) => {
        const radius = Math.hypot(row - cy, column - cx);
        const angle = Math.atan2(row - cy, column - cx) + turn; // rows go down: this is back
        return between(image, cy + radius * Math.sin(angle), cx + radius * Math.cos(angle), c);
      });
    },
    zoom(image: Image, factor: number) {
      if (!(factor > 0)) throw new RangeError(`cannot zoom by ${factor}`);
      const [cy, cx] = [(image.height - 1) / 2, (image.width - 1) / 2];
      return made(image, (y, x, c) =>
        between(image, y / factor + cy * (1 - 1 / factor), x / factor + cx * (1 - 1 / factor), c),
      );
    },
    crop(image: Image, padding: number, top: number, left: number) {
      for (const start of [top, left]) {
        if (start < 0 || start > 2 * padding || start % 1 !== 0) throw new Error(`bad ${start}`);
      }
      const [height, width] = [image.height + 2 * padding, image.width + 2 * padding];
      const padded = made({ ...image, height, width }, (y, x, c) => at(image, y - padding, x - padding, c)); // prettier-ignore
      return made(image, (y, x, c) => at(padded, y + top, x + left, c));
    },
  };
};

const right: Implementation<Augment>[] = [
  { name: 'by places, rotation in polar coordinates', module: byPlaces() },
  {
    name: 'hue by hue, saturation and value; brightness in float64',
    module: {
      shiftHue(image: Image, turns: number) {
        if (image.channels !== 1 && image.channels !== 3) {
          throw new TypeError(`no hue in ${image.channels} channels`);
        }
        const pixels = new Float32Array(image.pixels);
        if (image.channels === 3) {
          for (let i = 0; i < pixels.length; i += 3) {
            const [hue, saturation, value] = hsvOf([pixels[i], pixels[i + 1], pixels[i + 2]]);
            pixels.set(rgbOf(hue + turns, saturation || 0, value), i);
          }
        }
        return { ...image, pixels };
      },
      brighten: onPlanes((planes, change: number) =>
        planes.map((plane) => plane.map((row) => row.map((value) => clip(value + change)))),
      ),
    },
  },
  {
    name: 'augment as a chain of all steps, on a copy',
    module: {
      augment: (image: Image, seed: number, options: AugmentOptions) =>
        (chained(eight).augment as typeof augment)(
          { ...image, pixels: Float32Array.from(image.pixels) },
          seed,
          options,
        ),
    },
  },
];

proveCorpus({ part: 'part7', file: 'augment', reference, wrong, right });
