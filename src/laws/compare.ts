/**
 * How far a number may lie from the wanted one: |got − wanted| ≤ absolute + relative · |wanted|.
 * Derive it from the arithmetic: laws that draw multiples of 1/4 are exact in float32 already.
 */
export interface Tolerance {
  /** 1e-9 by default. */
  absolute?: number;
  /** 1e-9 by default. */
  relative?: number;
}

/** No tolerance: to the last bit, but for −0 and NaN as {@link compare} has them. */
export const exactly: Tolerance = { absolute: 0, relative: 0 };

/** The first place where two values differ. */
export interface Difference {
  /** Indices and keys that lead to the place; empty for the whole value. */
  path: (number | string)[];
  /** `kind`: not the same sort of thing; `shape`: not as many elements; `value`: another number. */
  reason: 'kind' | 'shape' | 'value';
  got: unknown;
  wanted: unknown;
}

type ArrayLike = readonly unknown[] | Float32Array | Float64Array | Int32Array | Uint8Array;

/**
 * Compares every element of `got` with `wanted`, shapes included.
 * Typed arrays count as arrays of numbers; NaN equals NaN; −0 equals 0.
 *
 * @returns the first difference in reading order, or `undefined` when there is none.
 */
export function compare(
  got: unknown,
  wanted: unknown,
  tolerance: Tolerance = {},
  path: (number | string)[] = [],
): Difference | undefined {
  if (isArray(wanted)) {
    if (!isArray(got)) return { path, reason: 'kind', got, wanted };
    if (got.length !== wanted.length) return { path, reason: 'shape', got, wanted };
    for (let i = 0; i < wanted.length; i++) {
      const difference = compare(got[i], wanted[i], tolerance, [...path, i]);
      if (difference) return difference;
    }
    return undefined;
  }
  if (isRecord(wanted)) {
    if (!isRecord(got)) return { path, reason: 'kind', got, wanted };
    for (const key of Object.keys(wanted)) {
      if (!(key in got)) return { path, reason: 'kind', got, wanted };
      const difference = compare(got[key], wanted[key], tolerance, [...path, key]);
      if (difference) return difference;
    }
    return undefined;
  }
  if (typeof wanted === 'number') {
    if (typeof got !== 'number') return { path, reason: 'kind', got, wanted };
    return near(got, wanted, tolerance) ? undefined : { path, reason: 'value', got, wanted };
  }
  return got === wanted ? undefined : { path, reason: 'value', got, wanted };
}

function near(got: number, wanted: number, { absolute = 1e-9, relative = 1e-9 }: Tolerance) {
  if (got === wanted || (Number.isNaN(got) && Number.isNaN(wanted))) return true;
  if (!Number.isFinite(wanted)) return false; // an infinite tolerance would accept anything
  return Math.abs(got - wanted) <= absolute + relative * Math.abs(wanted);
}

/** Whether a value is an array, or a typed array of numbers. */
export function isArray(value: unknown): value is ArrayLike {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** Nested deeper than this, an array most likely contains itself. */
const DEEPEST = 16;

/**
 * The shape of nested arrays: `[]` for a number, `[2, 3]` for two rows of three.
 *
 * @returns `undefined` when it has none: rows of different length, or something that is no number.
 */
export function shapeOf(value: unknown, depth = 0): number[] | undefined {
  if (typeof value === 'number') return [];
  if (!isArray(value) || depth > DEEPEST) return undefined;
  if (value.length === 0) return [0];
  const first = shapeOf(value[0], depth + 1);
  if (first === undefined) return undefined;
  for (let i = 1; i < value.length; i++) {
    const other = shapeOf(value[i], depth + 1);
    if (other === undefined || other.join() !== first.join()) return undefined;
  }
  return [value.length, ...first];
}
