/* Run by `trainRuns` as a process of its own: a network of three weights, and all that may go wrong. */
import type { Scalar, Tensor } from '@tensorflow/tfjs';
import { setTimeout as pause } from 'node:timers/promises';
import { answerTraining } from '#src/training/runs/answer-training';
import { STEPS, type ToySettings } from './toy-settings.ts';

await answerTraining(async (settings, { tf }) => {
  const { does } = settings as ToySettings;
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' })],
  });
  const optimizer = tf.train.adam(0.1);
  const x = tf.tensor2d([1, 2, 3, 4, 5, 7], [3, 2]);
  let firstEpoch: number | undefined;
  const y = tf.tensor2d([1, 2, 4], [3, 1]);

  function step(): number {
    return tf.tidy(() => {
      const error = (): Scalar => tf.losses.meanSquaredError(y, model.apply(x) as Tensor);
      return optimizer.minimize(error, true)!.dataSync()[0];
    });
  }

  return {
    model,
    optimizer,
    async trainEpoch(epoch, onRecord) {
      if (does === 'throws') throw new TypeError('loss is no function');
      firstEpoch ??= epoch;
      if (does === 'hangs' && epoch === 1) for (;;);
      if (does === 'prints') process.stdout.write(`epoch ${epoch}\n`);
      if (does === 'waits') {
        process.stdout.write('waiting\n');
        await pause(60_000);
      }
      const records: object[] = [];
      for (let i = 1; i <= STEPS; i++) {
        const at = epoch * STEPS + i;
        if (does === 'crashes once' && epoch === 1 && firstEpoch === 0 && i === 3) process.abort();
        const isNaN = does.startsWith('diverges') && at === 6;
        const record = { step: at, loss: isNaN ? NaN : step(), epoch };
        records.push(record);
        if (does === 'leaks') tf.tensor1d([at]);
        if (does !== 'says nothing' && does !== 'diverges, and tells it in the end') onRecord(record); // prettier-ignore
        await pause(1);
      }
      return does === 'gives no records' ? undefined : records;
    },
    async finish(records) {
      return { count: records.length, weights: Array.from(model.getWeights()[0].dataSync()) };
    },
  };
});
