import { isArray } from './compare.ts';

/** A value made safe to show and to send: plain data, bounded, without getters, cycles or functions. */
export type Snapshot = number | string | boolean | null | Snapshot[] | { [key: string]: Snapshot };

/** More elements than this are not copied: no counterexample that one can read is as large. */
const LARGEST = 4096;

/** @returns numbers and nested arrays as they are; anything else described in words, in `‹…›`. */
export function snapshot(value: unknown): Snapshot {
  const budget = { left: LARGEST };
  return copy(value, budget, 0);
}

function copy(value: unknown, budget: { left: number }, depth: number): Snapshot {
  if (budget.left-- <= 0 || depth > 6) return '‹…›';
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 200)}…` : value;
  if (isArray(value)) return copyArray(value, budget, depth);
  if (typeof value !== 'object') return `‹${describe(value)}›`;
  const name = className(value);
  if (name !== 'Object') return `‹${name}›`;
  const fields: { [key: string]: Snapshot } = {};
  for (const key of Object.keys(value)) {
    if (budget.left <= 0) break;
    fields[key] = copy(fieldOf(value, key), budget, depth + 1);
  }
  return fields;
}

function copyArray(value: ArrayLike<unknown>, budget: { left: number }, depth: number): Snapshot {
  const elements: Snapshot[] = [];
  for (let i = 0; i < value.length; i++) {
    if (budget.left <= 0) return [...elements, '‹…›'];
    elements.push(copy(value[i], budget, depth + 1));
  }
  return elements;
}

/** A field, or what its getter threw. */
function fieldOf(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** A few words for any value, for sentences like "wanted a number, got …". */
export function describe(value: unknown): string {
  if (value === undefined || value === null || typeof value === 'number') return String(value);
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 40))}`;
  if (isArray(value)) return value.length === 0 ? 'an empty array' : `an array of ${value.length}`;
  if (typeof value === 'object') {
    const name = className(value);
    if (name.endsWith('Matrix')) return `a mathjs ${name} (its .toArray() gives plain arrays)`;
    if (name === 'Promise') return 'a Promise (is an `await` missing?)';
    const keys = Object.keys(value).slice(0, 6).join(', ');
    return name === 'Object' && keys !== '' ? `an object with ${keys}` : `an object (${name})`;
  }
  return typeof value === 'function' ? 'a function' : `a ${typeof value}`;
}

function className(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return 'Object';
  const { constructor } = prototype as { constructor?: { name?: unknown } };
  return typeof constructor?.name === 'string' && constructor.name !== ''
    ? constructor.name
    : 'Object';
}
