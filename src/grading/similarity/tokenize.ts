import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SyntaxTokens } from './syntax-tokens.ts';

interface Unreadable {
  /** Why a file could not be read as a program. */
  reason: string;
}

export type FromTokenizer = SyntaxTokens | Unreadable;

export interface TokenizeOptions {
  /** Milliseconds that one file may take; 10 000 by default. */
  limitMs?: number;
}

/** A busy machine may take its time. */
const START_LIMIT = 60_000;

const root = fileURLToPath(new URL('../../..', import.meta.url));
const program = fileURLToPath(new URL('./tokenize-process.ts', import.meta.url));

/**
 * Reads files as sequences of syntax, in a process of its own: a text that nests deep enough ends
 * the parser's process, and one that takes too long has it ended. The next text gets a fresh one.
 *
 * @returns for each text its syntax, or why it has none.
 * @throws when the system starts no more processes.
 */
export async function tokenize(
  texts: readonly string[],
  { limitMs = 10_000 }: TokenizeOptions = {},
): Promise<FromTokenizer[]> {
  const answers: FromTokenizer[] = [];
  let child: ChildProcess | undefined;
  try {
    for (const text of texts) {
      child ??= await start();
      const answer = await ask(child, text, limitMs);
      if (answer === undefined) child = undefined;
      answers.push(answer ?? { reason: 'the parser crashed or took too long: it nests too deep' });
    }
  } finally {
    child?.kill('SIGKILL');
  }
  return answers;
}

/** Loading the program is not the file's fault: its time does not count. */
async function start(): Promise<ChildProcess> {
  const child = fork(program, {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const isReady = await next(child, START_LIMIT);
  if (isReady === undefined)
    throw new Error('The process that reads programs could not be started.');
  return child;
}

function ask(child: ChildProcess, text: string, limitMs: number) {
  child.send(text, () => {}); // where it ends before it has read this, its end says so
  return next(child, limitMs) as Promise<FromTokenizer | undefined>;
}

/** The next message of a process. @returns undefined when it has ended instead, or took too long. */
function next(child: ChildProcess, limitMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (!child.connected) return resolve(undefined);
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
    const done = () => {
      clearTimeout(timer);
      child.off('message', answer).off('close', close).off('error', fail);
    };
    const answer = (message: unknown) => (done(), resolve(message));
    const close = () => (done(), resolve(undefined));
    const fail = (error: Error) => (done(), reject(error));
    child.on('message', answer).on('close', close).on('error', fail);
  });
}
