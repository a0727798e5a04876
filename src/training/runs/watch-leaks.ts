import type { TensorFlow } from '../../backend/rung.ts';

/**
 * Notices, once, that epochs leave tensors behind.
 *
 * @param file - whose work they are, for the message: `katas/part3/train.ts`.
 */
export function watchLeaks(
  tf: TensorFlow,
  file: string,
  note: (text: string) => Promise<void>,
): { afterEpoch(): Promise<void> } {
  let tensors: number | undefined;
  let hasTold = false;
  return {
    async afterEpoch() {
      const { numTensors } = tf.memory();
      tensors ??= numTensors;
      if (numTensors <= tensors || hasTold) return;
      hasTold = true;
      await note(leak(file, numTensors - tensors));
    },
  };
}

const leak = (file: string, count: number) =>
  `${file}: ${count} more tensors are in memory than an epoch before: in a long training, memory runs out. tf.tidy around what makes them disposes of them.`; // prettier-ignore
