/** An image: rows of grey values from the top, or values in one array. */
export type Image =
  | readonly (readonly number[])[]
  | {
      width: number;
      height: number;
      /** 1 (default) is grey; 3 is red, green, blue, interleaved, and no palette is applied. */
      channels?: 1 | 3 | undefined;
      /** `height · width · channels` values, row by row from the top. */
      data: ArrayLike<number>;
    };

/** An image in the one form that the charts work on. */
export interface Pixels {
  width: number;
  height: number;
  channels: 1 | 3;
  data: ArrayLike<number>;
}

function isRows(image: Image): image is readonly (readonly number[])[] {
  return Array.isArray(image);
}

/** The image as one array; what is missing of a short row is NaN. */
export function toPixels(image: Image): Pixels {
  if (!isRows(image)) return { ...image, channels: image.channels ?? 1 };
  const width = Math.max(0, ...image.map((row) => row.length));
  const data = image.flatMap((row) => Array.from({ length: width }, (_, x) => row[x] ?? NaN));
  return { width, height: image.length, channels: 1, data };
}

/** How much of each source cell lies in each of `to` equal parts of `from` cells. */
function shares(from: number, to: number): { first: number; weights: number[] }[] {
  return Array.from({ length: to }, (_, part) => {
    const [start, end] = [(part * from) / to, ((part + 1) * from) / to];
    const first = Math.floor(start + 1e-9);
    const weights: number[] = [];
    for (let cell = first; cell < end - 1e-9; cell++) {
      weights.push((Math.min(end, cell + 1) - Math.max(start, cell)) / (end - start));
    }
    return { first, weights };
  });
}

/**
 * The image in another size: each new pixel is the mean over the area it covers. By a whole factor,
 * enlarging repeats pixels exactly. A pixel that covers a NaN is NaN.
 */
export function resize(image: Pixels, width: number, height: number): Pixels {
  const { channels } = image;
  const columns = shares(image.width, width);
  const rows = shares(image.height, height);
  const data = new Float64Array(width * height * channels);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        row.weights.forEach((rowWeight, dy) => {
          column.weights.forEach((columnWeight, dx) => {
            const source = (row.first + dy) * image.width + column.first + dx;
            sum += rowWeight * columnWeight * image.data[source * channels + c];
          });
        });
        data[(y * width + x) * channels + c] = sum;
      }
    });
  });
  return { width, height, channels, data };
}

/**
 * Whose least and greatest value become the ends of the palette: those of `each` image, of all
 * images `together`, or two given numbers.
 */
export type Normalisation = 'each' | 'together' | readonly [number, number];

/** The values that the ends of the palette stand for. */
export type ValueRange = readonly [number, number];

/** The least and greatest finite value; `[0, 1]` where there is none. */
export function rangeOf(images: readonly Pixels[]): ValueRange {
  let [low, high] = [Infinity, -Infinity];
  for (const { data } of images) {
    for (let i = 0; i < data.length; i++) {
      if (!Number.isFinite(data[i])) continue;
      low = Math.min(low, data[i]);
      high = Math.max(high, data[i]);
    }
  }
  return low > high ? [0, 1] : [low, high];
}

/** The range for a palette with zero in its middle. */
export function aroundZero([low, high]: ValueRange): ValueRange {
  const size = Math.max(Math.abs(low), Math.abs(high));
  return [-size, size];
}

/**
 * Where a value lies in the range, 0 … 1, and NaN where it is not finite. In a range without extent
 * zero is 0 and anything else ½.
 */
export function levelOf(value: number, [low, high]: ValueRange): number {
  if (!Number.isFinite(value)) return NaN;
  // halves, because the difference of two large numbers may overflow
  if (high > low) return Math.min(1, Math.max(0, (value / 2 - low / 2) / (high / 2 - low / 2)));
  return value === 0 ? 0 : 0.5;
}
