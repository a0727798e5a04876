import { imageGrid } from '../../charts/image-grid.ts';
import { UsageError } from '../../common/user-error.ts';
import type { Dataset } from '../../data/datasets.ts';
import { sampleOfEach } from '../../data/sample.ts';
import { describeTerminal } from '../terminal.ts';

/** Images side by side, where the terminal is not wide enough to show more in full. */
const COLUMNS = 5;

/** As many as are worth looking at. */
const MOST = 1000;

/** Prints samples of a data set as pictures, each under the name of its class. */
export async function showSamples(
  dataset: Dataset,
  { count, seed }: { count: number; seed: number },
): Promise<void> {
  if (count < 1 || count > MOST) {
    throw new UsageError(`--count is a number from 1 to ${MOST}; ${count} came.`);
  }
  const { canvas } = describeTerminal(process.stdout, process.env);
  const drawn = Math.ceil(count / dataset.classes.length) * dataset.classes.length;
  const data = await dataset.load({ env: process.env, offline: true, count: drawn, seed });
  const { images, labels, height, width, channels } = data;
  const chosen = sampleOfEach(data, count, seed);
  const length = height * width * channels;
  const image = (i: number) => ({
    width,
    height,
    channels: channels === 3 ? (3 as const) : (1 as const),
    data: images.subarray(i * length, (i + 1) * length),
  });
  console.log();
  console.log(
    imageGrid(
      {
        title: `${dataset.name}: ${dataset.holds}`,
        images: [chosen.map(image)],
        columnCaptions: chosen.map((i) => dataset.classes[labels[i]]),
        normalise: [0, 255],
        minimumWidth: Math.min(width, Math.floor((canvas.width + 1) / COLUMNS) - 1),
      },
      canvas,
    ),
  );
  console.log();
}
