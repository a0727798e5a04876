import { beginLawHere, type TimedCalls } from './guarded.ts';
import {
  answerHere,
  type Handle,
  type Listener,
  type SubjectRequest,
  type ToolName,
} from './subject-here.ts';
import type { Computed } from './tensors/call-spec.ts';
import type { TensorTools } from './tensors/tensor-tools.ts';

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

/** Where the subject is, when it is not in this process. */
export interface SubjectElsewhere {
  /** @throws {SubjectFailed | NotImplemented} as the subject in this process does. */
  answer(request: SubjectRequest): Promise<unknown>;
  /** A case begins: it shares nothing with the one before. */
  beginCase(): void;
}

let elsewhere: SubjectElsewhere | undefined;

/** From now on, laws ask a subject of another process; without one, that of this process again. */
export function useSubject(other: SubjectElsewhere | undefined): void {
  elsewhere = other;
}

const ask = (request: SubjectRequest): Promise<unknown> =>
  elsewhere === undefined ? answerHere(request) : elsewhere.answer(request);

/** Begins a law. */
export const beginLaw = (timedCalls: TimedCalls): void => beginLawHere(timedCalls);

/** Begins a case of a law. */
export function beginCase(): void {
  last = undefined;
  elsewhere?.beginCase();
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
  const result = await ask({ ask: 'call', subject, name, args, wanted: 'anything' });
  last = { what: name, value: result };
  return result as Result<M[K]>;
}

/** As {@link call}, for a function whose callers do not wait: a promise is no result. */
export async function callAtOnce<M extends object, K extends Named<M, AnyFunction>>(
  subject: M,
  name: K,
  ...args: Arguments<M[K]>
): Promise<Result<M[K]>> {
  const result = await ask({ ask: 'call', subject, name, args, wanted: 'at once' });
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
  const instance = await ask({ ask: 'call', subject, name, args, wanted: 'object' });
  return { className: name, instance: instance as Result<M[K]> & object };
}

/**
 * Calls a function of tensors: arguments that specify a tensor are made one where the subject is, and what it
 * returns is read there. @throws {SubjectFailed | Unlawful}
 */
export async function callWith<M extends object>(
  subject: M,
  name: keyof M & string,
  args: readonly unknown[],
): Promise<Computed> {
  const computed = (await ask({ ask: 'call', subject, name, args, wanted: 'tensors' })) as Computed;
  last = { what: name, value: computed.result };
  return computed;
}

/** What the subject returned last in this case. */
export const lastResult = (): { what: string; value: unknown } | undefined => last;

let last: { what: string; value: unknown } | undefined;

/** Makes an instance of a class of the subject. @throws {SubjectFailed} as {@link call} does. */
export async function create<M extends object, K extends Named<M, AnyClass>>(
  subject: M,
  name: K,
  ...args: M[K] extends new (...a: infer A) => object ? OrHandles<A> : never
): Promise<Handle<Instance<M[K]>>> {
  const instance = await ask({ ask: 'create', subject, name, args });
  return { className: name, instance: instance as Instance<M[K]> };
}

/**
 * A function of the law's that the subject may call with data; it stands in an argument's field.
 *
 * @param throws - the message of an error with which it ends every call. The listener itself must not
 *   throw: a subject of another process would not notice.
 */
export function listenerOf<T>(listener: (value: T) => void, throws?: string): Listener<T> {
  const instance = (value: T) => {
    listener(structuredClone(value));
    if (throws !== undefined) throw new Error(throws);
  };
  return { className: 'a listener', instance, ...(throws === undefined ? {} : { throws }) };
}

/** Calls a method. @throws {SubjectFailed} as {@link call} does. */
export async function send<T extends object, K extends Named<T, AnyFunction>>(
  handle: Handle<T>,
  name: K,
  ...args: Arguments<T[K]>
): Promise<Result<T[K]>> {
  const result = await ask({ ask: 'send', handle, name, args });
  last = { what: `${handle.className}.${name}`, value: result };
  return result as Result<T[K]>;
}

/** Reads properties, as copies. @throws {SubjectFailed} when one is missing or cannot be copied. */
export async function read<T extends object, K extends keyof T & string>(
  handle: Handle<T>,
  names: readonly K[],
): Promise<Pick<T, K>> {
  return (await ask({ ask: 'read', handle, names })) as Pick<T, K>;
}

/** Writes properties. */
export async function write<T extends object>(
  handle: Handle<T>,
  values: Partial<T>,
): Promise<void> {
  await ask({ ask: 'write', handle, values });
}

type OrHandles<A extends readonly unknown[]> = {
  [I in keyof A]: A[I] | HandleOf<A[I]>;
};

type WithHandles<A extends readonly unknown[]> = {
  [I in keyof A]: A[I] extends object ? A[I] | Handle<A[I]> : A[I];
};

/** Does something of our own where the subject is. @throws {SubjectFailed | Unlawful} as the tool does. */
export async function useTool<K extends ToolName>(
  name: K,
  ...args: WithHandles<Parameters<TensorTools[K]>>
): Promise<Awaited<ReturnType<TensorTools[K]>>> {
  return (await ask({ ask: 'tool', name, args })) as Awaited<ReturnType<TensorTools[K]>>;
}
