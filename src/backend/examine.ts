import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type BackendName, type Environment, backendNames, chooseBackend } from './choice.ts';
import type { Refusal } from './rung.ts';

/** What a trial of one backend came to. */
export type Trial = { works: true; description: string } | ({ works: false } & Refusal);

export type BackendReport = Trial & {
  name: BackendName;
  /** True for the one that `loadTensorFlow` would take in this environment. */
  isChosen: boolean;
};

export interface ExamineOptions {
  /** How long one backend may take. Default 10 000. */
  limitMs?: number;
  /** The program that tries some. Default `examine-process.ts` beside this file. */
  program?: URL;
}

/** Those that one process tries; a process can have only one native TensorFlow. */
const lanes: readonly (readonly BackendName[])[] = [
  ['cuda', 'webgpu'],
  ['node', 'wasm', 'cpu'],
];

/**
 * Tries every backend, in other processes: a driver that crashes or hangs does no harm here.
 *
 * @param env - KATA_BACKEND chooses, as it does for `loadTensorFlow`.
 * @returns a report of each, fastest first.
 * @throws {UsageError} when KATA_BACKEND names no backend.
 */
export async function examineBackends(
  env: Environment,
  options: ExamineOptions = {},
): Promise<BackendReport[]> {
  const { name: wanted } = chooseBackend(undefined, env);
  const results = await Promise.all(lanes.map((names) => tryAll(names, env, options)));
  const trials = new Map(results.flatMap((result) => [...result]));
  const fastest = backendNames.find((name) => trials.get(name)?.works);
  return backendNames.map((name) => {
    const trial = trials.get(name)!;
    const isChosen = trial.works && name === (wanted === 'auto' ? fastest : wanted);
    return { ...trial, name, isChosen };
  });
}

/** Tries some backends in one process, and those after one that ended it in the next. */
async function tryAll(
  names: readonly BackendName[],
  env: Environment,
  options: ExamineOptions,
): Promise<Map<BackendName, Trial>> {
  const trials = new Map<BackendName, Trial>();
  while (trials.size < names.length) {
    const rest = names.slice(trials.size);
    const ending = await tryInProcess(rest, env, options, (trial) =>
      trials.set(names[trials.size], trial),
    );
    if (trials.size < names.length) {
      const advice = 'KATA_BACKEND=wasm keeps the experiments away from it';
      trials.set(names[trials.size], { works: false, reason: ending, advice });
    }
  }
  return trials;
}

const ownProgram = new URL('./examine-process.ts', import.meta.url);
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param report - called with the trial of each, in order, as far as the process comes.
 * @returns how the process ended, in words.
 */
function tryInProcess(
  names: readonly BackendName[],
  env: Environment,
  { limitMs = 10_000, program = ownProgram }: ExamineOptions,
  report: (trial: Trial) => void,
): Promise<string> {
  const child = fork(fileURLToPath(program), names, {
    cwd: root,
    env: { ...env },
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => {
    const giveUp = () => {
      resolve(`it did not answer within ${limitMs / 1000} s`);
      child.kill('SIGKILL');
    };
    let timer = setTimeout(giveUp, limitMs);
    let missing = names.length;
    child.on('message', (trial) => {
      report(trial as Trial);
      clearTimeout(timer);
      if (--missing === 0)
        child.kill('SIGKILL'); // it has said what it had to say
      else timer = setTimeout(giveUp, limitMs);
    });
    const end = (how: string) => {
      clearTimeout(timer);
      resolve(how);
    };
    child.on('error', ({ message }) => end(`no process could be started to try it (${message})`));
    // Not `exit`, which may come before the last message has been read.
    child.on('close', (code, signal) =>
      end(`it ended the process that tried it (${signal ?? `exit code ${code}`})`),
    );
  });
}
