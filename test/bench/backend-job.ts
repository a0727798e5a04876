/* Run by `runSideBySide` as a process of its own: measures one backend, in turns with PyTorch. */
import type { BackendName } from '#src/backend/choice';
import { runOn } from '#src/backend/failures';
import { tryBackend } from '#src/backend/load';
import { type Refusal, isRefusal } from '#src/backend/rung';
import { answerCall } from '#src/training/answer-call';
import { type Amount, type Measurement, measureNetwork } from './in-turns.ts';
import type { NetworkName } from './networks.ts';
import { ourTrainer } from './our-trainer.ts';
import { placeOf, startPyTorch } from './pytorch.ts';
import { isGpu } from './trainer.ts';

export interface BackendJob {
  call: {
    backend: BackendName;
    isNamed: boolean;
    networks: readonly NetworkName[];
    steps: number | undefined;
    /** The command of a Python that has PyTorch. */
    python: string | undefined;
  };
  message: Subjects | Measurement;
  result: Refusal | undefined;
}

/** What is compared. */
export interface Subjects {
  /** What TensorFlow.js computes on. */
  description: string;
  /** What PyTorch computes on, for example `the CPU, 1 thread`. */
  pytorch: string | undefined;
}

await answerCall<BackendJob>(async (call, send) => {
  const loaded = await tryBackend(call.backend, { isAskedFor: call.isNamed });
  if (isRefusal(loaded)) return loaded;
  const pytorch =
    call.python === undefined
      ? undefined
      : await startPyTorch(call.python, { threads: 1, wantsGpu: isGpu(call.backend) });
  await send({ description: loaded.description, pytorch: pytorch && placeOf(pytorch) });
  await runOn(loaded, async () => {
    const ours = ourTrainer(loaded.tf);
    for (const network of call.networks) {
      await measureNetwork(network, amountOf(network, call), ours, pytorch, send);
    }
  });
  await pytorch?.end();
  return undefined;
});

function amountOf(network: NetworkName, { backend, steps }: BackendJob['call']): Amount {
  const isSmall = network.startsWith('mlp');
  const warmUp = isSmall ? 200 : 12;
  if (backend === 'cpu') {
    // Half a minute for a step of cnn_4: one will do.
    return { warmUp: [0, warmUp], rounds: 1, steps: steps ?? 1, validation: false };
  }
  const enough = isSmall ? 40 : 6;
  return { warmUp: [warmUp, warmUp], rounds: 7, steps: steps ?? enough, validation: true };
}
