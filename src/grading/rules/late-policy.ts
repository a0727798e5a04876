import { closest } from '../../common/closest.ts';
import { UserError } from '../../common/user-error.ts';
import { readTime } from '../intake/when.ts';

/** What handing in late costs. The later, the less: neither steps nor factors may go the other way. */
export interface LatePolicy {
  /** ISO 8601, in UTC; undefined when nothing is due. */
  due?: string;
  /** In order; one ends exactly `upToSeconds` after the due time, which still belongs to it. */
  steps: readonly LateStep[];
  /** What remains after the last step; 0 is not graded. */
  after: number;
}

interface LateStep {
  upToSeconds: number;
  /** What the points are multiplied with, from 0 to 1. */
  factor: number;
}

const day = 24 * 60 * 60;

/** The course's: out of 70 on the first day, out of 40 on the second, not graded after that. */
export const courseLatePolicy: LatePolicy = {
  steps: [
    { upToSeconds: day, factor: 0.7 },
    { upToSeconds: 2 * day, factor: 0.4 },
  ],
  after: 0,
};

const keys = ['due', 'steps', 'after'];

/**
 * Reads a policy from JSON: `{ "due": "2026-04-06T23:55+03:00", "steps": [{ "upToSeconds": 86400,
 * "factor": 0.7 }], "after": 0 }`. `due` may be left out; without `steps` and `after` they are the course's.
 *
 * @param path - what messages call it.
 * @throws {UserError} when it is no such policy.
 */
export function readLatePolicy(text: string, path: string): LatePolicy {
  const wrong = (what: string): UserError =>
    new UserError(`The policy ${path} is wrong: ${what}. Correct the file and grade again.`);
  const data = objectIn(text);
  if (data === undefined) throw wrong('it is not JSON with an object in it');
  for (const key of Object.keys(data)) {
    if (keys.includes(key)) continue;
    const guess = closest(key, keys);
    throw wrong(
      `it has "${key}", which means nothing; ${guess === undefined ? `there are ${keys.join(', ')}` : `did you mean "${guess}"?`}`,
    );
  }
  const { due, steps, after } = data;
  if ((steps === undefined) !== (after === undefined)) {
    throw wrong('"steps" and "after" belong together: give both, or neither');
  }
  const policy: LatePolicy = {
    steps: steps === undefined ? courseLatePolicy.steps : (steps as LateStep[]),
    after: after === undefined ? courseLatePolicy.after : (after as number),
  };
  const problem = problemOf(policy);
  if (problem !== undefined) throw wrong(problem);
  if (due === undefined) return policy;
  return { ...policy, due: dueTime(due, wrong) };
}

/**
 * Reads a due time, for example of `--due`. Without a zone it is in the zone of this machine.
 *
 * @returns ISO 8601, in UTC.
 * @throws {UserError} when it is not one.
 */
export function readDue(text: string): string {
  return dueTime(text, (what) => new UserError(`The due time is wrong: ${what}.`));
}

function dueTime(due: unknown, wrong: (what: string) => UserError): string {
  const time = typeof due === 'string' ? readTime(due) : undefined;
  if (time !== undefined) return time;
  throw wrong(`${JSON.stringify(due)} is no time; wanted is one like 2026-04-06T23:55+03:00`);
}

function problemOf({ steps, after }: LatePolicy): string | undefined {
  if (!Array.isArray(steps)) return '"steps" is no list';
  let [seconds, factor] = [0, 1];
  for (const [i, step] of (steps as unknown[]).entries()) {
    const { upToSeconds, factor: next } = (step ?? {}) as Partial<Record<keyof LateStep, unknown>>;
    const name = `step ${i + 1}`;
    if (typeof upToSeconds !== 'number' || !(upToSeconds > seconds)) {
      return `upToSeconds of ${name} is ${JSON.stringify(upToSeconds)}; wanted is a number above ${seconds}`;
    }
    if (!isFactor(next, factor)) return factorProblem(name, next, factor);
    [seconds, factor] = [upToSeconds, next];
  }
  return isFactor(after, factor) ? undefined : factorProblem('"after"', after, factor);
}

function isFactor(value: unknown, most: number): value is number {
  return typeof value === 'number' && value >= 0 && value <= most;
}

function factorProblem(name: string, came: unknown, most: number): string {
  return `the factor of ${name} is ${JSON.stringify(came)}; wanted is a number from 0 to ${most}, for nobody gains by waiting`;
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
    return isObject ? (data as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
