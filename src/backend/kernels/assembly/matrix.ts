// Matrix products, and the copies that bring a matrix into the shape they want.

import { addOuterProducts, layPixels } from './outer';
import { addToResult, layRuns, rowsTimesMatrix } from './rows';

/** Rows of the right matrix that are taken at once: sixteen columns of them fit the first cache. */
const DEPTH = 256;

/** Rows of the left matrix that are taken at once: what is read of them stays in the second cache. */
const ROWS = 64;

/** Columns of the left matrix that are gathered at once: a cache line. */
const LINE = 16;

/**
 * y = a·b + bias, of `[rows, depth]` and `[depth, columns]`.
 *
 * @param columns - a multiple of 4.
 */
export function multiply(
  a: usize,
  b: usize,
  bias: usize,
  y: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  relu: bool,
): void {
  for (let r = 0; r < rows; r += ROWS) {
    for (let k = 0; k < depth || k == 0; k += DEPTH) {
      const count = min(DEPTH, depth - k);
      layRuns(1, 0, 0, 1, 0, 0, count * 4, columns * 4);
      addToResult(k > 0);
      rowsTimesMatrix(
        min(ROWS, rows - r),
        columns,
        a + (r * depth + k) * 4,
        depth * 4,
        b + k * columns * 4,
        y + r * columns * 4,
        columns * 4,
        k > 0 ? 0 : bias,
        relu && k + DEPTH >= depth,
      );
    }
  }
  addToResult(false);
}

/**
 * y = aᵀ·b, of `[depth, rows]` and `[depth, columns]`.
 *
 * The columns of a are gathered a cache line at a time: where its rows lie a power of two apart,
 * they would drive each other out of the cache.
 *
 * @param columns - a multiple of 4.
 * @param y - `[rows, columns]`, zeros on entry.
 * @param gathered - room for 16·depth numbers.
 */
export function multiplyTransposed(
  a: usize,
  b: usize,
  y: usize,
  rows: i32,
  depth: i32,
  columns: i32,
  gathered: usize,
): void {
  layPixels(1, 0, 0, depth, LINE * 4, columns * 4);
  for (let r = 0; r < rows; r += LINE) {
    const count = min(LINE, rows - r);
    gather(a + r * 4, rows * 4, gathered, depth, count);
    addOuterProducts(count, columns, gathered, b, y + r * columns * 4, columns * 4);
  }
}

function gather(from: usize, fromRow: usize, to: usize, rows: i32, columns: i32): void {
  for (let r = 0; r < rows; r++) {
    if (columns == LINE) {
      v128.store(to, v128.load(from));
      v128.store(to + 16, v128.load(from + 16));
      v128.store(to + 32, v128.load(from + 32));
      v128.store(to + 48, v128.load(from + 48));
    } else {
      for (let c = 0; c < columns; c++) store<f32>(to + c * 4, load<f32>(from + c * 4));
    }
    from += fromRow;
    to += LINE * 4;
  }
}

/**
 * `to[c, r] = from[r, c]`, where a row of `to` takes `toRow` numbers; what is left stays as it is.
 */
export function transpose(from: usize, to: usize, rows: i32, columns: i32, toRow: i32): void {
  for (let r = 0; r < rows; r++) {
    let target = to + r * 4;
    for (let c = 0; c < columns; c++) {
      store<f32>(target, load<f32>(from));
      from += 4;
      target += toRow * 4;
    }
  }
}

/** Copies the first `columns` numbers of every row, from rows of one length to rows of another. */
export function copyRows(
  from: usize,
  fromRow: i32,
  to: usize,
  toRow: i32,
  rows: i32,
  columns: i32,
): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) store<f32>(to + c * 4, load<f32>(from + c * 4));
    from += fromRow * 4;
    to += toRow * 4;
  }
}

/** Sets `count` numbers to zero. */
export function clear(at: usize, count: i32): void {
  memory.fill(at, 0, count * 4);
}

/**
 * Turns a kernel `[height, width, inputs, outputs]` by half a turn and exchanges its channels:
 * `[height, width, outputs, toRow]`; of a row longer than `inputs` the rest stays as it is.
 */
export function turnKernel(
  from: usize,
  to: usize,
  taps: i32,
  inputs: i32,
  outputs: i32,
  toRow: i32,
): void {
  for (let tap = taps - 1; tap >= 0; tap--) {
    transpose(from, to + tap * outputs * toRow * 4, inputs, outputs, toRow);
    from += inputs * outputs * 4;
  }
}
