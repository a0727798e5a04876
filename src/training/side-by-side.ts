import { setMaxListeners } from 'node:events';
import { availableParallelism } from 'node:os';
import { UsageError } from '../common/user-error.ts';
import type { Answer, JobTypes, Outcome, Question } from './job-messages.ts';
import { runJob } from './job-process.ts';

export interface SideBySide<Job extends JobTypes> {
  /** The module that every process runs; it calls `answerCall`. */
  entry: URL;
  /** One a job. What crosses is copied, as by `structuredClone`: typed arrays cross, functions do not. */
  calls: readonly Job['call'][];
  /** How many run at once, at least 1. Default: the cores that this process may use. */
  jobs?: number | undefined;
  /** Node's own arguments. Default: this process's, so that `#kata/…` means the same. */
  execArgv?: readonly string[];
  /** A job that neither sends anything nor ends for so long is ended, in milliseconds. Default: none is. */
  silenceMs?: number | undefined;
  /** Aborted to stop all jobs at once. */
  signal?: AbortSignal | undefined;
  /** Called with what a job sends on its way, in the order in which it was sent. */
  onMessage?: (index: number, message: Job['message']) => void;
  /** Called with what a job asks; it waits for the answer, for which no silence is counted against it. */
  onQuestion?: (index: number, question: Question<Job>) => Promise<Answer<Job>>;
  /** Called with what a job prints, in pieces as they come. */
  onOutput: (index: number, text: string) => void;
  /** Called as a job ends; for one that never began too. */
  onEnd?: (index: number, outcome: Outcome<Job['result']>) => void;
}

/**
 * Runs independent jobs, each in a process of its own, and begins them in the order in which they came.
 * A job that fails or crashes ends no other. All of them end with this process, whatever ends it.
 *
 * @returns what became of each job, in the order of `calls`; none of their processes runs any more.
 * @throws {UsageError} when `jobs` is no whole number of at least 1.
 * @throws what a callback throws, or the promise of an answer, after all jobs were stopped.
 */
export async function runSideBySide<Job extends JobTypes>(
  request: SideBySide<Job>,
): Promise<Outcome<Job['result']>[]> {
  const { entry, calls, jobs = availableParallelism(), execArgv = process.execArgv } = request;
  if (!Number.isInteger(jobs) || jobs < 1) {
    throw new UsageError(`Jobs at once: a whole number of at least 1 is wanted, ${jobs} came.`);
  }
  const halt = new AbortController();
  setMaxListeners(0, halt.signal); // one for each job that runs
  const stop = () => halt.abort();
  let mistake: { error: unknown } | undefined;
  const guard = (callback: () => void) => {
    try {
      callback();
    } catch (error) {
      mistake ??= { error };
      stop();
    }
  };

  /** @returns an answer that never comes, where there is none: the job is stopped. */
  function answerOf(index: number, question: Question<Job>): Promise<Answer<Job>> {
    return new Promise((resolve) => {
      const asked = async () => {
        if (request.onQuestion === undefined) throw new Error(`Job ${index} asks, and onQuestion is missing.`); // prettier-ignore
        resolve(await request.onQuestion(index, question));
      };
      asked().catch((error: unknown) => {
        mistake ??= { error };
        stop();
      });
    });
  }

  const outcomes: Outcome<Job['result']>[] = [];
  const waiting = calls.entries(); // shared by all who take turns
  async function takeTurns(): Promise<void> {
    for (const [index, call] of waiting) {
      const outcome = await runJob<Job>(call, {
        entry,
        execArgv,
        signal: halt.signal,
        silenceMs: request.silenceMs,
        onMessage: (message) => guard(() => request.onMessage?.(index, message)),
        onQuestion: (question) => answerOf(index, question),
        onOutput: (text) => guard(() => request.onOutput(index, text)),
      }).catch(notStarted);
      outcomes[index] = outcome;
      guard(() => request.onEnd?.(index, outcome));
    }
  }

  if (request.signal?.aborted === true) stop();
  request.signal?.addEventListener('abort', stop);
  await Promise.all(Array.from({ length: Math.min(jobs, calls.length) }, takeTurns));
  request.signal?.removeEventListener('abort', stop);
  if (mistake !== undefined) throw mistake.error;
  return outcomes;
}

function notStarted(error: Error): Outcome<never> {
  const message = `No process could be started (${error.message}). Fewer at once may do: --jobs 1.`;
  return { state: 'failed', message };
}
