import inspector from 'node:inspector';
import { Script } from 'node:vm';

/** Thrown when the subject runs longer than it may. */
export class TimeLimitExceeded extends Error {
  override name = 'TimeLimitExceeded';
  readonly milliseconds: number;

  constructor(milliseconds: number) {
    super(`ran for more than ${milliseconds / 1000} s without returning`);
    this.milliseconds = milliseconds;
  }
}

declare global {
  var annKatasTimed: (() => unknown) | undefined;
}

const invoke = new Script('globalThis.annKatasTimed()', { filename: 'time-limit' });

/**
 * Calls `work`, and interrupts it when it does not return: V8 stops even an endless loop.
 * A promise that it returns is given the same time to settle.
 * With a debugger attached there is no limit, so that one can stop at a breakpoint.
 *
 * @param milliseconds - how long the call may take.
 * @throws {TimeLimitExceeded} when it takes longer.
 */
export function withinTime<T>(milliseconds: number, work: () => T): T | Promise<Awaited<T>> {
  if (inspector.url() !== undefined) return work();
  const outer = globalThis.annKatasTimed;
  globalThis.annKatasTimed = work;
  try {
    const result = invoke.runInThisContext({ timeout: milliseconds, displayErrors: false }) as T;
    return isThenable(result)
      ? inTime(milliseconds, result as unknown as Promise<Awaited<T>>)
      : result;
  } catch (error) {
    if (isTimeout(error)) throw new TimeLimitExceeded(milliseconds);
    throw error;
  } finally {
    globalThis.annKatasTimed = outer;
  }
}

function inTime<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeLimitExceeded(milliseconds)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return value !== null && typeof value === 'object' && 'then' in value;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
