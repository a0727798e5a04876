import { isArray } from '../../src/laws/compare.ts';

/** A way to write a function without writing it: what it does instead of what the right one does. */
export interface Empty {
  name: string;
  /** @param right - the right function, which the empty one may ask for a shape. */
  of(right: Function): (...args: unknown[]) => unknown;
}

/** `value` with every number replaced: the right shape, and nothing in it. */
export const filled = (value: unknown, by: number): unknown => replaced(value, () => by);

function replaced(value: unknown, by: () => number): unknown {
  if (typeof value === 'number') return by();
  if (isArray(value)) return Array.from(value, (element) => replaced(element, by));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, replaced(field, by)]),
  );
}

/** `value` with its numbers replaced by 1, 2, 3, … in reading order. */
function counted(value: unknown): unknown {
  let count = 0;
  return replaced(value, () => ++count);
}

const returns = (
  name: string,
  result: (args: unknown[], right: () => unknown) => unknown,
): Empty => ({
  name: `returns ${name}`,
  of:
    (right) =>
    (...args) =>
      result(args, () => Reflect.apply(right, undefined, structuredClone(args)) as unknown),
});

const throws = (name: string, error: () => unknown): Empty => ({
  name: `throws ${name}`,
  of: () => () => {
    throw error();
  },
});

/** Every number that an error may be asked for. */
const numbers = Array.from({ length: 120 }, (_, i) => `${i} -${i} ${i / 4} ${-i / 4}`).join(' ');

const results: Empty[] = [
  returns('undefined', () => undefined),
  returns('null', () => null),
  returns('0', () => 0),
  returns('1', () => 1),
  returns('NaN', () => NaN),
  returns('an empty array', () => []),
  returns('an empty text', () => ''),
  returns('an empty object', () => ({})),
  returns('its first argument', ([first]) => first),
  returns('its last argument', (args) => args.at(-1)),
  returns('zeros of the right shape', (_, right) => filled(right(), 0)),
  returns('ones of the right shape', (_, right) => filled(right(), 1)),
  returns('NaN of the right shape', (_, right) => filled(right(), NaN)),
  returns('1, 2, 3, … in the right shape', (_, right) => counted(right())),
  returns('an object with numbers', () => ({ status: 'holds', points: 14, cases: 50 })),
];

/** Refuses what the right function refuses, as it does, and computes nothing of the rest. */
const refusing = ({ name, of }: Empty): Empty => ({
  name: `refuses bad arguments, and ${name}`,
  of:
    (right) =>
    (...args) => {
      Reflect.apply(right, undefined, structuredClone(args));
      return of(right)(...args);
    },
});

/** Programs that compute nothing. */
export const empties: readonly Empty[] = [
  ...results,
  ...results.map(refusing),
  throws('an Error', () => new Error('no')),
  throws('a RangeError', () => new RangeError('no')),
  throws('a TypeError', () => new TypeError('no')),
  throws('an Error that gives every number', () => new Error(numbers)),
  throws('a RangeError that gives every number', () => new RangeError(numbers)),
];
