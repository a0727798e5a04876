// Rows times a matrix: y[p, c] = Σ_k x[p, k]·w[k, c], the heart of convolution and matrix product.
//
// The rows are P rows of a matrix, or the same pixel of P images. Their numbers lie in runs of
// neighbours: one run for a matrix, a run per kernel row for a convolution.
//
// One turn of the inner loop reads C weights and P numbers and multiplies each by each. The block
// keeps as many sums as fit the sixteen registers beside what it reads: 2 × 16 or 4 × 8. The loop
// is not unrolled: V8 would read everything first, and spill.

import { madd } from './multiply-add';

/** How the runs of a pixel lie, in bytes: the same for every row of a block. */
let lines: i32 = 0;
let xLine: i32 = 0;
let wLine: i32 = 0;
let taps: i32 = 0;
let xTap: i32 = 0;
let wTap: i32 = 0;
let run: i32 = 0;
let wRow: i32 = 0;

/** Whether the sums are added to what stands in y. */
let isAdded: bool = false;

export function addToResult(newIsAdded: bool): void {
  isAdded = newIsAdded;
}

/**
 * Says how the runs of the next blocks lie.
 *
 * @param newLines - outer steps (a kernel's rows), each `newXLine` further in x and `newWLine` in w.
 * @param newTaps - inner steps (a kernel's columns), likewise.
 * @param newRun - bytes of neighbours read at each step.
 * @param newWRow - bytes from one row of w to the next.
 */
export function layRuns(
  newLines: i32,
  newXLine: i32,
  newWLine: i32,
  newTaps: i32,
  newXTap: i32,
  newWTap: i32,
  newRun: i32,
  newWRow: i32,
): void {
  lines = newLines;
  xLine = newXLine;
  wLine = newWLine;
  taps = newTaps;
  xTap = newXTap;
  wTap = newWTap;
  run = newRun;
  wRow = newWRow;
}

// @ts-ignore: decorator
@inline
function first(bias: usize, offset: usize): v128 {
  return bias == 0 ? f32x4.splat(0) : v128.load(bias + offset);
}

// @ts-ignore: decorator
@inline
function finish(y: usize, sum: v128, relu: bool): void {
  if (isAdded) sum = f32x4.add(sum, v128.load(y));
  v128.store(y, relu ? f32x4.max(sum, f32x4.splat(0)) : sum);
}

function rows2x16(
  x: usize,
  xRow: usize,
  w: usize,
  y: usize,
  yRow: usize,
  bias: usize,
  relu: bool,
): void {
  let a0 = first(bias, 0);
  let a1 = first(bias, 16);
  let a2 = first(bias, 32);
  let a3 = first(bias, 48);
  let b0 = a0;
  let b1 = a1;
  let b2 = a2;
  let b3 = a3;
  const step = wRow;
  for (let line = 0; line < lines; line++) {
    for (let tap = 0; tap < taps; tap++) {
      let p = x + line * xLine + tap * xTap;
      let q = w + line * wLine + tap * wTap;
      const end = p + run;
      while (p < end) {
        const w0 = v128.load(q);
        const w1 = v128.load(q, 16);
        const w2 = v128.load(q, 32);
        const w3 = v128.load(q, 48);
        const s = v128.load32_splat(p);
        const t = v128.load32_splat(p + xRow);
        a0 = madd(s, w0, a0);
        a1 = madd(s, w1, a1);
        a2 = madd(s, w2, a2);
        a3 = madd(s, w3, a3);
        b0 = madd(t, w0, b0);
        b1 = madd(t, w1, b1);
        b2 = madd(t, w2, b2);
        b3 = madd(t, w3, b3);
        p += 4;
        q += step;
      }
    }
  }
  finish(y, a0, relu);
  finish(y + 16, a1, relu);
  finish(y + 32, a2, relu);
  finish(y + 48, a3, relu);
  finish(y + yRow, b0, relu);
  finish(y + yRow + 16, b1, relu);
  finish(y + yRow + 32, b2, relu);
  finish(y + yRow + 48, b3, relu);
}

