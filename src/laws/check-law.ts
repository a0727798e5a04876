import fc from 'fast-check';
import { compare } from './compare.ts';
import { Differs, explainFailure } from './explain-failure.ts';
import { findSuspect } from './find-suspect.ts';
import type { TimedCalls } from './guarded.ts';
import { type AnyLaw, DRAWS, Unlawful } from './law.ts';
import type { Explanation, LawResult } from './law-result.ts';
import { missingTask } from './not-implemented.ts';
import { quietly } from './quietly.ts';
import { describe } from './snapshot.ts';
import { beginCase, beginLaw, lastResult } from './subject.ts';
import { SubjectFailed, wasStopped } from './subject-failed.ts';

/** How a run of laws is seeded and bounded. */
export interface CheckOptions {
  /** The same seed tries the same cases. */
  seed: number;
  /** fast-check's path to one case, as a replay line prints it. */
  path?: string;
  /** Which calls have a time limit; `first` by default. */
  timed?: TimedCalls;
  /** `first` tells the first case that breaks a law, and looks for no smaller one; `smallest` by default. */
  told?: 'smallest' | 'first';
}

/** The whole of a law, all its cases and their shrinking, may take this long, in milliseconds. */
const LAW_LIMIT = 8000;

/**
 * Tries a law on drawn cases, and shrinks the first that breaks it to a smallest one.
 *
 * @param id - the law's name within its part, for example `2.1c`.
 */
export async function checkLaw(law: AnyLaw, id: string, options: CheckOptions): Promise<LawResult> {
  const { task, claim, points } = law;
  const text = { id, task, claim, points };
  let stopped = false;
  beginLaw(options.timed ?? 'first');
  const property = fc.asyncProperty(law.given, async (drawn: unknown) => {
    if (stopped) throw new fc.PreconditionFailure(); // no shrinking past an endless loop
    beginCase();
    try {
      await judge(law, drawn);
    } catch (error) {
      stopped = endsShrinking(error);
      throw blamed(error);
    }
  });
  const examples = law.examples ?? [];
  const runAll = () =>
    fc.check(property, {
      seed: options.seed,
      // A replay is this one case: nothing to shrink, and the student's own output is of it alone.
      ...(options.path === undefined ? {} : { path: options.path }),
      endOnFailure: options.path !== undefined || options.told === 'first',
      examples: examples.map((example: unknown): [unknown] => [example]),
      numRuns: examples.length + (law.draws ?? DRAWS),
      ...(options.timed === 'none' ? {} : { interruptAfterTimeLimit: LAW_LIMIT }),
      markInterruptAsFailure: true,
    });
  const cpuBefore = process.cpuUsage();
  let details = await runAll();
  const cpu = process.cpuUsage(cpuBefore);
  // Time went by, but no work was done: the machine slept. That says nothing about the subject.
  const slept = (cpu.user + cpu.system) / 1000 < LAW_LIMIT / 2;
  if (details.failed && details.counterexample === null && slept) details = await runAll();
  if (!details.failed) return { ...text, status: 'holds', cases: details.numRuns };

  const error: unknown = details.errorInstance;
  const missing = missingTask(error);
  if (missing === task) return { ...text, status: 'not started' };
  if (missing !== undefined) return { ...text, status: 'not checked', missing };

  const replay = { seed: options.seed, path: details.counterexamplePath ?? '' };
  const shared = { why: law.why, look: law.look, replay };
  if (details.counterexample === null) {
    const message = `its cases took more than ${LAW_LIMIT / 1000} s: too slow to be judged`;
    return { ...text, status: 'broken', explanation: { ...shared, given: {}, message } };
  }
  const [drawn] = details.counterexample;
  const explanation: Explanation = { ...shared, ...explainFailure(law, drawn, error) };
  const suspect = await quietly(() => findSuspect(law, drawn, error, options.seed));
  if (suspect !== undefined) explanation.suspect = suspect;
  return { ...text, status: 'broken', explanation };
}

async function judge(law: AnyLaw, drawn: unknown): Promise<void> {
  if ('check' in law) {
    await law.check(structuredClone(drawn));
    return;
  }
  const got: unknown = await law.got(structuredClone(drawn)); // a copy: the subject may write to it
  const wanted: unknown = await law.wanted(structuredClone(drawn));
  const difference = compare(got, wanted, law.tolerance);
  if (difference) throw new Differs(kept(got), wanted, difference);
}

/** A copy where one can be made: the subject may write to what it returned, in a later call. */
function kept(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}

/** A law that stumbles over what the subject returned in this very case did not fail by itself. */
function blamed(error: unknown): unknown {
  const isMeant =
    error instanceof Differs || error instanceof SubjectFailed || error instanceof Unlawful;
  const result = lastResult();
  if (isMeant || result === undefined || missingTask(error) !== undefined) return error;
  if (fc.PreconditionFailure.isFailure(error)) return error;
  const { what, value } = result;
  return new SubjectFailed(
    what,
    `\`${what}\` returned ${describe(value)}, which is not what its docstring asks for (${String(error)})`,
  );
}

function endsShrinking(error: unknown): boolean {
  return missingTask(error) !== undefined || wasStopped(error);
}
