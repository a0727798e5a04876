import { type ChildProcess, fork } from 'node:child_process';
import { type ProcessEnd, describeEnd } from './job-end.ts';
import type { Answer, FromJob, JobTypes, Outcome, Question, ToJob } from './job-messages.ts';

export interface JobOptions<Job extends JobTypes> {
  entry: URL;
  execArgv: readonly string[];
  signal: AbortSignal;
  silenceMs: number | undefined;
  onMessage: (message: Job['message']) => void;
  /** Must not reject. */
  onQuestion: (question: Question<Job>) => Promise<Answer<Job>>;
  onOutput: (text: string) => void;
}

/** How long a process may take to end once it should, in milliseconds. */
const PATIENCE = 1000;

/** How many characters of the end of its error output are kept: they say why a process crashed. */
const KEPT = 8000;

/**
 * Runs one job in a process of its own.
 *
 * @returns what became of it, once the process has ended and all that it sent has come.
 * @throws when the system starts no more processes.
 */
export async function runJob<Job extends JobTypes>(
  call: Job['call'],
  { entry, execArgv, signal, silenceMs, onMessage, onQuestion, onOutput }: JobOptions<Job>,
): Promise<Outcome<Job['result']>> {
  if (signal.aborted) return { state: 'stopped' };
  // Nothing is ever written to its standard input, which breaks when this process dies: see follow-parent.ts.
  const child = fork(entry, {
    execArgv: [...execArgv],
    serialization: 'advanced',
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  let outcome: Outcome<Job['result']> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const conclude = (first: Outcome<Job['result']>) => {
    outcome ??= first;
    timer ??= setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  };
  let silence: NodeJS.Timeout | undefined;
  const listen = () => {
    clearTimeout(silence);
    if (silenceMs === undefined) return;
    silence = setTimeout(() => {
      conclude({ state: 'failed', message: `It said nothing for ${silenceMs / 1000} s, and was ended.` }); // prettier-ignore
      child.kill('SIGKILL');
    }, silenceMs);
  };
  const tell = (message: ToJob<Job>) =>
    send(child, message, (reason) => conclude({ state: 'failed', message: reason }));
  const reply = async (question: Question<Job>) => {
    clearTimeout(silence); // now it is this side that says nothing
    const answer = await onQuestion(question);
    if (outcome !== undefined) return;
    listen();
    tell({ answer });
  };
  listen();
  child.on('message', (news: FromJob<Job> | null) => {
    if (outcome !== undefined) return;
    listen();
    if (news?.job === 'message') onMessage(news.message);
    if (news?.job === 'question') void reply(news.question);
    if (news?.job === 'result') conclude({ state: 'done', result: news.result });
    if (news?.job === 'failure') conclude({ state: 'failed', ...news.failure });
  });
  const errors = readOutput(child, onOutput);
  const stop = () => {
    conclude({ state: 'stopped' });
    child.kill('SIGTERM');
  };
  signal.addEventListener('abort', stop);
  try {
    tell({ call });
    const end = await ended(child);
    return outcome ?? describeEnd(end, errors());
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(timer);
    clearTimeout(silence);
  }
}

/** @param refuse - called when a message holds what cannot cross, such as a function. */
function send(child: ChildProcess, message: object, refuse: (reason: string) => void): void {
  const [kind] = Object.keys(message);
  try {
    // Where the process ends before it has read this, its end says why.
    child.send(message, () => {});
  } catch (error) {
    refuse(`The ${kind} cannot be sent to another process: ${(error as Error).message}`);
    child.kill('SIGKILL');
  }
}

/** @returns a function that gives the end of the error output so far. */
function readOutput(child: ChildProcess, onOutput: (text: string) => void): () => string {
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', onOutput);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-KEPT);
    onOutput(text);
  });
  return () => errors;
}

/** Waits until a process has ended and its pipes are closed. @throws when it could not be started. */
function ended(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout;
    child.on('error', (error) => {
      if (child.pid === undefined) reject(error);
    });
    child.once('exit', () => {
      // A process that the job has started and left behind may hold the pipes open.
      timer = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, PATIENCE);
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal });
    });
  });
}
