import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A process of its own that reads texts which nobody trusts: they may crash it, or take forever. */
export interface Reader<Question, Answer> {
  /**
   * @returns the answer, or why there is none, in words. Questions wait for earlier ones.
   * @throws when the system starts no more processes.
   */
  ask(question: Question): Promise<Read<Answer>>;
  /** Ends the process. What is not answered yet never is. */
  close(): void;
}

export type Read<Answer> = { answer: Answer } | { failure: string };

export interface ReaderOptions {
  /** How long one question may take, in milliseconds. Default 10 000; starting the process does not count. */
  limitMs?: number | undefined;
}

/** A busy machine may take its time to start a process. */
const START_LIMIT = 60_000;

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Its process starts with the first question, and again after each that ended it.
 *
 * @param program - the module that the process runs; it calls `answerQuestions`.
 */
export function openReader<Question, Answer>(
  program: URL,
  { limitMs = 10_000 }: ReaderOptions = {},
): Reader<Question, Answer> {
  let child: ChildProcess | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function answerTo(question: Question): Promise<Read<Answer>> {
    child ??= await start(program);
    child.send(question as object, () => {}); // where it ends before it has read this, its end says so
    const heard = await next(child, limitMs);
    if ('message' in heard) return heard.message as Read<Answer>;
    child = undefined;
    return heard;
  }

  return {
    ask(question) {
      const result = queue.then(() => answerTo(question));
      queue = result.catch(() => undefined);
      return result;
    },
    close() {
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}

async function start(program: URL): Promise<ChildProcess> {
  const child = fork(program, {
    cwd: root,
    execArgv: ['--max-old-space-size=1024', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // While a question is open its timer keeps this program alive; nothing else here has to.
  child.unref();
  child.channel?.unref();
  const heard = await next(child, START_LIMIT);
  child.on('error', () => {}); // a question to one that has ended, which `close` says too
  if ('message' in heard) return child;
  throw new Error(`The process that reads programs could not be started: ${heard.failure}.`);
}

/** The next message of a process, or how it ended: by itself, or because it took too long. */
function next(
  child: ChildProcess,
  limitMs: number,
): Promise<{ message: unknown } | { failure: string }> {
  return new Promise((resolve, reject) => {
    const late = () => {
      child.kill('SIGKILL');
      done({ failure: `it took longer than ${limitMs / 1000} s` });
    };
    const timer = setTimeout(late, limitMs);
    const done = (heard: { message: unknown } | { failure: string }) => {
      clearTimeout(timer);
      child.off('message', answer).off('close', close).off('error', fail);
      resolve(heard);
    };
    const answer = (message: unknown) => done({ message });
    const close = (code: number | null, signal: string | null) =>
      done({
        failure: `it ended the process that read it (${signal ?? `exit code ${code}`}): it may nest too deeply`,
      });
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    child.on('message', answer).on('close', close).on('error', fail);
  });
}
