import * as tf from '@tensorflow/tfjs';
import { loadTensorFlow } from '#src/backend/load';
import { seededRandom } from '#src/common/random';
import { trainEpoch } from '../../solutions/part6/epoch.ts';
import { SoftmaxCrossEntropy } from '../../solutions/part6/losses.ts';
import { buildNetwork } from '../../solutions/part6/network.ts';
import { SGD } from '../../solutions/part6/optimizer.ts';
import { pythonWith } from '../fixtures/python.ts';
import { describeMachine } from './machine.ts';
import { type EpochOfPart6, startPyTorch } from './pytorch.ts';
import { median, summary } from './timing.ts';
import { factText } from './training-text.ts';

const ROUNDS = 5;

/** The report's best network, and as many images as MNIST has for training. */
const work: EpochOfPart6 = {
  sizes: [784, 256, 128, 10],
  images: 60_000,
  batch: 100,
  sgd: { lr: 0.01, momentum: 0.9, weight_decay: 0.0005 },
};

/** Measures an epoch on WebAssembly with the modules of part 6's solution, in turns with PyTorch on one thread. */
export async function modules(): Promise<void> {
  const python = pythonWith('torch');
  for (const [name, value] of Object.entries(await describeMachine(python))) console.log(factText(name, value)); // prettier-ignore
  await loadTensorFlow({ backend: 'wasm' });
  const ours = epochOfOurs();
  const pytorch = python === undefined ? undefined : await startPyTorch(python, { threads: 1, wantsGpu: false }); // prettier-ignore
  // The first epoch of each compiles, and makes the images.
  await ours();
  await pytorch?.epochOfPart6(work);
  const times: { ours: number[]; pytorch: number[] } = { ours: [], pytorch: [] };
  for (let round = 0; round < ROUNDS; round++) {
    times.ours.push(await ours());
    if (pytorch !== undefined) times.pytorch.push(await pytorch.epochOfPart6(work));
  }
  await pytorch?.end();
  console.log(`\nan epoch of ${work.sizes.join('–')} on ${work.images} random images, batches of ${work.batch}`); // prettier-ignore
  console.log(factText('ours', summary(times.ours)));
  if (pytorch === undefined) return;
  const ratios = times.ours.map((seconds, i) => seconds / times.pytorch[i]);
  console.log(factText('PyTorch', summary(times.pytorch)));
  console.log(factText('ratio', `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`)); // prettier-ignore
}

function epochOfOurs(): () => Promise<number> {
  const { sizes, images: count, batch, sgd } = work;
  const [pixels, classes] = [sizes[0], sizes.at(-1)!];
  const random = seededRandom(1);
  const samples = {
    images: tf.tensor2d(Float32Array.from({ length: count * pixels }, () => random.uniform()), [count, pixels]), // prettier-ignore
    labels: tf.tensor1d(Int32Array.from({ length: count }, () => Math.floor(classes * random.uniform())), 'int32'), // prettier-ignore
  };
  const network = buildNetwork(sizes);
  const optimizer = new SGD(network.parameters(), {
    learningRate: sgd.lr,
    momentum: sgd.momentum,
    weightDecay: sgd.weight_decay,
  });
  const loss = new SoftmaxCrossEntropy();
  let epoch = 0;
  return async () => {
    const start = performance.now();
    await trainEpoch(network, loss, optimizer, samples, { batchSize: batch, epoch: epoch++ });
    return (performance.now() - start) / 1000;
  };
}
