import { describe, expect, test } from 'vitest';
import { loadStrokes } from '#src/data/strokes';
import { loadSmallDigits, shrunk, smallDigitCounts, smallDigitDatasetHere } from '#src/training/small-digits'; // prettier-ignore
import { temporaryFolders } from '../data/temporary-folder.ts';

const temporaryFolder = temporaryFolders();
const env = { KATA_DATA_DIR: process.env.KATA_DATA_DIR };

describe('8×8 digits', () => {
  test('are divided 80 to 20, in full and of few', () => {
    expect(smallDigitCounts()).toEqual({ train: 1437, test: 360 });
    expect(smallDigitCounts(300)).toEqual({ train: 300, test: 75 });
    expect(smallDigitCounts(5000)).toEqual({ train: 1437, test: 360 });
    expect(() => smallDigitCounts(9)).toThrow('--samples 9: wanted at least 10');
  });

  test('are made of strokes by adding up the ink of 4×4 pixels, in 17 levels', () => {
    const paper = new Uint8Array(28 * 28);
    paper[0] = 255; // row 2, column 2 of 32×32: the corner block, all by itself
    paper[2 * 28 + 2] = 127; // the block below and to the right
    paper.fill(255, 6 * 28 + 6, 6 * 28 + 10); // a row of the block at 2, 2
    const { images, height, width } = shrunk({ images: paper, labels: Uint8Array.of(3), count: 1, height: 28, width: 28, channels: 1 }); // prettier-ignore
    expect([height, width]).toEqual([8, 8]);
    const inked = [...images.entries()].filter(([, level]) => level > 0);
    expect(inked).toEqual([[0, 16], [18, 64]]); // prettier-ignore
  });

  test('of strokes have every level, and keep their labels', async () => {
    const counts = { train: 200, test: 50 };
    const { train, test: rest } = await loadSmallDigits('strokes', counts, 1, { env: {} });
    expect([train.count, rest.count]).toEqual([200, 50]);
    expect(train.labels).toEqual(loadStrokes('train', { count: 200 }).labels);
    const levels = new Set([...train.images].map((level) => (level * 16) / 255));
    expect([...levels].every((level) => Math.abs(level - Math.round(level)) < 0.05)).toBe(true);
    expect(levels.size).toBe(17);
  });

  test('stand in where scikit-learn’s are not on this machine', async () => {
    const empty = await temporaryFolder();
    expect(await smallDigitDatasetHere({ KATA_DATA_DIR: empty, XDG_CACHE_HOME: empty })).toBe('strokes'); // prettier-ignore
  });

  test.skipIf(env.KATA_DATA_DIR === undefined || env.KATA_DATA_DIR === '')(
    'of scikit-learn are each in one part, and another seed divides them otherwise',
    async () => {
      const counts = smallDigitCounts();
      const divided = async (seed: number) => loadSmallDigits('digits', counts, seed, { env });
      const [one, same, other] = [await divided(1), await divided(1), await divided(2)];
      const images = ({ images: levels }: typeof one.train) =>
        Array.from({ length: levels.length / 64 }, (_, i) =>
          levels.slice(64 * i, 64 * i + 64).join(),
        );
      const all = [...images(one.train), ...images(one.test)];
      expect(all).toHaveLength(1797);
      expect(new Set(all).size).toBe(new Set([...images(other.train), ...images(other.test)]).size);
      expect(all.toSorted()).toEqual([...images(other.train), ...images(other.test)].toSorted());
      expect(one).toEqual(same);
      expect(one.test.labels).not.toEqual(other.test.labels);
    },
  );
});
