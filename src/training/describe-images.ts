import { type ColourDataset, colourDatasetTitles, type ImageCounts } from './image-data.ts';

/** What is used for what, in a line: `CIFAR-10: 45000 training, 5000 validation, 10000 test images`. */
export function describeImages(dataset: ColourDataset, counts: ImageCounts): string {
  const { train, validation, validationUsed, test } = counts;
  const part = validationUsed === validation ? '' : ` (curves on ${validationUsed})`;
  return `${colourDatasetTitles[dataset]}: ${train} training, ${validation} validation${part}, ${test} test images`;
}
