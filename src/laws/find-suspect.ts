import fc from 'fast-check';
import { compare, exactly } from './compare.ts';
import { Differs } from './explain-failure.ts';
import type { AnyLaw, EqualityLaw } from './law.ts';
import { snapshot } from './snapshot.ts';
import { SubjectFailed, wasStopped } from './subject-failed.ts';

/** Cases on which a suspect and the subject are compared: at least so many, and more for quick laws. */
const CASES = 16;
/** A suspect must agree with the subject where this many cases gave something to compare. */
const ENOUGH = 4;

interface Outcome {
  given: unknown;
  got: unknown;
  wanted: unknown;
}

/**
 * Looks for the common mistake that a failing subject behaves like, on the broken case and on others.
 *
 * @returns the sentence for the student, or `undefined` when none fits exactly.
 */
export async function findSuspect(
  law: AnyLaw,
  drawn: unknown,
  error: unknown,
  seed: number,
): Promise<string | undefined> {
  if ('check' in law) return undefined;
  if (error instanceof Differs && isPlain(error.got) && (await changesItsMind(law, drawn, error))) {
    return 'The same call gives something else when it is made again: does something survive from one call to the next?';
  }
  const isComparable =
    error instanceof Differs || (error instanceof SubjectFailed && !wasStopped(error));
  if (!law.suspects || !isComparable) return undefined;

  const outcomes: Outcome[] = [];
  for (const given of [
    drawn,
    ...fc.sample(law.given, { seed, numRuns: Math.max(CASES, (law.draws ?? 0) / 4) }),
  ]) {
    try {
      const got: unknown = await law.got(structuredClone(given));
      outcomes.push({ given, got, wanted: await law.wanted(structuredClone(given)) });
    } catch {
      // A mistake may crash on some cases; it is judged by those where it gives something.
    }
  }
  if (outcomes.length < ENOUGH) return undefined;
  return law.suspects.find(({ as }) => behavesLike(as, outcomes, law))?.says;
}

/** The suspect must give what the subject gives everywhere, and be wrong at least once. */
function behavesLike(
  as: (given: unknown) => unknown,
  outcomes: readonly Outcome[],
  { tolerance }: EqualityLaw<unknown>,
): boolean {
  try {
    let isWrong = false;
    for (const { given, got, wanted } of outcomes) {
      const guess = as(structuredClone(given));
      if (compare(got, guess, tolerance) !== undefined) return false;
      isWrong ||= compare(guess, wanted, tolerance) !== undefined;
    }
    return isWrong;
  } catch {
    return false; // a suspect that does not apply to one of these cases
  }
}

async function changesItsMind(
  law: EqualityLaw<unknown>,
  drawn: unknown,
  { got }: Differs,
): Promise<boolean> {
  try {
    const again = await law.got(structuredClone(drawn));
    return compare(again, got, exactly) !== undefined;
  } catch {
    return false;
  }
}

/** Numbers, texts, arrays and records of them: of anything else a copy may look different. */
const isPlain = (value: unknown) => !JSON.stringify(snapshot(value)).includes('‹');
