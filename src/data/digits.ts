import { UserError } from '../common/user-error.ts';
import { readGzip } from './gzip.ts';
import type { LabelledImages } from './labelled-images.ts';
import { locate, replaceAdvice } from './locate.ts';
import type { LocateOptions } from './locate.ts';
import { digits } from './sources.ts';
import type { DataSource } from './sources.ts';

const size = 8;
const mostInk = 16;

/**
 * The digits of scikit-learn: 1797 grey images of 8×8, not divided into parts.
 *
 * @returns labels 0 … 9, in the published order. The file's 17 levels, 0 paper … 16 ink, become
 *   0 … 255 as everywhere: level l is `Math.round(l * 255 / 16)`, and `Math.round(level * 16 / 255)` is l again.
 * @throws {UserError} as `locate`, and when the file is damaged or holds other numbers than it should.
 */
export function loadDigits(options: LocateOptions): Promise<LabelledImages> {
  return readDigits(digits, options);
}

/** Reads a source of one file in the format of scikit-learn's digits. */
export async function readDigits(
  source: DataSource,
  options: LocateOptions,
): Promise<LabelledImages> {
  const [path] = await locate(source, options);
  const [file] = source.files;
  const [content] = file.contents!;
  const bytes = await readGzip(path, content, replaceAdvice(source, file));
  return parseDigits(bytes.toString('latin1'), path);
}

/**
 * @param text - lines of 64 levels 0 … 16 and a digit, separated by commas.
 * @param name - how messages call it.
 * @throws {UserError} that names the first wrong line.
 */
export function parseDigits(text: string, name: string): LabelledImages {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const pixels = size * size;
  const images = new Uint8Array(lines.length * pixels);
  const labels = new Uint8Array(lines.length);
  for (const [i, line] of lines.entries()) {
    const numbers = line.split(',').map(Number);
    const isWrong = (value: number, k: number) =>
      !(Number.isInteger(value) && value >= 0 && value <= (k < pixels ? mostInk : 9));
    if (numbers.length !== pixels + 1 || numbers.some(isWrong)) {
      throw new UserError(
        `${name}: line ${i + 1} is ${JSON.stringify(line.slice(0, 40))}, ${numbers.length} values; wanted ${pixels} levels 0 … ${mostInk} and a digit 0 … 9. Download or copy the file again.`,
      );
    }
    images.set(
      numbers.slice(0, pixels).map((level) => Math.round((level * 255) / mostInk)),
      i * pixels,
    );
    labels[i] = numbers[pixels];
  }
  return { images, labels, count: lines.length, height: size, width: size, channels: 1 };
}
