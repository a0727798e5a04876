/* Run by `runSideBySide` as processes of their own: what a job may do, right and wrong. */
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '#src/common/user-error';
import { answerCall, type Ask } from '#src/training/answer-call';

export type Call =
  | { do: 'sleep'; milliseconds: number }
  | { do: 'double'; values: Float32Array }
  | { do: 'count'; to: number }
  | { do: 'ask'; questions: readonly number[] }
  | { do: 'ask, then wait for nothing' }
  | { do: 'flood'; messages: number; bytes: number }
  | { do: 'print' }
  | { do: 'throw'; message: string; isForUser: boolean }
  | { do: 'throw later' }
  | { do: 'reject later' }
  | { do: 'exit' }
  | { do: 'wait for nothing' }
  | { do: 'kill' }
  | { do: 'abort' }
  | { do: 'fill memory' }
  | { do: 'give a function' }
  | { do: 'leave a timer' }
  | { do: 'crash after the result' }
  | { do: 'loop' }
  | { do: 'loop, deaf to SIGTERM' }
  | { do: 'send nonsense' }
  | { do: 'note its end'; file: string };

/** The results are of many kinds. */
export interface Job<Result = unknown> {
  call: Call;
  message: unknown;
  result: Result;
  question: number;
  answer: number;
}

/** When a process began and when its job ended, in milliseconds since 1970. */
export interface Span {
  start: number;
  end: number;
}

type Send = (message: unknown) => Promise<void>;

type Work<Name> = (call: Extract<Call, { do: Name }>, send: Send, ask: Ask<Job>) => unknown;

const work: { [Name in Call['do']]: Work<Name> } = {
  sleep: async ({ milliseconds }, send): Promise<Span> => {
    await send(process.pid);
    await pause(milliseconds);
    return { start: performance.timeOrigin, end: performance.timeOrigin + performance.now() };
  },
  double: ({ values }) => values.map((value) => 2 * value),
  count: async ({ to }, send) => {
    for (let i = 1; i <= to; i++) await send(i);
    return to;
  },
  ask: async ({ questions }, send, ask) => {
    const answers: number[] = [];
    for (const question of questions) {
      answers.push(await ask(question));
      await send(answers);
    }
    return answers;
  },
  'ask, then wait for nothing': async (_, send, ask) => {
    await send(process.pid);
    await ask(1);
    return new Promise(() => {});
  },
  /** Gives the most bytes that waited to be sent. */
  flood: async ({ messages, bytes }, send) => {
    let most = 0;
    for (let i = 0; i < messages; i++) {
      await send(new Uint8Array(bytes));
      most = Math.max(most, process.memoryUsage().rss);
    }
    return most;
  },
  print: () => {
    process.stdout.write('said\n');
    process.stderr.write('warned ü\n');
  },
  throw: ({ message, isForUser }) => {
    throw isForUser ? new UserError(message) : new TypeError(message);
  },
  'throw later': async () => {
    setTimeout(() => {
      throw new RangeError('nobody catches this');
    }, 1);
    await pause(10_000);
  },
  'reject later': async () => {
    void Promise.reject(new RangeError('nobody awaits this'));
    await pause(10_000);
  },
  exit: () => process.exit(0),
  'wait for nothing': () => new Promise(() => {}),
  kill: () => process.kill(process.pid, 'SIGKILL') && pause(10_000),
  abort: () => process.abort(),
  'fill memory': () => {
    const kept: number[][] = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => i + kept.length + 0.5));
  },
  'give a function': () => () => {},
  'leave a timer': () => {
    setInterval(() => {}, 1000);
    return 'left';
  },
  'crash after the result': () => {
    process.on('exit', () => process.abort());
    return 'given';
  },
  loop: async (_, send) => {
    await send(process.pid);
    for (;;);
  },
  'loop, deaf to SIGTERM': async (_, send) => {
    process.on('SIGTERM', () => process.stdout.write('asked'));
    for (; ; await pause(20)) await send(process.pid);
  },
  'send nonsense': () => {
    for (const nonsense of [null, 'result', 7, { job: 'else' }]) process.send!(nonsense);
    return 'sense';
  },
  'note its end': async ({ file }, send) => {
    process.on('exit', () => writeFileSync(file, 'ended'));
    await send(process.pid);
    await pause(60_000);
  },
};

await answerCall<Job>((call, send, ask) => work[call.do](call as never, send, ask));
