import { seededRandom } from '../common/random.ts';
import type { LabelledImages } from './labelled-images.ts';

/**
 * Chooses a few samples to look at: one of each class in turn, in the order of the classes.
 *
 * @param count - how many; fewer come where the data set has fewer.
 * @param seed - any 32-bit integer; the same seed chooses the same samples.
 * @returns their indices.
 */
export function sampleOfEach({ labels }: LabelledImages, count: number, seed: number): number[] {
  const queues = new Map<number, number[]>();
  for (const i of seededRandom(seed).permutation(labels.length)) {
    const queue = queues.get(labels[i]);
    if (queue) queue.push(i);
    else queues.set(labels[i], [i]);
  }
  const inOrder = [...queues].sort(([a], [b]) => a - b).map(([, queue]) => queue);
  const most = Math.max(0, ...inOrder.map((queue) => queue.length));
  const chosen: number[] = [];
  for (let round = 0; round < most && chosen.length < count; round++) {
    chosen.push(...inOrder.flatMap((queue) => queue.slice(round, round + 1)));
  }
  return chosen.slice(0, count);
}

/** The same number of each class, and always the same ones; all of them where no fewer are asked for. */
export function fewerOf(data: LabelledImages, count: number): LabelledImages {
  if (count >= data.count) return data;
  const length = data.height * data.width * data.channels;
  const images = new Uint8Array(count * length);
  const labels = new Uint8Array(count);
  for (const [k, i] of sampleOfEach(data, count, 0).entries()) {
    images.set(data.images.subarray(i * length, (i + 1) * length), k * length);
    labels[k] = data.labels[i];
  }
  return { ...data, images, labels, count };
}