function rows4x8(
  x: usize,
  xRow: usize,
  w: usize,
  y: usize,
  yRow: usize,
  bias: usize,
  relu: bool,
): void {
  const x2 = 2 * xRow;
  const x3 = 3 * xRow;
  let a0 = first(bias, 0);
  let a1 = first(bias, 16);
  let b0 = a0;
  let b1 = a1;
  let c0 = a0;
  let c1 = a1;
  let d0 = a0;
  let d1 = a1;
  const step = wRow;
  for (let line = 0; line < lines; line++) {
    for (let tap = 0; tap < taps; tap++) {
      let p = x + line * xLine + tap * xTap;
      let q = w + line * wLine + tap * wTap;
      const end = p + run;
      while (p < end) {
        const w0 = v128.load(q);
        const w1 = v128.load(q, 16);
        const s = v128.load32_splat(p);
        const t = v128.load32_splat(p + xRow);
        const u = v128.load32_splat(p + x2);
        const v = v128.load32_splat(p + x3);
        a0 = madd(s, w0, a0);
        a1 = madd(s, w1, a1);
        b0 = madd(t, w0, b0);
        b1 = madd(t, w1, b1);
        c0 = madd(u, w0, c0);
        c1 = madd(u, w1, c1);
        d0 = madd(v, w0, d0);
        d1 = madd(v, w1, d1);
        p += 4;
        q += step;
      }
    }
  }
  finish(y, a0, relu);
  finish(y + 16, a1, relu);
  finish(y + yRow, b0, relu);
  finish(y + yRow + 16, b1, relu);
  finish(y + 2 * yRow, c0, relu);
  finish(y + 2 * yRow + 16, c1, relu);
  finish(y + 3 * yRow, d0, relu);
  finish(y + 3 * yRow + 16, d1, relu);
}

function rows4x4(
  x: usize,
  xRow: usize,
  w: usize,
  y: usize,
  yRow: usize,
  bias: usize,
  relu: bool,
): void {
  const x2 = 2 * xRow;
  const x3 = 3 * xRow;
  let a = first(bias, 0);
  let b = a;
  let c = a;
  let d = a;
  const step = wRow;
  for (let line = 0; line < lines; line++) {
    for (let tap = 0; tap < taps; tap++) {
      let p = x + line * xLine + tap * xTap;
      let q = w + line * wLine + tap * wTap;
      const end = p + run;
      while (p < end) {
        const w0 = v128.load(q);
        a = madd(v128.load32_splat(p), w0, a);
        b = madd(v128.load32_splat(p + xRow), w0, b);
        c = madd(v128.load32_splat(p + x2), w0, c);
        d = madd(v128.load32_splat(p + x3), w0, d);
        p += 4;
        q += step;
      }
    }
  }
  finish(y, a, relu);
  finish(y + yRow, b, relu);
  finish(y + 2 * yRow, c, relu);
  finish(y + 3 * yRow, d, relu);
}

function rows1x16(x: usize, w: usize, y: usize, bias: usize, relu: bool): void {
  let a0 = first(bias, 0);
  let a1 = first(bias, 16);
  let a2 = first(bias, 32);
  let a3 = first(bias, 48);
  const step = wRow;
  for (let line = 0; line < lines; line++) {
    for (let tap = 0; tap < taps; tap++) {
      let p = x + line * xLine + tap * xTap;
      let q = w + line * wLine + tap * wTap;
      const end = p + run;
      while (p < end) {
        const s = v128.load32_splat(p);
        a0 = madd(s, v128.load(q), a0);
        a1 = madd(s, v128.load(q, 16), a1);
        a2 = madd(s, v128.load(q, 32), a2);
        a3 = madd(s, v128.load(q, 48), a3);
        p += 4;
        q += step;
      }
    }
  }
  finish(y, a0, relu);
  finish(y + 16, a1, relu);
  finish(y + 32, a2, relu);
  finish(y + 48, a3, relu);
}

