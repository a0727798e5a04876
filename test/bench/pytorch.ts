import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { UserError } from '#src/common/user-error';
import { networks } from './networks.ts';
import { BATCH, type Trainer, VALIDATION } from './trainer.ts';

/** What PyTorch says of itself. */
export interface PyTorchFacts {
  version: string;
  /** The library that multiplies its matrices: OpenBLAS, the reference BLAS (ten times slower), MKL. */
  blas: string;
  threads: number;
  /** The name of the GPU that it sees. */
  gpu: string | null;
}

export interface PyTorch extends Trainer {
  facts: PyTorchFacts;
  /** Seconds until it was ready. */
  starting: number;
  /** Where it trains. */
  device: 'cpu' | 'cuda';
  /** Trains part 6's network for an epoch, on images that it makes at the first. @returns seconds. */
  epochOfPart6(epoch: EpochOfPart6): Promise<number>;
  end(): Promise<void>;
}

export interface EpochOfPart6 {
  sizes: number[];
  images: number;
  batch: number;
  /** As `torch.optim.SGD` calls them. */
  sgd: { lr: number; momentum: number; weight_decay: number };
}

/** For example `the CPU, 1 thread`. */
export function placeOf({ device, facts: { gpu, threads } }: PyTorch): string {
  if (device === 'cuda') return `CUDA on ${gpu}`;
  return `the CPU, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

const script = fileURLToPath(new URL('./pytorch.py', import.meta.url));
const oneThread = { OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/**
 * Starts a Python with PyTorch, which waits for commands.
 *
 * @param threads - undefined for as many as it takes by itself.
 * @param wantsGpu - to train on the GPU where it sees one.
 */
export async function startPyTorch(
  python: string,
  { threads, wantsGpu }: { threads?: number; wantsGpu: boolean },
): Promise<PyTorch> {
  const start = performance.now();
  const child = spawn(python, ['-B', script, ...(threads === undefined ? [] : [String(threads)])], {
    env: { ...process.env, ...(threads === 1 ? oneThread : {}) },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin.on('error', () => {}); // its end is seen below
  const exit = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function ask<Answer>(command: { do: string } & Record<string, unknown>): Promise<Answer> {
    child.stdin.write(`${JSON.stringify(command)}\n`);
    const { value, done } = await lines.next();
    if (done !== true) return JSON.parse(value) as Answer;
    await exit;
    throw new UserError(`PyTorch ended at "${command.do}":\n${errors.trim()}`);
  }

  const facts = await ask<PyTorchFacts>({ do: 'describe' });
  const device = wantsGpu && facts.gpu !== null ? 'cuda' : 'cpu';
  return {
    facts,
    starting: (performance.now() - start) / 1000,
    device,
    async prepare(network, optimizer) {
      const { layers } = networks[network];
      const command = { do: 'prepare', layers, optimizer, device, batch: BATCH };
      return (await ask<{ parameters: number }>(command)).parameters;
    },
    train: async (count) =>
      (await ask<{ milliseconds: number[] }>({ do: 'train', count })).milliseconds,
    validate: async () =>
      (await ask<{ milliseconds: number }>({ do: 'validate', ...VALIDATION })).milliseconds,
    epochOfPart6: async (epoch) =>
      (await ask<{ seconds: number }>({ do: 'epoch_of_part6', ...epoch })).seconds,
    async end() {
      child.stdin.end();
      await exit;
    },
  };
}
