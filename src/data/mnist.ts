import { UserError } from '../common/user-error.ts';
import { readIdx } from './idx.ts';
import type { LabelledImages } from './labelled-images.ts';
import { locate } from './locate.ts';
import type { LocateOptions } from './locate.ts';
import { mnist, mnistFiles } from './sources.ts';

/**
 * MNIST: 28×28 grey images of handwritten digits, 60 000 for training and 10 000 for testing.
 *
 * @param part - only the files of this part are looked for, and downloaded if need be.
 * @returns levels 0 paper … 255 ink, labels 0 … 9, in the published order.
 * @throws {UserError} as `locate` and `readIdx`, and when images and labels do not belong together.
 */
export async function loadMnist(
  part: 'train' | 'test',
  options: LocateOptions,
): Promise<LabelledImages> {
  const files =
    part === 'train'
      ? [mnistFiles.trainImages, mnistFiles.trainLabels]
      : [mnistFiles.testImages, mnistFiles.testLabels];
  const [imagePath, labelPath] = await locate(mnist, options, files);
  return readLabelledIdx(imagePath, labelPath);
}

/**
 * Reads a pair of IDX files in MNIST's layout.
 *
 * @throws {UserError} when a file is damaged, the counts differ, or a label is no digit.
 */
export async function readLabelledIdx(
  imagePath: string,
  labelPath: string,
): Promise<LabelledImages> {
  const [{ shape, data: images }, { data: labels }] = await Promise.all([
    readIdx(imagePath, 3),
    readIdx(labelPath, 1),
  ]);
  const [count, height, width] = shape;
  if (labels.length !== count) {
    throw new UserError(
      `${labelPath}: ${labels.length} labels; wanted ${count}, one for each image of ${imagePath}. Download both files again.`,
    );
  }
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new UserError(
      `${labelPath}: label ${labels[wrong]} at index ${wrong}; wanted a digit 0 … 9. Download the file again.`,
    );
  }
  return { images, labels, count, height, width, channels: 1 };
}
