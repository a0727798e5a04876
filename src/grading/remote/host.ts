/* The process that runs a submission: answers what the laws' side asks. Bundled, and started behind walls. */
import { pathToFileURL } from 'node:url';
import { beginLawHere } from '../../laws/guarded.ts';
import { Unlawful } from '../../laws/law.ts';
import { missingTask } from '../../laws/not-implemented.ts';
import { SubjectFailed } from '../../laws/subject-failed.ts';
import { answerHere, isMaking, type SubjectRequest } from '../../laws/subject-here.ts';
import { lockBuiltIns, withdraw } from './harden.ts';
import type { Failure, Reply, Request, Thrown } from './messages.ts';
import { Pipe } from './pipe.ts';
import { SharedObjects } from './shared-objects.ts';
import { ProtocolError } from './wire.ts';

/** The longest text of an error that is told. */
const LONGEST = 4000;

const folder = process.argv[2];
const pipe = new Pipe(3);
const modules = new Map<string, object>();
const things = new Map<number, object>();
const numbersOfThings = new WeakMap<object, number>();
let nextThing = 0;
let nonce = '';

const shared = new SharedObjects('subject', {
  unpack(item) {
    if ('listener' in item) return (value: unknown) => hear(item, value);
    const thing = things.get(item.thing);
    if (thing === undefined) throw new ProtocolError(`there is no thing ${item.thing}`);
    return thing;
  },
});

type Answer = { kind: 'value'; value: unknown } | { kind: 'thing'; thing: number };

// The laws' side has the time limit: it ends this process.
beginLawHere('none');
// A promise that nobody waits for, a timer that throws: no law has asked for their results.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

async function reply(request: Request, numbers: Float64Array): Promise<void> {
  nonce = request.nonce;
  if (request.isFresh) {
    shared.forget();
    things.clear();
  }
  try {
    const args = shared.unpack(request.packed, numbers);
    const answer = await answerTo(request.ask, args);
    if (answer.kind === 'value') say({ kind: 'value' }, [answer.value]);
    else say(answer, []);
  } catch (error) {
    const failure = failureOf(error);
    const isOdd = failure.kind === 'failed' && failure.isThrown && failure.error === undefined;
    say({ kind: 'failed', failure }, isOdd ? [(error as Error).cause] : []);
  }
}

async function answerTo(ask: Request['ask'], args: unknown[]): Promise<Answer> {
  if (ask.kind === 'load') {
    if (ask.tensorflow) await import('../../laws/tensors/tensorflow.ts');
    lockBuiltIns();
    await load(ask.file);
    return { kind: 'value', value: null };
  }
  if (ask.kind === 'call' || ask.kind === 'create') {
    const { kind, file, name } = ask;
    const subject = await load(file);
    const isMade = ask.kind === 'create' || ask.wanted === 'object';
    const result = await answerHere({ ...ask, ask: kind, subject, name, args } as SubjectRequest);
    return isMade
      ? { kind: 'thing', thing: numberOf(result as object) }
      : { kind: 'value', value: result };
  }
  if (ask.kind === 'tool') {
    const { name } = ask;
    const result = await answerHere({ ask: 'tool', name, args });
    if (isMaking(name)) return { kind: 'thing', thing: numberOf(result as object) };
    return { kind: 'value', value: result };
  }
  const instance = things.get(ask.thing);
  if (instance === undefined) throw new ProtocolError(`there is no thing ${ask.thing}`);
  const handle = { className: ask.className, instance };
  const value = await answerHere(
    ask.kind === 'send'
      ? { ask: 'send', handle, name: ask.name, args }
      : ask.kind === 'read'
        ? { ask: 'read', handle, names: ask.names }
        : { ask: 'write', handle, values: args[0] as Record<string, unknown> },
  );
  return { kind: 'value', value };
}

class NotLoaded extends Error {}

async function load(file: string): Promise<object> {
  const known = modules.get(file);
  if (known !== undefined) return known;
  try {
    const module = (await import(pathToFileURL(`${folder}/${file}.js`).href)) as object;
    modules.set(file, module);
    return module;
  } catch (error) {
    throw new NotLoaded('', { cause: error });
  }
}

function numberOf(thing: object): number {
  const number = numbersOfThings.get(thing) ?? nextThing++;
  numbersOfThings.set(thing, number);
  things.set(number, thing);
  return number;
}

function hear({ listener, throws }: { listener: number; throws?: string }, value: unknown): void {
  say({ kind: 'heard', listener }, [value]);
  if (throws !== undefined) throw new Error(throws);
}

type Said<R> = R extends { packed: unknown } ? Omit<R, 'nonce' | 'packed'> : never;

function say(reply: Said<Reply>, values: unknown[]): void {
  try {
    const { packed, numbers } = shared.pack(values);
    pipe.send({ ...reply, nonce, packed }, numbers);
  } catch (error) {
    // Half of it is known to be shared now: both sides begin anew.
    shared.forget();
    const reason = text((error as Error).message);
    pipe.send({ kind: 'kept', reason, nonce } satisfies Reply, new Float64Array());
  }
}

function failureOf(error: unknown): Failure {
  const task = missingTask(error);
  if (task !== undefined) return { kind: 'missing', task };
  if (error instanceof Unlawful) return { kind: 'unlawful', message: text(error.message) };
  if (error instanceof NotLoaded) {
    const { cause } = error;
    const missing = missingTask(cause);
    if (missing !== undefined) return { kind: 'missing', task: missing };
    return { kind: 'not loaded', error: thrown(cause instanceof Error ? cause : new Error(String(cause))) }; // prettier-ignore
  }
  if (error instanceof SubjectFailed) {
    const { what, message, cause } = error;
    return {
      kind: 'failed',
      what,
      message: message.slice(0, LONGEST),
      isThrown: cause !== undefined,
      ...(cause instanceof Error ? { error: thrown(cause) } : {}),
    };
  }
  return {
    kind: 'failed',
    what: 'the subject',
    message: text(String(error)),
    isThrown: false,
  };
}

const thrown = ({ name, message, stack }: Error): Thrown => ({
  name: text(name),
  message: text(message),
  stack: text(stack),
});

const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, LONGEST) : '');

withdraw();
// What waits for a promise that nobody settles has the process wait, until its time is up.
setInterval(() => {}, 2 ** 30);
try {
  for (let frame = pipe.next(); frame !== undefined; frame = pipe.next()) {
    await reply(frame.json as Request, frame.numbers);
  }
} finally {
  process.exit(); // a grader that was killed reads no answer: writing one throws
}
