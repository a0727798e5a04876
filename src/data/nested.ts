import { UserError } from '../common/user-error.ts';
import type { NpyArray } from './npy.ts';

/** Nested arrays by rank: 0 is a number, 1 a vector, 2 a matrix, 4 a batch of images. */
export interface NestedByRank {
  0: number;
  1: number[];
  2: number[][];
  3: number[][][];
  4: number[][][][];
}

type Nested = number | Nested[];

const mostRows = 2 ** 24; // an empty array of shape (10^9, 0) would still make 10^9 rows

/**
 * @param array - numbers in C order.
 * @param rank - how many dimensions the caller needs.
 * @param name - how messages call the array. Default "the array".
 * @throws {UserError} when the array has another rank, or too many rows to nest.
 */
export function toNested<Rank extends keyof NestedByRank>(
  { shape, data }: Pick<NpyArray, 'shape' | 'data'>,
  rank: Rank,
  name = 'the array',
): NestedByRank[Rank] {
  const described = `(${shape.join(', ')})`;
  if (shape.length !== rank) {
    throw new UserError(
      `${name}: shape ${described}, ${shape.length} dimensions; wanted ${rank}. Reshape it before saving: numpy.save(name, array.reshape(…)).`,
    );
  }
  if (shape.slice(0, -1).reduce((product, size) => product * size, 1) > mostRows) {
    throw new UserError(
      `${name}: shape ${described} has too many rows; wanted at most ${mostRows}. Use a smaller array.`,
    );
  }
  let next = 0;
  const nest = (axis: number): Nested =>
    axis === shape.length
      ? data[next++]
      : Array.from({ length: shape[axis] }, () => nest(axis + 1));
  return nest(0) as NestedByRank[Rank];
}

/**
 * @param nested - equally long rows at every depth.
 * @returns its shape, and its numbers in C order.
 * @throws {RangeError} when rows differ in length or depth.
 */
export function fromNested(nested: Nested): { shape: number[]; data: Float64Array } {
  const shape: number[] = [];
  for (let inner = nested; Array.isArray(inner); inner = inner[0]) {
    shape.push(inner.length);
    if (inner.length === 0) break;
  }
  const data: number[] = [];
  const visit = (value: Nested, axis: number): void => {
    const length = Array.isArray(value) ? value.length : undefined;
    if (length !== shape[axis]) {
      throw new RangeError(
        `a row of length ${length ?? 'none'} where ${shape[axis] ?? 'a number'} was wanted`,
      );
    }
    if (Array.isArray(value)) value.forEach((inner) => visit(inner, axis + 1));
    else data.push(value);
  };
  visit(nested, 0);
  return { shape, data: Float64Array.from(data) };
}