function rows2x8(
  x: usize,
  xRow: usize,
  w: usize,
  y: usize,
  yRow: usize,
  bias: usize,
  relu: bool,
): void {
  let a0 = first(bias, 0);
  let a1 = first(bias, 16);
  let b0 = a0;
  let b1 = a1;
  const step = wRow;
  for (let line = 0; line < lines; line++) {
    for (let tap = 0; tap < taps; tap++) {
      let p = x + line * xLine + tap * xTap;
      let q = w + line * wLine + tap * wTap;
      const end = p + run;
      while (p < end) {
        const w0 = v128.load(q);
        const w1 = v128.load(q, 16);
        const s = v128.load32_splat(p);
        const t = v128.load32_splat(p + xRow);
        a0 = madd(s, w0, a0);
        a1 = madd(s, w1, a1);
        b0 = madd(t, w0, b0);
        b1 = madd(t, w1, b1);
        p += 4;
        q += step;
      }
    }
  }
  finish(y, a0, relu);
  finish(y + 16, a1, relu);
  finish(y + yRow, b0, relu);
  finish(y + yRow + 16, b1, relu);
}

function rows1x4(x: usize, w: usize, y: usize, bias: usize, relu: bool): void {
  let a = first(bias, 0);
  const step = wRow;
  for (let line = 0; line < lines; line++) {
    for (let tap = 0; tap < taps; tap++) {
      let p = x + line * xLine + tap * xTap;
      let q = w + line * wLine + tap * wTap;
      const end = p + run;
      while (p < end) {
        a = madd(v128.load32_splat(p), v128.load(q), a);
        p += 4;
        q += step;
      }
    }
  }
  finish(y, a, relu);
}

/**
 * Any number of rows by any number of columns, cut into the blocks above.
 *
 * @param columns - a multiple of 4.
 * @param bias - `[columns]`, or 0 for none.
 */
export function rowsTimesMatrix(
  rows: i32,
  columns: i32,
  x: usize,
  xRow: usize,
  w: usize,
  y: usize,
  yRow: usize,
  bias: usize,
  relu: bool,
): void {
  let c: usize = 0;
  const end = <usize>columns * 4;
  for (; c + 64 <= end; c += 64) {
    const b = bias == 0 ? 0 : bias + c;
    let xr = x;
    let yr = y + c;
    let r = rows;
    for (; r >= 2; r -= 2) {
      rows2x16(xr, xRow, w + c, yr, yRow, b, relu);
      xr += 2 * xRow;
      yr += 2 * yRow;
    }
    if (r > 0) rows1x16(xr, w + c, yr, b, relu);
  }
  for (; c + 32 <= end; c += 32) {
    const b = bias == 0 ? 0 : bias + c;
    let xr = x;
    let yr = y + c;
    let r = rows;
    for (; r >= 4; r -= 4) {
      rows4x8(xr, xRow, w + c, yr, yRow, b, relu);
      xr += 4 * xRow;
      yr += 4 * yRow;
    }
    if (r >= 2) {
      rows2x8(xr, xRow, w + c, yr, yRow, b, relu);
      xr += 2 * xRow;
      yr += 2 * yRow;
      r -= 2;
    }
    if (r > 0) {
      rows1x4(xr, w + c, yr, b, relu);
      rows1x4(xr, w + c + 16, yr + 16, b == 0 ? 0 : b + 16, relu);
    }
  }
  for (; c < end; c += 16) {
    const b = bias == 0 ? 0 : bias + c;
    let xr = x;
    let yr = y + c;
    let r = rows;
    for (; r >= 4; r -= 4) {
      rows4x4(xr, xRow, w + c, yr, yRow, b, relu);
      xr += 4 * xRow;
      yr += 4 * yRow;
    }
    for (; r > 0; r--) {
      rows1x4(xr, w + c, yr, b, relu);
      xr += xRow;
      yr += yRow;
    }
  }
}
