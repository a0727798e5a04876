import { UserError } from '../common/user-error.ts';
import { type BackendName, type Environment, backendNames, chooseBackend } from './choice.ts';
import { thisMachine, whyNotLoaded } from './machine.ts';

import { type Machine, type Refusal, type Rung, type TensorFlow, isRefusal } from './rung.ts';
import { withoutHints } from './without-hints.ts';

export interface LoadOptions {
  /** As `--backend` names it. Default: what KATA_BACKEND says, or else `auto`. */
  backend?: string | undefined;
  /** Default `process.env`. */
  env?: Environment;
  /** Stands in for parts of this machine. */
  machine?: Partial<Machine>;
}

export interface LoadedTensorFlow {
  tf: TensorFlow;
  backend: BackendName;
  /** What it computes on, for example `WebAssembly with SIMD, one thread`. */
  description: string;
  /**
   * Aborted when the backend fails on its own time, as a GPU that disappears does, with the error as
   * its reason. Most backends never do.
   */
  failed: AbortSignal;
}

/** Each rung is a file of its own, loaded when it is tried. */
const rungs: Record<BackendName, () => Promise<Rung>> = {
  cuda: async () => (await import('./rungs/cuda.ts')).cuda,
  webgpu: async () => (await import('./rungs/webgpu.ts')).webgpu,
  node: async () => (await import('./rungs/node.ts')).node,
  wasm: async () => (await import('./rungs/wasm.ts')).wasm,
  cpu: async () => (await import('./rungs/cpu.ts')).cpu,
};

/**
 * Loads TensorFlow.js with the fastest backend that works here, or with the one that was named, and makes
 * it the current one. Nothing of TensorFlow.js is loaded before this is called.
 *
 * @throws {UsageError} when there is no backend of that name.
 * @throws {UserError} when the one that was named does not work here: why, what would make it work, and
 *   which one would.
 */
export async function loadTensorFlow(options: LoadOptions = {}): Promise<LoadedTensorFlow> {
  const { backend, env = process.env } = options;
  const { name, asked } = chooseBackend(backend, env);
  if (name === 'auto') return climb(backendNames, options);
  const outcome = await tryBackend(name, { ...options, isAskedFor: true });
  if (!isRefusal(outcome)) return outcome;
  const slower = backendNames.slice(backendNames.indexOf(name) + 1);
  const next = await climb(slower, options).catch(() => undefined);
  throw new UserError(
    `${asked}: this backend does not work here: ${outcome.reason}. What would help: ${outcome.advice}.` +
      (next === undefined
        ? ''
        : ` What works now: --backend ${next.backend} (${next.description}).`),
  );
}

/** Tries backends in order, up to the first that works. */
async function climb(
  names: readonly BackendName[],
  options: LoadOptions,
): Promise<LoadedTensorFlow> {
  const refusals = new Map<BackendName, Refusal>();
  for (const name of names) {
    const outcome = await tryBackend(name, { ...options, isAskedFor: false });
    if (isRefusal(outcome)) {
      refusals.set(name, outcome);
      continue;
    }
    // That wasm does not work is never right, and what comes after it is far slower.
    const lost = refusals.get('wasm');
    if (lost !== undefined) outcome.description += `; wasm does not work: ${lost.reason}`;
    return outcome;
  }
  const reasons = [...refusals].map(
    ([name, { reason, advice }]) => `${name}: ${reason}; ${advice}.`,
  );
  throw new UserError(['No backend of TensorFlow.js works here:', ...reasons].join('\n  '));
}

/**
 * Loads one backend, whatever else would work.
 *
 * @returns why not, when it does not work here.
 */
export async function tryBackend(
  name: BackendName,
  { env = process.env, machine, isAskedFor }: LoadOptions & { isAskedFor: boolean },
): Promise<LoadedTensorFlow | Refusal> {
  const rung = await rungs[name]();
  try {
    const outcome = await withoutHints(() =>
      rung.start({ ...thisMachine, ...machine, env, isAskedFor }),
    );
    if (isRefusal(outcome)) return outcome;
    const { tf, description, failed = new AbortController().signal } = outcome;
    return { tf, backend: name, description, failed };
  } catch (error) {
    const advice = 'npm install puts missing and damaged packages right';
    return { reason: whyNotLoaded(error), advice };
  }
}
