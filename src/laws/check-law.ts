import fc from 'fast-check';
import { compare, shapeOf, type Difference, type Tolerance } from './compare.ts';
import { type AnyLaw, Unlawful } from './law.ts';
import type { Explanation, LawResult } from './law-result.ts';
import { missingTask } from './not-implemented.ts';
import { describe, snapshot } from './snapshot.ts';
import { SubjectFailed } from './subject.ts';
import { TimeLimitExceeded } from './time-limit.ts';

/** How a run of laws is seeded and bounded. */
export interface CheckOptions {
  /** The same seed tries the same cases. */
  seed: number;
  /** fast-check's path to one case, as a replay line prints it. */
  path?: string;
}

/** Cases drawn where a law does not say how many: enough for the corpus and the mutants. */
const DRAWS = 50;
/** The whole of a law, all its cases and their shrinking, may take this long, in milliseconds. */
const LAW_LIMIT = 8000;
/** A suspect must agree with the subject on this many cases before a student is told of it. */
const SUSPECT_CASES = 12;

/** Thrown inside the property for a difference, so that fast-check shrinks it. */
class Differs extends Error {
  override name = 'Differs';
  readonly got: unknown;
  readonly wanted: unknown;
  readonly difference: Difference;

  constructor(got: unknown, wanted: unknown, difference: Difference) {
    super('differs');
    this.got = got;
    this.wanted = wanted;
    this.difference = difference;
  }
}

/**
 * Tries a law on drawn cases, and shrinks the first that breaks it to a smallest one.
 *
 * @param id - the law's name within its part, for example `2.1c`.
 */
export async function checkLaw(law: AnyLaw, id: string, options: CheckOptions): Promise<LawResult> {
  const { task, claim, points } = law;
  const text = { id, task, claim, points };
  let stopped = false;
  const property = fc.asyncProperty(law.given, async (drawn: unknown) => {
    if (stopped) throw new fc.PreconditionFailure(); // no shrinking past an endless loop
    try {
      await judge(law, drawn);
    } catch (error) {
      stopped = endsShrinking(error);
      throw error;
    }
  });
  const examples = law.examples ?? [];
  const details = await fc.check(property, {
    seed: options.seed,
    ...(options.path === undefined ? {} : { path: options.path }),
    examples: examples.map((example: unknown): [unknown] => [example]),
    numRuns: examples.length + (law.draws ?? DRAWS),
    interruptAfterTimeLimit: LAW_LIMIT,
    markInterruptAsFailure: true,
  });
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
  const suspect = await findSuspect(law, drawn, error, options.seed);
  const explanation: Explanation = { ...shared, ...explain(law, drawn, error) };
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
  if (difference) throw new Differs(got, wanted, difference);
}

function endsShrinking(error: unknown): boolean {
  return (
    missingTask(error) !== undefined ||
    (error instanceof SubjectFailed && error.cause instanceof TimeLimitExceeded)
  );
}

function explain(law: AnyLaw, drawn: unknown, error: unknown): Omit<Explanation, SharedKeys> {
  const shown: unknown = law.show ? law.show(drawn) : drawn;
  const isNamed = typeof shown === 'object' && shown !== null && !Array.isArray(shown);
  const given = snapshots((isNamed ? shown : { case: shown }) as Record<string, unknown>);
  if (error instanceof Differs) {
    const { got, wanted, difference } = error;
    return {
      given,
      got: snapshot(got),
      wanted: snapshot(wanted),
      difference: { path: difference.path, message: sentence(error) },
    };
  }
  if (error instanceof SubjectFailed) {
    const thrown = error.cause instanceof TimeLimitExceeded ? undefined : error.cause;
    const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : '';
    return { given, message: error.message, isCrash: true, ...(stack === '' ? {} : { stack }) };
  }
  if (error instanceof Unlawful) {
    return { given: { ...given, ...snapshots(error.shown) }, message: error.message };
  }
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return {
    given,
    message: `the law itself failed, which is not your mistake: ${String(error)}`,
    isCrash: true,
    stack,
  };
}

type SharedKeys = 'why' | 'look' | 'replay';

function snapshots(values: Record<string, unknown>) {
  return Object.fromEntries(Object.entries(values).map(([name, v]) => [name, snapshot(v)]));
}

function sentence({ got, wanted, difference }: Differs): string {
  const { path, reason } = difference;
  const place = path.length === 0 ? '' : `at [${path.join(',')}]: `;
  if (reason === 'value') {
    const places = path.length === 0 ? '' : 'first difference ';
    return `${places}${place}wanted ${exactly(difference.wanted)}, got ${exactly(difference.got)}`;
  }
  const gotShape = shapeOf(got);
  const wantedShape = shapeOf(wanted);
  if (gotShape && wantedShape && reason === 'shape') {
    return `wanted the shape ${gotShapeText(wantedShape)}, got ${gotShapeText(gotShape)}`;
  }
  return `${place}wanted ${describe(difference.wanted)}, got ${describe(difference.got)}`;
}

const gotShapeText = (shape: number[]) => (shape.length === 0 ? 'of one number' : shape.join('×'));

const exactly = (value: unknown) => (typeof value === 'number' ? String(value) : describe(value));

async function findSuspect(law: AnyLaw, drawn: unknown, error: unknown, seed: number) {
  if ('check' in law || !law.suspects || !(error instanceof Differs)) return undefined;
  const cases = [drawn, ...fc.sample(law.given, { seed, numRuns: SUSPECT_CASES })];
  const outcomes: { given: unknown; got: unknown }[] = [];
  for (const given of cases) {
    try {
      outcomes.push({ given, got: await law.got(structuredClone(given)) });
    } catch {
      return undefined;
    }
  }
  const suspect = law.suspects.find(({ as }) =>
    outcomes.every(({ given, got }) => sameAs(as, given, got, law.tolerance)),
  );
  return suspect?.says;
}

function sameAs(
  as: (given: unknown) => unknown,
  given: unknown,
  got: unknown,
  tolerance: Tolerance | undefined,
): boolean {
  try {
    return compare(got, as(structuredClone(given)), tolerance) === undefined;
  } catch {
    return false; // a suspect that does not apply to this case
  }
}
