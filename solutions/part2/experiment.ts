import { setImmediate as breathe } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { kernelNames } from '../../fixtures/part2/kernels.ts';
import { myConv2d, type Tensor4 } from '#kata/part2/conv2d';
import { imageGrid, type ImageGrid } from '#src/charts/image-grid';
import { imageGridSvg } from '#src/charts/svg/image-grid';
import { UsageError, UserError } from '#src/common/user-error';
import { digitBatch } from '#src/data/digit-batch';
import { loadMnist } from '#src/data/mnist';
import { toNested } from '#src/data/nested';
import { readNpy } from '#src/data/npy';
import { loadStrokes } from '#src/data/strokes';
import { shapeOf } from '#src/laws/compare';
import { withinTime } from '#src/laws/time-limit';
import type { Experiment, ExperimentContext } from '#src/training/experiment';

/** Images of one digit in the batch, where the data set lets us choose. */
const BATCH = 5;
/** The digit of whoever gives no student number. */
const DEFAULT_DIGIT = 8;

/** Convolves a batch of one digit with eight kernels: a row per image, a column per kernel. */
export const experiment: Experiment = {
  title: 'Part 2 · one digit under eight kernels',
  heeds: ['samples', 'student'],
  datasets: ['fixtures', 'strokes', 'mnist'],
  async run(context) {
    const { options, canvas, print, live, save, signal } = context;

    // data: [batch, 1, 28, 28] and [8, 1, 5, 5]
    const digit = digitOf(options.student);
    const input = await loadBatch(context, digit);
    const kernel = await loadFixture('kernel.npy');
    live('');
    const sources = { mnist: 'real MNIST', strokes: 'freshly drawn strokes' };
    const source = sources[options.dataset as keyof typeof sources] ?? `samples_${digit}.npy`;
    print(
      ` ${input.length} images of the digit ${digit} from ${source}, ${kernel.length} kernels of 5×5`,
    );

    // model: the convolution, one image at a time so that Ctrl-C is heard
    const output: Tensor4 = [];
    const start = performance.now();
    for (const image of input) {
      output.push(...(await convolve([image], kernel)));
      await breathe();
      if (signal.aborted) return;
    }
    const milliseconds = performance.now() - start;

    // report
    const shape = [output.length, output[0].length, output[0][0].length, output[0][0][0].length];
    print(` output [${shape.join(', ')}] in ${milliseconds.toFixed(0)} ms\n`);
    const names = kernelNames.slice(0, kernel.length);
    const kernels: ImageGrid = {
      title: 'The kernels: weights above and below zero',
      images: [kernel.map(([plane]) => plane)],
      rowCaptions: ['kernel'],
      columnCaptions: kernel.map((_, o) => String(o)),
      palette: 'diverging',
    };
    const responses: ImageGrid = {
      title: 'The output: a row per image, a column per kernel',
      images: input.map(([plane], n) => [plane, ...output[n]]),
      rowCaptions: input.map((_, n) => `image ${n}`),
      columnCaptions: ['input', ...kernel.map((_, o) => String(o))],
      palette: 'diverging', // zero is the same in all of them: nothing found
    };
    print(`${imageGrid(kernels, canvas)}\n`);
    print(names.map((name, o) => `  ${o} ${name}`).join('\n') + '\n');
    print(imageGrid(responses, canvas));

    const name = `part2_${digit}`;
    await save(
      `${name}.json`,
      JSON.stringify({ name, digit, dataset: options.dataset, seed: options.seed, shape, output }),
    );
    await save(`${name}_kernels.svg`, imageGridSvg(kernels));
    await save(`${name}_output.svg`, imageGridSvg(responses));
  },
};

/** The last digit of a student number such as `e1234567`. */
function digitOf(student: string | undefined): number {
  if (student === undefined) return DEFAULT_DIGIT;
  if (!/^e?\d{7}$/i.test(student)) {
    throw new UsageError(
      `--student ${student}: a number of seven digits is wanted, like e1234567.`,
    );
  }
  return Number(student.at(-1));
}

async function loadBatch(context: ExperimentContext, digit: number): Promise<Tensor4> {
  const { options, env, signal, live } = context;
  const { samples: count = BATCH } = options;
  if (options.dataset === 'strokes') {
    const drawn = loadStrokes('test', { seed: options.seed });
    return digitBatch(drawn, digit, count, options.seed);
  }
  if (options.dataset !== 'mnist') {
    const batch = await loadFixture(`samples_${digit}.npy`);
    const { samples = batch.length } = options;
    if (samples > batch.length) {
      throw new UsageError(
        `--samples ${samples}: the fixtures hold ${batch.length} images; --dataset mnist has more.`,
      );
    }
    return batch.slice(0, samples);
  }
  const mnist = await loadMnist('test', {
    env,
    signal,
    onProgress: ({ receivedBytes, totalBytes }) =>
      live(` downloading MNIST: ${megabytes(receivedBytes)} of ${megabytes(totalBytes)} MB`),
  });
  return digitBatch(mnist, digit, count, options.seed);
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

async function loadFixture(name: string): Promise<Tensor4> {
  const path = fileURLToPath(new URL(`../../fixtures/part2/${name}`, import.meta.url));
  return toNested(await readNpy(path), 4, name);
}

/** How long the subject may take for one image, in milliseconds. */
const PATIENCE = 20_000;

/** The subject's convolution; what it returns must be images of the right size. */
async function convolve(images: Tensor4, kernel: Tensor4): Promise<Tensor4> {
  const output: unknown = await withinTime(PATIENCE, () => myConv2d(images, kernel));
  const rows = images[0][0].length - kernel[0][0].length + 1;
  const columns = images[0][0][0].length - kernel[0][0][0].length + 1;
  const wanted = [images.length, kernel.length, rows, columns];
  const shape = shapeOf(output);
  if (shape?.join() !== wanted.join()) {
    throw new UserError(
      `For one image, myConv2d must return [${wanted.join(', ')}] numbers; ` +
        `it returned ${shape === undefined ? 'no regular arrays of numbers' : `[${shape.join(', ')}]`}. ` +
        '`npm test katas/part2` says what is wrong.',
    );
  }
  return output as Tensor4;
}
