import { availableParallelism } from 'node:os';
import type { BackendName } from '#src/backend/choice';
import { UserError } from '#src/common/user-error';
import { runSideBySide } from '#src/training/side-by-side';
import type { NetworkName } from './networks.ts';
import { type PyTorch, placeOf, startPyTorch } from './pytorch.ts';
import { median } from './timing.ts';
import type { TrainJob } from './train-job.ts';
import { isGpu } from './trainer.ts';

/** Several networks trained, from the start of the processes to the last step. */
export interface WholeRun {
  /** For example `2 processes at once`. */
  manner: string;
  seconds: number;
  /** What it took to start one process, in seconds. */
  starting: number;
  /** It was stopped on the way, after those seconds: it would have taken longer. */
  isCut: boolean;
}

export interface Whole {
  steps: number;
  ours: WholeRun;
  /** One network after the other: as PyTorch comes, and on all cores where that is something else. */
  pytorch: (WholeRun & {
    /** Our seconds over these; less than that where these were cut. */
    ratio: number;
  })[];
}

/** Several threads on cores that others use can take ten times as long: then PyTorch is stopped. */
const PATIENCE = 2;

/** How many steps it trains between two looks at the clock. */
const CHUNK = 20;

/** Trains networks with Adam: ours side by side in processes, PyTorch's in the ways it offers. */
export async function trainAll(
  backend: BackendName,
  names: readonly NetworkName[],
  steps: number,
  python: string | undefined,
): Promise<Whole> {
  const cores = availableParallelism();
  const ours = await trainOurs(backend, names, steps, cores);
  const pytorch: Whole['pytorch'] = [];
  if (python !== undefined) {
    const wantsGpu = isGpu(backend);
    const limit = PATIENCE * ours.seconds;
    const asItComes = await startPyTorch(python, { wantsGpu });
    pytorch.push(compare(await trainByPyTorch(asItComes, names, steps, limit), ours));
    if (asItComes.device === 'cpu' && asItComes.facts.threads !== cores) {
      const onAllCores = await startPyTorch(python, { wantsGpu, threads: cores });
      pytorch.push(compare(await trainByPyTorch(onAllCores, names, steps, limit), ours));
    }
  }
  return { steps, ours, pytorch };
}

const compare = (theirs: WholeRun, ours: WholeRun) => ({
  ...theirs,
  ratio: ours.seconds / theirs.seconds,
});

async function trainOurs(
  backend: BackendName,
  names: readonly NetworkName[],
  steps: number,
  jobs: number,
): Promise<WholeRun> {
  const start = performance.now();
  const outcomes = await runSideBySide<TrainJob>({
    entry: new URL('./train-job.ts', import.meta.url),
    // The convolutional networks take the longest, and begin.
    calls: names.toReversed().map((network) => ({ backend, network, steps })),
    jobs,
    onOutput: (_, text) => process.stderr.write(text),
  });
  const seconds = (performance.now() - start) / 1000;
  const starting = outcomes.map((outcome) => {
    if (outcome.state === 'done') return outcome.result.starting;
    throw new UserError(outcome.state === 'failed' ? outcome.message : 'It was stopped.');
  });
  return { manner: `${jobs} processes at once`, seconds, starting: median(starting), isCut: false };
}

/** Trains, and ends the process. @param limit - after how many seconds it is given up. */
async function trainByPyTorch(
  pytorch: PyTorch,
  names: readonly NetworkName[],
  steps: number,
  limit: number,
): Promise<WholeRun> {
  const { starting } = pytorch;
  const start = performance.now();
  const seconds = () => starting + (performance.now() - start) / 1000;
  let left = steps * names.length;
  for (const name of names) {
    await pytorch.prepare(name, 'Adam');
    for (let done = 0; done < steps && seconds() < limit; done += CHUNK) {
      const count = Math.min(CHUNK, steps - done);
      await pytorch.train(count);
      left -= count;
    }
  }
  await pytorch.end();
  const manner = pytorch.device === 'cuda' ? 'CUDA' : placeOf(pytorch);
  return { manner, seconds: seconds(), starting, isCut: left > 0 };
}
