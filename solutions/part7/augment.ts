import { seededRandom } from '#src/common/random';

export interface Image {
  pixels: Float32Array;
  height: number;
  width: number;
  channels: number;
}

/** An image whose row y, column x is row `rowOf(y)`, column `columnOf(x)` of another; 0 outside of it. */
function rearranged(
  { pixels, height, width, channels }: Image,
  rowOf: (y: number) => number,
  columnOf: (x: number) => number,
): Image {
  const result = new Float32Array(pixels.length);
  for (let y = 0, to = 0; y < height; y++) {
    const row = rowOf(y);
    for (let x = 0; x < width; x++, to += channels) {
      const column = columnOf(x);
      if (row < 0 || row >= height || column < 0 || column >= width) continue;
      const from = (row * width + column) * channels;
      for (let c = 0; c < channels; c++) result[to + c] = pixels[from + c];
    }
  }
  return { pixels: result, height, width, channels };
}

export function flipHorizontal(image: Image): Image {
  return rearranged(
    image,
    (y) => y,
    (x) => image.width - 1 - x,
  );
}

export function flipVertical(image: Image): Image {
  return rearranged(
    image,
    (y) => image.height - 1 - y,
    (x) => x,
  );
}

/**
 * An image that shows, at a place relative to the middle, what another one has at that place multiplied
 * by a matrix: x′ = a·x − b·y, y′ = b·x + a·y.
 */
function turned({ pixels, height, width, channels }: Image, a: number, b: number): Image {
  const result = new Float32Array(pixels.length);
  const middleY = (height - 1) / 2;
  const middleX = (width - 1) / 2;
  for (let row = 0, to = 0; row < height; row++) {
    const y = row - middleY;
    for (let column = 0; column < width; column++, to += channels) {
      const x = column - middleX;
      const fromX = middleX + a * x - b * y;
      const fromY = middleY + b * x + a * y;
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      for (let sourceY = top; sourceY <= top + 1; sourceY++) {
        if (sourceY < 0 || sourceY >= height) continue;
        const shareY = 1 - Math.abs(fromY - sourceY); // the nearer, the more
        for (let sourceX = left; sourceX <= left + 1; sourceX++) {
          if (sourceX < 0 || sourceX >= width) continue;
          const share = shareY * (1 - Math.abs(fromX - sourceX));
          const from = (sourceY * width + sourceX) * channels;
          for (let c = 0; c < channels; c++) result[to + c] += share * pixels[from + c];
        }
      }
    }
  }
  return { pixels: clipped(result), height, width, channels }; // four shares may round to above 1
}

/** The same array, with what leaves 0 … 1 cut off. */
function clipped(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = unit(values[i]);
  return values;
}

const unit = (value: number) => (value < 0 ? 0 : value > 1 ? 1 : value);

export function rotate(image: Image, degrees: number): Image {
  const angle = (degrees * Math.PI) / 180;
  return turned(image, Math.cos(angle), Math.sin(angle));
}

export function zoom(image: Image, factor: number): Image {
  if (!(factor > 0)) throw new Error(`The zoom factor is ${factor}; wanted a number above 0.`);
  return turned(image, 1 / factor, 0);
}

export function crop(image: Image, padding: number, top: number, left: number): Image {
  for (const [name, start] of Object.entries({ top, left })) {
    if (Number.isInteger(start) && start >= 0 && start <= 2 * padding) continue;
    throw new Error(
      `${name} is ${start}; wanted a whole number from 0 to ${2 * padding}, twice the padding.`,
    );
  }
  return rearranged(
    image,
    (y) => y + top - padding,
    (x) => x + left - padding,
  );
}

export function brighten(image: Image, change: number): Image {
  const pixels = image.pixels.slice();
  for (let i = 0; i < pixels.length; i++) pixels[i] += change;
  return { ...image, pixels: clipped(pixels) };
}

export function shiftHue(image: Image, turns: number): Image {
  const { pixels, channels } = image;
  const result = pixels.slice();
  if (channels === 1) return { ...image, pixels: result };
  if (channels !== 3) {
    throw new Error(`The image has ${channels} channels; wanted 3, red, green and blue, or 1.`);
  }
  for (let i = 0; i < pixels.length; i += 3) {
    const red = pixels[i];
    const green = pixels[i + 1];
    const blue = pixels[i + 2];
    const most = Math.max(red, green, blue);
    const least = Math.min(red, green, blue);
    const chroma = most - least;
    if (chroma === 0) continue; // a grey has no hue
    const sixths =
      most === red
        ? (green - blue) / chroma
        : most === green
          ? 2 + (blue - red) / chroma
          : 4 + (red - green) / chroma;
    const moved = sixths + 6 * turns;
    const hue = moved - 6 * Math.floor(moved / 6); // red 0, green 2, blue 4
    result[i] = least + chroma * unit(Math.abs(hue - 3) - 1);
    result[i + 1] = least + chroma * unit(2 - Math.abs(hue - 2));
    result[i + 2] = least + chroma * unit(2 - Math.abs(hue - 4));
  }
  return { ...image, pixels: result };
}

export interface AugmentOptions {
  flipHorizontal?: boolean;
  flipVertical?: boolean;
  rotation?: number;
  zoom?: number;
  crop?: number;
  brightness?: number;
  hue?: number;
}

export function augment(image: Image, seed: number, options: AugmentOptions): Image {
  const { uniform } = seededRandom(seed);
  const [left, top, angle, size, row, column, light, colour] = Array.from({ length: 8 }, uniform);
  const around = (share: number, most: number) => (2 * share - 1) * most;
  let result: Image = { ...image, pixels: image.pixels.slice() };
  if (options.flipHorizontal && left < 0.5) result = flipHorizontal(result);
  if (options.flipVertical && top < 0.5) result = flipVertical(result);
  if (options.rotation) result = rotate(result, around(angle, options.rotation));
  if (options.zoom) result = zoom(result, 1 + around(size, options.zoom));
  if (options.crop) {
    const places = 2 * options.crop + 1;
    result = crop(result, options.crop, Math.floor(row * places), Math.floor(column * places));
  }
  if (options.brightness) result = brighten(result, around(light, options.brightness));
  if (options.hue) result = shiftHue(result, around(colour, options.hue));
  return result;
}
