/* Run by `runSideBySide` as a process of its own: trains one network, as an experiment does. */
import { type BackendName } from '#src/backend/choice';
import { runOn } from '#src/backend/failures';
import { loadTensorFlow } from '#src/backend/load';
import { answerCall } from '#src/training/answer-call';
import type { NetworkName } from './networks.ts';
import { ourTrainer } from './our-trainer.ts';

export interface TrainJob {
  call: { backend: BackendName; network: NetworkName; steps: number };
  message: never;
  /** Seconds from the start of the process, until it began to train and while it trained. */
  result: { starting: number; training: number };
}

await answerCall<TrainJob>(async ({ backend, network, steps }) => {
  const loaded = await loadTensorFlow({ backend });
  return runOn(loaded, async () => {
    const trainer = ourTrainer(loaded.tf);
    await trainer.prepare(network, 'Adam');
    const starting = performance.now() / 1000; // counted from the start of the process
    await trainer.train(steps);
    return { starting, training: performance.now() / 1000 - starting };
  });
});
