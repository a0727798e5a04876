import fc from 'fast-check';
import { compare, exactly } from '../compare.ts';
import { DRAWS, law, Unlawful, type LawSpec } from '../law.ts';
import { snapshot, type Snapshot } from '../snapshot.ts';

/**
 * Two calls with arguments that fit, to which a program that was written gives different numbers, even
 * one with a mistake in it.
 */
export interface Work<Args extends unknown[]> {
  /** Always tried: pairs of calls. */
  examples: readonly Calls<Args>[];
  /** Others of the kind, so that the examples cannot be learned by heart. */
  drawn: fc.Arbitrary<Calls<Args>>;
  /** What the subject computes. */
  got(...args: Args): Promise<unknown>;
  /** What it should; only shown. */
  wanted(...args: Args): unknown;
  /** The arguments by name. */
  names: { readonly [I in keyof Args]: string };
}

type Calls<Args> = [Args, Args];

/** A case in which the subject must compute something. */
interface Trial<Args> {
  calls: Calls<Args>;
}

/** Numbers of which no two have the same size, of either sign: none is 0, and few sums of them are. */
export const different = (count: number): fc.Arbitrary<number[]> =>
  fc
    .record({
      sizes: fc.shuffledSubarray(sizes, { minLength: count, maxLength: count }),
      signs: fc.array(fc.constantFrom(-1, 1), { minLength: count, maxLength: count }),
    })
    .map((drawn) => drawn.sizes.map((size, i) => drawn.signs[i] * size));

const sizes = Array.from({ length: 32 }, (_, i) => (i + 1) / 4);

/** One drawn case in so many is a trial. */
const RARELY = 21;

/**
 * A law that zeros, or a program that refuses everything, would obey. It counts only where the
 * subject is at work: where it gives numbers that depend on the arguments, and are not the arguments.
 * They may be wrong: that is for other laws to say, so that one mistake does not break them all.
 */
export function workingLaw<Case, Args extends unknown[]>(
  work: Work<Args>,
  spec: LawSpec<Case>,
): void {
  law(withTrials(work, spec));
}

function withTrials<Case, Args extends unknown[]>(
  work: Work<Args>,
  spec: LawSpec<Case>,
): LawSpec<Case | Trial<Args>> {
  const { examples = [], draws = DRAWS, show, ...text } = spec;
  const either = {
    given: fc.oneof<fc.WeightedArbitrary<Case | Trial<Args>>[]>(
      { arbitrary: spec.given, weight: RARELY - 1 },
      { arbitrary: fc.noShrink(work.drawn.map((calls) => ({ calls }))), weight: 1 },
    ),
    examples: [...work.examples.map((calls) => ({ calls })), ...examples],
    draws: Math.ceil((draws * RARELY) / (RARELY - 1)),
    show: (given: Case | Trial<Args>) =>
      isTrial<Args>(given) ? shown(work, given) : (show?.(given) ?? (given as object)),
  };
  if ('check' in text) {
    const check = (given: Case | Trial<Args>) =>
      isTrial<Args>(given) ? tryOut(work, given) : text.check(given);
    return { ...text, ...either, check } as LawSpec<Case | Trial<Args>>;
  }
  const { got, wanted, suspects = [] } = text;
  return {
    ...text,
    ...either,
    got: (given) => (isTrial<Args>(given) ? tryOut(work, given) : got(given)),
    wanted: (given) => (isTrial(given) ? undefined : wanted(given)),
    suspects: suspects.map(({ says, as }) => ({
      says,
      as: (given) => (isTrial(given) ? undefined : as(given)),
    })),
  } as LawSpec<Case | Trial<Args>>;
}

function isTrial<Args>(given: unknown): given is Trial<Args> {
  return typeof given === 'object' && given !== null && 'calls' in given;
}

const shown = <Args extends unknown[]>({ names }: Work<Args>, { calls }: Trial<Args>) =>
  numbered(calls.map((args) => Object.fromEntries(args.map((value, i) => [names[i], value]))));

/** The fields of the first record as they are called, of the others with a number. */
const numbered = (records: Record<string, unknown>[]) =>
  Object.fromEntries(
    records.flatMap((record, n) =>
      Object.entries(record).map(([name, value]) => [n === 0 ? name : `${name} (${n + 1})`, value]),
    ),
  );

async function tryOut<Args extends unknown[]>(work: Work<Args>, { calls }: Trial<Args>) {
  const results: Result[] = [];
  for (const args of calls) {
    const got = await work.got(...structuredClone(args));
    results.push({
      numbers: numbersIn(got), // now: a program may use its arrays again
      isReturned: isReturned(got, args),
      got: snapshot(got),
    });
  }
  const complaint = idleness(results);
  if (complaint === undefined) return;
  throw new Unlawful(
    `${complaint}: this law counts only for a program that computes something`,
    numbered(results.map(({ got }, n) => ({ wanted: work.wanted(...calls[n]), got }))),
  );
}

/**
 * For laws that zeros would obey, where calls are no data: they count only for a program at work.
 *
 * @param results - of calls to which a program that was written gives different numbers, even one with
 *   a mistake in it.
 * @throws {Unlawful} when they show that nothing was computed.
 */
export function mustCompute(...results: unknown[]): void {
  const complaint = idleness(
    results.map((got) => ({ numbers: numbersIn(got), isReturned: false, got: snapshot(got) })),
  );
  if (complaint === undefined) return;
  throw new Unlawful(
    `${complaint}: this law counts only for a program that computes something`,
    numbered(results.map((got) => ({ got }))),
  );
}

interface Result {
  numbers: number[];
  isReturned: boolean;
  got: Snapshot;
}

/** What shows that nothing was computed. */
function idleness(results: readonly Result[]): string | undefined {
  const numbers = new Set(results.flatMap((result) => result.numbers));
  if (numbers.size === 0) return 'no number came back';
  if (numbers.size === 1) return `every number that came back is ${[...numbers][0]}`;
  if (results.every((result) => result.isReturned)) return 'what came back is what went in';
  const answers = new Set(results.map((result) => result.numbers.join()));
  return answers.size === 1 && results.length > 1 ? 'every call gave the same numbers' : undefined;
}

/** More than this is not looked at: the right results are much smaller. */
const ENOUGH = 4096;

/** The numbers in anything, whatever holds them: its kind is for other laws to judge. */
function numbersIn(value: unknown): number[] {
  const left = [value];
  const numbers: number[] = [];
  for (let seen = 0; left.length > 0 && seen < ENOUGH; seen++) {
    const next = left.pop();
    if (typeof next === 'number' && Number.isFinite(next)) numbers.push(next);
    left.push(...fieldsOf(next).slice(0, ENOUGH));
  }
  return numbers;
}

/** Whether a result, or every field of it, is an argument. */
function isReturned(result: unknown, args: readonly unknown[]): boolean {
  const isArgument = (part: unknown) => args.some((arg) => isSame(part, arg));
  const fields = fieldsOf(result);
  return isArgument(result) || (fields.length > 0 && fields.every(isArgument));
}

const fieldsOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value as Record<string, unknown>)
    : [];

const isSame = (a: unknown, b: unknown) =>
  compare(a, b, exactly) === undefined && compare(b, a, exactly) === undefined;
