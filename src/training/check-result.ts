import { UserError } from '../common/user-error.ts';

/** Reads fields of a result that somebody else may have written. */
export interface ResultFields {
  /** A text. */
  text(key: string): string;
  /** An array of numbers; those of a fraction lie between 0 and 1. */
  curve(key: string, kind?: 'fraction'): number[];
  /** A number between 0 and 1; null where the training diverged. */
  fraction(key: string): number | null;
  /** Whatever is there. @throws {UserError} when nothing is. */
  any(key: string): unknown;
}

/**
 * @param from - what it came from, for messages: a file, or the function that gave it.
 * @throws {UserError} when it is no object; its methods, when a field is missing or is something else.
 */
export function resultFields(value: unknown, from: string): ResultFields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(`${from} is no result: wanted an object with a name and curves.`);
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const refuse = (key: string, wanted: string): never => {
    const came = key in fields ? `"${key}" is ${show(fields[key])}` : `"${key}" is missing`;
    throw new UserError(`${from}: ${came}; wanted ${wanted}.`);
  };
  return {
    text(key) {
      const text = fields[key];
      return typeof text === 'string' ? text : refuse(key, 'a text');
    },
    curve(key, kind) {
      const curve = fields[key];
      if (!Array.isArray(curve)) return refuse(key, 'an array of numbers');
      const wrong = (curve as unknown[]).findIndex((number) => !isNumber(number, kind));
      if (wrong >= 0) {
        const wanted = kind === undefined ? 'a number' : 'a fraction, 0 … 1';
        throw new UserError(`${from}: "${key}" has ${show(curve[wrong])} at ${wrong}; wanted ${wanted}.`); // prettier-ignore
      }
      return curve as number[];
    },
    fraction(key) {
      const number = fields[key];
      if (number === null && key in fields) return null;
      return isNumber(number, 'fraction') ? number : refuse(key, 'a fraction, 0 … 1');
    },
    any(key) {
      return key in fields ? fields[key] : refuse(key, 'a value');
    },
  };
}

function isNumber(value: unknown, kind: 'fraction' | undefined): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  return kind === undefined || (value >= 0 && value <= 1);
}

function show(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object'; // prettier-ignore
  return typeof value === 'string' ? `"${value}"` : String(value);
}
