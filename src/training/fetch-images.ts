import type { ExperimentContext } from './experiment.ts';
import { type ColourDataset, type ImageCounts, loadImages } from './image-data.ts';

/** Downloads CIFAR-10 where it is not here yet, once and with progress, before several trainings want it. */
export async function fetchImages(
  dataset: ColourDataset,
  counts: ImageCounts,
  { env, signal, live }: ExperimentContext,
): Promise<void> {
  if (dataset !== 'cifar10') return;
  await loadImages(dataset, counts, {
    env,
    signal,
    onProgress: ({ receivedBytes, totalBytes }) =>
      live(` downloading CIFAR-10: ${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB`),
  });
  live('');
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
