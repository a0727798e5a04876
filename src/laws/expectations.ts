import { compare, exactly, isArray, shapeOf } from './compare.ts';
import { Unlawful } from './law.ts';
import { describe } from './snapshot.ts';
import { SubjectFailed, wasStopped } from './subject-failed.ts';

/** @throws {Unlawful} unless `value` is nested arrays of numbers with this shape. */
export function hasShape(value: unknown, wanted: readonly number[]): void {
  const shape = shapeOf(value);
  const wantedText =
    wanted.length === 0 ? 'wanted a single number' : `wanted the shape ${wanted.join('×')}`;
  if (shape === undefined) {
    throw new Unlawful(`${wantedText}, got ${irregular(value)}`, { got: value });
  }
  if (shape.join() !== wanted.join()) {
    throw new Unlawful(`${wantedText}, got ${shapeText(shape)}`, { got: value });
  }
}

function shapeText(shape: readonly number[]): string {
  if (shape.length === 0) return 'a single number';
  return shape.length === 1 ? `a flat array of ${shape[0]}` : shape.join('×');
}

/** Says what keeps a value from being nested arrays of numbers, and where. */
function irregular(value: unknown): string {
  if (!isArray(value)) return describe(value);
  const odd = firstOddElement(value, []);
  return odd === undefined
    ? 'rows of different length'
    : `${describe(odd.value)} at [${odd.path.join(',')}]`;
}

function firstOddElement(
  value: ArrayLike<unknown>,
  path: number[],
): { path: number[]; value: unknown } | undefined {
  for (let i = 0; i < value.length; i++) {
    const element = value[i];
    const place = [...path, i];
    const odd = isArray(element)
      ? firstOddElement(element, place)
      : typeof element === 'number'
        ? undefined
        : { path: place, value: element };
    if (odd) return odd;
  }
  return undefined;
}

/** @throws {Unlawful} unless `value` is an object with exactly these keys. */
export function hasKeys(value: unknown, wanted: readonly string[]): void {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const missing = wanted.filter((key) => !keys.includes(key));
  const extra = keys.filter((key) => !wanted.includes(key));
  if (missing.length + extra.length === 0) return;
  const say = (verb: string, names: string[]) =>
    names.length === 0 ? [] : [`${verb} ${names.join(', ')}`];
  const complaint = [...say('lacks', missing), ...say('also has', extra)].join(' and ');
  throw new Unlawful(`wanted the keys ${wanted.join(', ')}; yours ${complaint}`, { got: value });
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
    if (!isThrown || wasStopped(error)) throw error;
    const message = error.cause instanceof Error ? error.cause.message : '';
    const missing = numbers.filter((number) => !mentions(message, number));
    if (missing.length === 0) return;
    throw new Unlawful(
      `wanted an error whose message gives ${numbers.join(' and ')}; ${thrownText(error.cause)}`,
    );
  }
  throw new Unlawful('wanted an error, but none was thrown', { returned: outcome });
}

function thrownText(thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return `you threw ${describe(thrown)}: throw new Error(…) gives it a message and a place`;
  }
  return thrown.message === ''
    ? 'what was thrown has no message'
    : `got one that says: ${thrown.message}`;
}

function mentions(message: string, number: number): boolean {
  // A whole number: not a piece of 12 or of 2.5, but also one after the dots of `1..2`.
  return new RegExp(String.raw`(?<!\d)(?<!\d\.)${number}(?!\d)(?!\.\d)`).test(message);
}

/** @throws {Unlawful} when `after` is not what `before` was. */
export function isUntouched(name: string, before: unknown, after: unknown): void {
  const isSame = compare(after, before, exactly) === undefined;
  if (isSame && compare(before, after, exactly) === undefined) return; // both ways: nothing was added
  throw new Unlawful(`\`${name}\` was changed by the call`, { [`${name} after`]: after });
}

/**
 * Writes into every row of nested arrays, and looks whether another row has changed with it.
 *
 * @throws {Unlawful} when two rows are one and the same array.
 */
export function ownsItsElements(value: unknown): void {
  const rows = rowsOf(value);
  if (new Set(rows).size < rows.length) {
    throw new Unlawful('two rows of the output are one and the same array', { output: value });
  }
  for (const row of rows) if (!Object.isFrozen(row)) row.fill(NaN);
}

function rowsOf(value: unknown): number[][] {
  if (!Array.isArray(value)) return [];
  return value.every((element) => typeof element === 'number')
    ? [value]
    : value.flatMap((element) => rowsOf(element));
}
