import { compare, shapeOf } from './compare.ts';
import { Unlawful } from './law.ts';
import { describe } from './snapshot.ts';
import { SubjectFailed } from './subject.ts';
import { TimeLimitExceeded } from './time-limit.ts';

/** @throws {Unlawful} unless `value` is nested arrays of numbers with this shape. */
export function hasShape(value: unknown, wanted: readonly number[]): void {
  const shape = shapeOf(value);
  const wantedText = `wanted the shape ${wanted.join('×')}`;
  if (shape === undefined) {
    throw new Unlawful(`${wantedText}, got ${irregular(value)}`, { got: value });
  }
  if (shape.join() !== wanted.join()) {
    const got = shape.length === 0 ? 'a single number' : shape.join('×');
    throw new Unlawful(`${wantedText}, got ${got}`, { got: value });
  }
}

function irregular(value: unknown): string {
  return Array.isArray(value)
    ? 'arrays that are not regular: rows of different length, or elements that are no numbers'
    : describe(value);
}

/**
 * A clear error is one that the author meant: its message gives the numbers that do not fit.
 *
 * @throws {Unlawful} when the attempt succeeds, or fails in any other way.
 */
export async function refuses(
  attempt: Promise<unknown>,
  numbers: readonly number[],
): Promise<void> {
  let outcome: unknown;
  try {
    outcome = await attempt;
  } catch (error) {
    const isThrown = error instanceof SubjectFailed && error.cause !== undefined;
    if (!isThrown || error.cause instanceof TimeLimitExceeded) throw error;
    const message = error.cause instanceof Error ? error.cause.message : '';
    const missing = numbers.filter((number) => !mentions(message, number));
    if (missing.length === 0) return;
    throw new Unlawful(
      `wanted an error whose message gives ${numbers.join(' and ')}; ` +
        (message === '' ? 'what was thrown has no message' : `got one that says: ${message}`),
    );
  }
  throw new Unlawful('wanted an error, but none was thrown', { returned: outcome });
}

function mentions(message: string, number: number): boolean {
  return new RegExp(String.raw`(?<![\d.])${number}(?![\d.]*\d)`).test(message);
}

/** @throws {Unlawful} when `after` is not what `before` was. */
export function isUntouched(name: string, before: unknown, after: unknown): void {
  if (compare(after, before, { absolute: 0, relative: 0 }) === undefined) return;
  throw new Unlawful(`\`${name}\` was changed by the call`, { [`${name} after`]: after });
}
