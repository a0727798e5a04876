import { seededRandom } from '../common/random.ts';
import { UsageError } from '../common/user-error.ts';
import { gather } from '../data/batches.ts';
import { loadDigits } from '../data/digits.ts';
import type { LabelledImages } from '../data/labelled-images.ts';
import { locateLocal, type LocateOptions } from '../data/locate.ts';
import { digits } from '../data/sources.ts';
import { loadStrokes } from '../data/strokes.ts';

/** The data sets of 8×8 grey digits; the first is the real one. */
export type SmallDigitDataset = 'digits' | 'strokes';

export interface SmallDigitCounts {
  train: number;
  /** A fifth of all. */
  test: number;
}

/** Images for training, as many as there are or as are drawn unless fewer are asked for. */
const allImages = 1437;

/** Height and width of an image. */
const size = 8;

/** Pixels whose ink makes one pixel of a small image, in height and in width. */
const block = 4;

/**
 * How many images are used: 1437 for training and 360 for testing, as scikit-learn divides its 1797 by
 * 80 to 20.
 *
 * @param samples - for training; more than there are take all.
 * @throws {UsageError} when there are too few to try ten classes.
 */
export function smallDigitCounts(samples: number = allImages): SmallDigitCounts {
  if (samples < 10) throw new UsageError(`--samples ${samples}: wanted at least 10, one of each digit.`); // prettier-ignore
  const train = Math.min(samples, allImages);
  return { train, test: Math.ceil(train / 4) };
}

/**
 * Loads 8×8 digits, divided at random.
 *
 * @param seed - any 32-bit integer; the same seed divides scikit-learn's digits in the same way. Strokes are always the same.
 */
export async function loadSmallDigits(
  dataset: SmallDigitDataset,
  { train, test }: SmallDigitCounts,
  seed: number,
  options: LocateOptions,
): Promise<{ train: LabelledImages; test: LabelledImages }> {
  if (dataset === 'strokes') {
    return {
      train: shrunk(loadStrokes('train', { count: train })),
      test: shrunk(loadStrokes('test', { count: test })),
    };
  }
  const all = await loadDigits(options);
  const order = Uint32Array.from(seededRandom(seed).permutation(all.count));
  return {
    train: chosen(all, order.subarray(test, test + train)),
    test: chosen(all, order.subarray(0, test)),
  };
}

/**
 * Makes 8×8 images as scikit-learn's were made: each pixel is the ink of 4×4 pixels of an image of 32×32,
 * in 17 levels. Smaller images get a border of paper.
 */
export function shrunk({ images, labels, count, height, width }: LabelledImages): LabelledImages {
  const small = new Uint8Array(count * size * size);
  const top = Math.floor((size * block - height) / 2);
  const left = Math.floor((size * block - width) / 2);
  for (let i = 0; i < count; i++) {
    const ink = new Float64Array(size * size);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const place = Math.floor((y + top) / block) * size + Math.floor((x + left) / block);
        ink[place] += images[(i * height + y) * width + x];
      }
    }
    for (const [place, sum] of ink.entries()) {
      const level = Math.round(sum / 255); // of 16 at most: each of the 16 pixels gives up to 255
      small[i * size * size + place] = Math.round((level * 255) / 16);
    }
  }
  return { images: small, labels, count, height: size, width: size, channels: 1 };
}

function chosen(data: LabelledImages, indices: Uint32Array): LabelledImages {
  const { images, labels } = gather(data, indices, 'levels');
  return { ...data, images: Uint8Array.from(images), labels, count: indices.length };
}

/** scikit-learn's digits where they are on this machine already, and else strokes, which need no network. */
export async function smallDigitDatasetHere(env: LocateOptions['env']): Promise<SmallDigitDataset> {
  const [path] = await locateLocal(digits, { env });
  return path === undefined ? 'strokes' : 'digits';
}
