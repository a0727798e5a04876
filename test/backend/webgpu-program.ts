/* Does on WebGPU what tests want to see done, and prints what came of it as JSON. */
import { type LoadedTensorFlow, loadTensorFlow } from '#src/backend/load';
import { runOn } from '#src/backend/failures';
import type { GpuDevice } from '#src/backend/rungs/webgpu-types';
import { trainSmallNetwork } from './small-network.ts';

const globalsBefore = new Set(Object.getOwnPropertyNames(globalThis));
const navigatorBefore = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
const messageOf = (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`;
const failureOf = (work: Promise<unknown>) => work.then(() => 'nothing was thrown', messageOf);
const load = () => loadTensorFlow({ backend: 'webgpu' });
const deviceOf = ({ tf }: LoadedTensorFlow) =>
  (tf.backend() as unknown as { device: GpuDevice }).device;

const first = await load();
const { tf, backend, description } = first;
const tensors = tf.memory().numTensors;
const losses = await runOn(first, () => trainSmallNetwork(first, 12));
const leaked = tf.memory().numTensors - tensors;
const again = await load();
const isSameDevice = deviceOf(again) === deviceOf(first);

// By hand, the three failures; each with the run after it.
const readAtOnce = await failureOf(runOn(first, async () => tf.ones([5000]).add(1).dataSync()));

const readTooLarge = async () => {
  const { limits } = deviceOf(first) as unknown as { limits: { maxBufferSize: number } };
  const sum = tf.zeros([limits.maxBufferSize / 4 + 1]).add(1);
  return sum.slice([0], [5]).data();
};
const tooLarge = await failureOf(runOn(first, readTooLarge));
const tooLargeUnwatched = await failureOf(readTooLarge());

const second = await load();
const recovered = await runOn(second, () => trainSmallNetwork(second, 3));
const lost = await failureOf(
  runOn(second, async () => {
    setTimeout(() => deviceOf(second).destroy(), 100);
    return trainSmallNetwork(second, 10_000);
  }),
);

const third = await load();
const hung = failureOf(runOn(third, () => new Promise(() => undefined)));
deviceOf(third).destroy();

const seen = {
  backend,
  description,
  losses,
  leaked,
  isSameDevice,
  readAtOnce,
  tooLarge,
  tooLargeUnwatched,
  recovered,
  lost,
  hung: await hung,
  newGlobals: Object.getOwnPropertyNames(globalThis).filter(
    (name) => /gpu|navigator/i.test(name) && !globalsBefore.has(name),
  ),
  isNavigatorAsBefore:
    Object.getOwnPropertyDescriptor(globalThis, 'navigator')?.get === navigatorBefore?.get,
};
process.stdout.write(`${JSON.stringify(seen)}\n`);
