import { compare, exactly } from '../../compare.ts';
import { Unlawful } from '../../law.ts';
import { SubjectFailed, wasStopped } from '../../subject-failed.ts';
import type { Step, Worked } from '../../tensors/module-spec.ts';

/**
 * Points are for work: a law about what a module leaves alone, or refuses, would hold for one that does
 * nothing. What it computes may be wrong: that is for other laws to say.
 *
 * @throws {Unlawful} unless the steps gave finite numbers, not all the same, and not those that went in.
 */
export function isAtWork({ results }: Worked, rounds: readonly (readonly Step[])[]): void {
  const steps = rounds.flat();
  const isGiven = results.every((result, i) => compare(result, steps[i].args[0], exactly) === undefined); // prettier-ignore
  areComputed(results, results.flat(Infinity) as number[], isGiven);
}

/**
 * @param results - shown where it fails.
 * @param numbers - all that are in them.
 * @param isGiven - whether they are what went in.
 * @throws {Unlawful} unless these are finite numbers, not all the same, and not those that went in.
 */
export function areComputed(results: unknown, numbers: readonly number[], isGiven: boolean): void {
  const complaint = numbers.some((number) => !Number.isFinite(number))
    ? 'some of what came back is no finite number'
    : new Set(numbers).size < 2
      ? `every number that came back is ${numbers[0] ?? 'missing'}`
      : isGiven
        ? 'what came back is what went in'
        : undefined;
  if (complaint === undefined) return;
  throw new Unlawful(`${complaint}: this law counts only for a program that computes something`, {
    'came back': results,
  });
}

/**
 * @param attempt - a backward pass without a forward pass.
 * @throws {Unlawful} unless it fails with an error that says that `forward` is missing.
 */
export async function asksForForward(attempt: Promise<unknown>): Promise<void> {
  try {
    await attempt;
  } catch (error) {
    const isThrown = error instanceof SubjectFailed && error.cause !== undefined;
    if (!isThrown || wasStopped(error)) throw error;
    const message = error.cause instanceof Error ? error.cause.message : String(error.cause);
    if (/\bforward\b/i.test(message)) return;
    throw new Unlawful(
      `wanted an error whose message says that \`forward\` comes first; got one that says: ${message}`,
    );
  }
  throw new Unlawful('`backward` before any `forward` was accepted: wanted an error');
}

/**
 * @param worked - of rounds that are all alike.
 * @throws {Unlawful} when a tensor that was given was freed, or when there are more after each round.
 */
export function leavesNothing({ freed, tensors }: Pick<Worked, 'freed' | 'tensors'>): void {
  if (freed.length > 0) throw new Unlawful(`${freed[0]}: it is not its own`);
  const [left, rounds] = [tensors.at(-1)! - tensors[1], tensors.length - 2];
  if (left > 0) {
    throw new Unlawful(`${rounds} rounds of the same passes leave ${left} more tensors behind`);
  }
}
