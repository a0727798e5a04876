import { closest } from '../common/closest.ts';
import { missingTask } from './not-implemented.ts';
import { describe } from './snapshot.ts';
import { TimeLimitExceeded, withinTime } from './time-limit.ts';

type AnyFunction = (...args: never[]) => unknown;
type AnyClass = new (...args: never[]) => object;
type Named<M, Kind> = { [K in keyof M & string]: M[K] extends Kind ? K : never }[keyof M & string];
type Arguments<F> = F extends (...args: infer A) => unknown
  ? { [I in keyof A]: A[I] | HandleOf<A[I]> }
  : never;
type HandleOf<T> = T extends object
  ? Handle<T> | { [Key in keyof T]: T[Key] | Handle<T[Key] & object> }
  : never;
type Instance<C> = C extends new (...args: never[]) => infer T ? T & object : never;
type Result<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

/** Thrown when the subject itself failed: the law has nothing to compare. */
export class SubjectFailed extends Error {
  override name = 'SubjectFailed';
  /** What was called, for example `myConv2d`. */
  readonly what: string;

  constructor(what: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.what = what;
  }
}

/** Whether the subject was stopped because it did not return. */
export function ranOutOfTime(error: unknown): boolean {
  return error instanceof SubjectFailed && error.cause instanceof TimeLimitExceeded;
}

/** How long one call may take, in milliseconds: a hundred times what a slow correct program needs. */
const CALL_LIMIT = 2000;
/** Once a call has been stopped, later ones get less, so that a looping stub is judged in seconds. */
const CALL_LIMIT_AFTER_TIMEOUT = 250;

let callLimit = CALL_LIMIT;

/**
 * The limit costs some 60 µs a call, as much as all else. Most functions that do not return do so at
 * once: only the first calls of a law are limited. Should a later one hang, whoever runs the laws
 * notices, and runs them again with care.
 */
const LIMITED_CALLS = 3;

/** Which calls have a time limit; none while a debugger may stop at a breakpoint. */
export type TimedCalls = 'first' | 'all' | 'none';

let timed: TimedCalls = 'all';
let calls = new Map<string, number>();

/** Begins a law. */
export function beginLaw(timedCalls: TimedCalls): void {
  timed = timedCalls;
  calls = new Map();
}

/**
 * Calls a function of the subject. Laws reach the subject only through here and through {@link make},
 * {@link create}, {@link send}, {@link read} and {@link write}, and always with `await`:
 * the same law can then judge a subject in another process.
 *
 * @param args - data, and handles, in whose place the subject gets what they stand for.
 * @throws {SubjectFailed} when there is no such function, or it throws, or does not return in time.
 */
export async function call<M extends object, K extends Named<M, AnyFunction>>(
  subject: M,
  name: K,
  ...args: Arguments<M[K]>
): Promise<Result<M[K]>> {
  const result = await returned(subject, name, args);
  last = { what: name, value: result };
  return result as Result<M[K]>;
}

/** As {@link call}, for a function whose callers do not wait: a promise is no result. */
export async function callAtOnce<M extends object, K extends Named<M, AnyFunction>>(
  subject: M,
  name: K,
  ...args: Arguments<M[K]>
): Promise<Result<M[K]>> {
  const result = await returned(subject, name, args, atOnce);
  last = { what: name, value: result };
  return result as Result<M[K]>;
}

/**
 * Calls a function of the subject that makes something which cannot cross to another process, a network
 * for example. @throws {SubjectFailed} as {@link call} does.
 */
export async function make<M extends object, K extends Named<M, AnyFunction>>(
  subject: M,
  name: K,
  ...args: Arguments<M[K]>
): Promise<Handle<Result<M[K]> & object>> {
  const result = await returned(subject, name, args, atOnce);
  if (typeof result !== 'object' || result === null) {
    throw new SubjectFailed(name, `\`${name}\` returned ${describe(result)}`);
  }
  return { className: name, instance: result as Result<M[K]> & object };
}

async function returned<M extends object>(
  subject: M,
  name: Named<M, AnyFunction>,
  args: readonly unknown[],
  inspect = (_name: string, result: unknown) => result,
): Promise<unknown> {
  const target = exported(subject, name) as unknown as (...a: unknown[]) => unknown;
  const result = await guarded(name, () => inspect(name, target(...args.map(unwrapped))));
  if (result === undefined) {
    throw new SubjectFailed(name, `\`${name}\` returned undefined: is a \`return\` missing?`);
  }
  return result;
}

/** @throws {SubjectFailed} for a promise: whoever calls the function without `await` cannot use it. */
function atOnce(name: string, result: unknown): unknown {
  if (!(result instanceof Promise)) return result;
  result.catch(() => {}); // what it comes to does not matter any more
  throw new SubjectFailed(
    name,
    `\`${name}\` returned a Promise: it must return its result at once, without \`async\``,
  );
}

