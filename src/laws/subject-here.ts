import { closest } from '../common/closest.ts';
import { guarded, reported } from './guarded.ts';
import { describe } from './snapshot.ts';
import { SubjectFailed } from './subject-failed.ts';
import type { TensorTools } from './tensors/tensor-tools.ts';

// The subject in this process: what a student's laws ask, and what a subject of its own process answers with.

/** Something of the subject's that cannot cross to another process: an instance of a class, a network. */
export interface Handle<T extends object> {
  readonly className: string;
  readonly instance: T;
}

/** A function of a law's. */
export interface Listener<T> extends Handle<(value: T) => void> {
  /** The message of the error that it throws after each call. */
  readonly throws?: string;
}

/** What laws ask of a subject. Arguments are data, and handles where something cannot cross. */
export type SubjectRequest =
  | {
      ask: 'call';
      subject: object;
      name: string;
      args: readonly unknown[];
      /**
       * Whether a promise will do; what an `object` is for comes at once too. With `tensors`, it is called
       * with tensors, and what it returns is read.
       */
      wanted: 'anything' | 'at once' | 'object' | 'tensors';
    }
  | { ask: 'create'; subject: object; name: string; args: readonly unknown[] }
  | { ask: 'send'; handle: Handle<object>; name: string; args: readonly unknown[] }
  | { ask: 'read'; handle: Handle<object>; names: readonly string[] }
  | { ask: 'write'; handle: Handle<object>; values: Readonly<Record<string, unknown>> }
  /** Something of our own, done where the subject is. */
  | { ask: 'tool'; name: ToolName; args: readonly unknown[] };

export type ToolName = keyof TensorTools;

/** What some tools make stays where the subject is. */
export const isMaking = (tool: ToolName): boolean => tool.startsWith('make');

/** @throws {SubjectFailed | NotImplemented} */
export function answerHere(request: SubjectRequest): Promise<unknown> {
  switch (request.ask) {
    case 'call':
      return callHere(request);
    case 'create': {
      const { subject, name, args } = request;
      const target = exported(subject, name) as new (...a: unknown[]) => object;
      return guarded(`new ${name}`, () => new target(...args.map(unwrapped)));
    }
    case 'send': {
      const { handle, name, args } = request;
      const { className, instance } = handle;
      const method = fieldOf(instance, name);
      if (typeof method !== 'function') {
        throw new SubjectFailed(name, `${className} has no method \`${name}\``);
      }
      return guarded(
        `${className}.${name}`,
        () => Reflect.apply(method, instance, args) as unknown,
      );
    }
    case 'read':
      return readHere(request);
    case 'write':
      return writeHere(request);
    case 'tool':
      return useToolHere(request);
  }
}

async function readHere({ handle, names }: SubjectRequest & { ask: 'read' }): Promise<unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const what = `${handle.className}.${name}`;
    values[name] = await reported(what, () => {
      const value = fieldOf(handle.instance, name);
      if (value === undefined) throw new SubjectFailed(what, `${what} is undefined`);
      return structuredClone(value);
    });
  }
  return values;
}

async function writeHere({ handle, values }: SubjectRequest & { ask: 'write' }): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await reported(`${handle.className}.${name}`, () => {
      (handle.instance as Record<string, unknown>)[name] = value;
    });
  }
}

async function useToolHere({ name, args }: SubjectRequest & { ask: 'tool' }): Promise<unknown> {
  const { tensorTools } = await import('./tensors/tensor-tools.ts'); // loads TensorFlow.js
  const tool = tensorTools[name] as (...a: unknown[]) => unknown;
  return tool(...args.map(unwrapped));
}

async function callHere(request: SubjectRequest & { ask: 'call' }): Promise<unknown> {
  const { subject, name, args, wanted } = request;
  const target = exported(subject, name) as (...a: unknown[]) => unknown;
  if (wanted === 'tensors') {
    const { callWithTensors } = await import('./tensors/tensor-calls.ts'); // loads TensorFlow.js
    return callWithTensors(name, target, args);
  }
  const result = await guarded(name, () => {
    const returned = target(...args.map(unwrapped));
    return wanted === 'anything' ? returned : atOnce(name, returned);
  });
  if (result === undefined) {
    throw new SubjectFailed(name, `\`${name}\` returned undefined: is a \`return\` missing?`);
  }
  if (wanted === 'object' && (typeof result !== 'object' || result === null)) {
    throw new SubjectFailed(name, `\`${name}\` returned ${describe(result)}`);
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

/** What a handle stands for, also where it is in a list or a field of an object; data as it is. */
function unwrapped(argument: unknown): unknown {
  if (isHandle(argument)) return argument.instance;
  if (Array.isArray(argument)) return argument.some(isHandle) ? argument.map(unwrapped) : argument;
  if (typeof argument !== 'object' || argument === null) return argument;
  if (!Object.values(argument).some(isHandle)) return argument;
  return Object.fromEntries(
    Object.entries(argument).map(([key, value]) => [key, unwrapped(value)]),
  );
}

export function isHandle(value: unknown): value is Handle<object> {
  return typeof value === 'object' && value !== null && 'className' in value && 'instance' in value;
}

const fieldOf = (instance: object, name: string) => (instance as Record<string, unknown>)[name];

function exported(subject: object, name: string): unknown {
  const target = fieldOf(subject, name);
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
