import { missingTask } from './not-implemented.ts';
import { describe } from './snapshot.ts';
import { SubjectFailed } from './subject-failed.ts';
import { TimeLimitExceeded, withinTime } from './time-limit.ts';

/** How long one call may take, in milliseconds: a hundred times what a slow correct program needs. */
export const CALL_LIMIT = 2000;
/** Once a call has been stopped, later ones get less, so that a looping stub is judged in seconds. */
export const CALL_LIMIT_AFTER_TIMEOUT = 250;

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

/** Another subject: none of its calls was stopped yet. */
export function beginSubjectHere(): void {
  callLimit = CALL_LIMIT;
}

export function beginLawHere(timedCalls: TimedCalls): void {
  timed = timedCalls;
  calls = new Map();
}

/** Runs code of the subject, and ends it when it does not return. */
export function guarded<T>(what: string, work: () => T): Promise<Awaited<T>> {
  return reported(what, limited(what, work));
}

/** As {@link guarded}, for code whose result is used at once. */
export function guardedAtOnce<T>(what: string, work: () => T): T {
  let result: T;
  try {
    result = limited(what, work)() as T;
  } catch (error) {
    throw failureOf(what, error);
  }
  if (result instanceof Promise) result.catch(() => {}); // whoever asked says what is wrong with it
  return result;
}

function limited<T>(what: string, work: () => T): () => T | Promise<Awaited<T>> {
  const count = calls.get(what) ?? 0;
  calls.set(what, count + 1);
  const isLimited = timed === 'all' || (timed === 'first' && count < LIMITED_CALLS);
  return isLimited ? () => withinTime(callLimit, work) : work;
}

/** Runs code that touches the subject: what it throws is the subject's doing. */
export async function reported<T>(what: string, work: () => T): Promise<Awaited<T>> {
  try {
    return await work();
  } catch (error) {
    throw failureOf(what, error);
  }
}

/** What the subject threw, as the failure of what was called. */
function failureOf(what: string, error: unknown): unknown {
  if (missingTask(error) !== undefined || error instanceof SubjectFailed) return error;
  if (error instanceof TimeLimitExceeded) {
    callLimit = CALL_LIMIT_AFTER_TIMEOUT;
    return new SubjectFailed(
      what,
      `\`${what}\` ${error.message}: is there an endless loop?`,
      error,
    );
  }
  return new SubjectFailed(what, `\`${what}\` threw ${describeThrown(error)}`, error);
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