/** What a handle stands for, also where it is a field of an object; data as it is. */
function unwrapped(argument: unknown): unknown {
  if (isHandle(argument)) return argument.instance;
  if (typeof argument !== 'object' || argument === null) return argument;
  if (!Object.values(argument).some(isHandle)) return argument;
  return Object.fromEntries(
    Object.entries(argument).map(([key, value]) => [key, unwrapped(value)]),
  );
}

function isHandle(value: unknown): value is Handle<object> {
  return typeof value === 'object' && value !== null && 'className' in value && 'instance' in value;
}

/** What the subject returned last, since this was asked before. */
export function takeLastResult(): { what: string; value: unknown } | undefined {
  const result = last;
  last = undefined;
  return result;
}

let last: { what: string; value: unknown } | undefined;

/** An instance of one of the subject's classes. */
export interface Handle<T extends object> {
  readonly className: string;
  readonly instance: T;
}

/** Makes an instance of a class of the subject. @throws {SubjectFailed} as {@link call} does. */
export async function create<M extends object, K extends Named<M, AnyClass>>(
  subject: M,
  name: K,
  ...args: M[K] extends new (...a: infer A) => object ? A : never
): Promise<Handle<Instance<M[K]>>> {
  const target = exported(subject, name) as unknown as new (...a: unknown[]) => never;
  return { className: name, instance: await guarded(`new ${name}`, () => new target(...args)) };
}

/** A function of the law's that the subject may call with data; it stands in an argument's field. */
export function listenerOf<T>(listener: (value: T) => void): Handle<(value: T) => void> {
  return { className: 'a listener', instance: (value) => listener(structuredClone(value)) };
}

/** Calls a method. @throws {SubjectFailed} as {@link call} does. */
export async function send<T extends object, K extends Named<T, AnyFunction>>(
  handle: Handle<T>,
  name: K,
  ...args: Arguments<T[K]>
): Promise<Result<T[K]>> {
  const { className, instance } = handle;
  const method = instance[name];
  if (typeof method !== 'function') {
    throw new SubjectFailed(name, `${className} has no method \`${name}\``);
  }
  const result = await guarded(`${className}.${name}`, () => Reflect.apply(method, instance, args));
  last = { what: `${className}.${name}`, value: result };
  return result as Result<T[K]>;
}

/** Reads a property, as a copy. @throws {SubjectFailed} when it is missing or cannot be copied. */
export function read<T extends object, K extends keyof T & string>(
  { className, instance }: Handle<T>,
  name: K,
): Promise<T[K]> {
  const what = `${className}.${name}`;
  return reported(what, () => {
    const value = instance[name];
    if (value === undefined) throw new SubjectFailed(what, `${what} is undefined`);
    return structuredClone(value);
  });
}

/** Writes a property. */
export function write<T extends object, K extends keyof T & string>(
  { className, instance }: Handle<T>,
  name: K,
  value: T[K],
): Promise<void> {
  return reported(`${className}.${name}`, () => {
    instance[name] = value;
  });
}

function exported<M extends object, K extends keyof M & string>(subject: M, name: K): M[K] {
  const target = subject[name];
  if (typeof target === 'function') return target;
  const others = Object.keys(subject);
  const guess = closest(name, others);
  const known =
    others.length === 0
      ? 'nothing (is `export` missing?)'
      : others.map((other) => `\`${other}\``).join(', ');
  throw new SubjectFailed(
    name,
    `the file exports no \`${name}\`; it exports ${known}` +
      (guess === undefined ? '' : `. Is \`${guess}\` meant to be \`${name}\`?`),
  );
}

/** Runs code of the subject, and ends it when it does not return. */
function guarded<T>(what: string, work: () => T): Promise<Awaited<T>> {
  const count = calls.get(what) ?? 0;
  calls.set(what, count + 1);
  const isLimited = timed === 'all' || (timed === 'first' && count < LIMITED_CALLS);
  return reported(what, isLimited ? () => withinTime(callLimit, work) : work);
}

/** Runs code that touches the subject: what it throws is the subject's doing. */
async function reported<T>(what: string, work: () => T): Promise<Awaited<T>> {
  try {
    return await work();
  } catch (error) {
    if (missingTask(error) !== undefined || error instanceof SubjectFailed) throw error;
    if (error instanceof TimeLimitExceeded) {
      callLimit = CALL_LIMIT_AFTER_TIMEOUT;
      throw new SubjectFailed(
        what,
        `\`${what}\` ${error.message}: is there an endless loop?`,
        error,
      );
    }
    throw new SubjectFailed(what, `\`${what}\` threw ${describeThrown(error)}`, error);
  }
}

function describeThrown(error: unknown): string {
  if (!(error instanceof Error)) return `${describe(error)}, not an Error`;
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return 'because it calls itself without end (the call stack is full)';
  }
  const isOutside = /undefined \((reading|setting) '-?\d+'\)/.test(error.message);
  const advice = isOutside ? ': does an index lie outside of its array?' : '';
  return `${error.name}: ${error.message}${advice}`;
}
