// Sums of outer products: w[k, c] += Σ_p x[p, k]·y[p, c], over the pixels p of an image or the
// rows of a batch. This is the gradient of a convolution's or a dense layer's weights.
//
// One turn of the inner loop takes one pixel: K neighbours of x, each times C of y.

import { madd } from './multiply-add';

/** How the pixels lie, in bytes. */
let lines: i32 = 0;
let xLine: usize = 0;
let yLine: usize = 0;
let pixels: i32 = 0;
let xPixel: usize = 0;
let yPixel: usize = 0;

/** Says how the pixels of the next sums lie: `newLines` lines of `newPixels` pixels. */
export function layPixels(
  newLines: i32,
  newXLine: usize,
  newYLine: usize,
  newPixels: i32,
  newXPixel: usize,
  newYPixel: usize,
): void {
  lines = newLines;
  xLine = newXLine;
  yLine = newYLine;
  pixels = newPixels;
  xPixel = newXPixel;
  yPixel = newYPixel;
}

// @ts-ignore: decorator
@inline
function add(w: usize, sum: v128): void {
  v128.store(w, f32x4.add(v128.load(w), sum));
}

function outer2x16(x: usize, y: usize, w: usize, wRow: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let b0 = a0;
  let b1 = a0;
  let b2 = a0;
  let b3 = a0;
  const xStep = xPixel;
  const yStep = yPixel;
  for (let line = 0; line < lines; line++) {
    let p = x + line * xLine;
    let q = y + line * yLine;
    const end = q + pixels * yStep;
    while (q < end) {
      const y0 = v128.load(q);
      const y1 = v128.load(q, 16);
      const y2 = v128.load(q, 32);
      const y3 = v128.load(q, 48);
      const s = v128.load32_splat(p);
      const t = v128.load32_splat(p, 4);
      a0 = madd(s, y0, a0);
      a1 = madd(s, y1, a1);
      a2 = madd(s, y2, a2);
      a3 = madd(s, y3, a3);
      b0 = madd(t, y0, b0);
      b1 = madd(t, y1, b1);
      b2 = madd(t, y2, b2);
      b3 = madd(t, y3, b3);
      p += xStep;
      q += yStep;
    }
  }
  add(w, a0);
  add(w + 16, a1);
  add(w + 32, a2);
  add(w + 48, a3);
  add(w + wRow, b0);
  add(w + wRow + 16, b1);
  add(w + wRow + 32, b2);
  add(w + wRow + 48, b3);
}

function outer4x8(x: usize, y: usize, w: usize, wRow: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  const xStep = xPixel;
  const yStep = yPixel;
  for (let line = 0; line < lines; line++) {
    let p = x + line * xLine;
    let q = y + line * yLine;
    const end = q + pixels * yStep;
    while (q < end) {
      const y0 = v128.load(q);
      const y1 = v128.load(q, 16);
      const s = v128.load32_splat(p);
      const t = v128.load32_splat(p, 4);
      const u = v128.load32_splat(p, 8);
      const v = v128.load32_splat(p, 12);
      a0 = madd(s, y0, a0);
      a1 = madd(s, y1, a1);
      b0 = madd(t, y0, b0);
      b1 = madd(t, y1, b1);
      c0 = madd(u, y0, c0);
      c1 = madd(u, y1, c1);
      d0 = madd(v, y0, d0);
      d1 = madd(v, y1, d1);
      p += xStep;
      q += yStep;
    }
  }
  add(w, a0);
  add(w + 16, a1);
  add(w + wRow, b0);
  add(w + wRow + 16, b1);
  add(w + 2 * wRow, c0);
  add(w + 2 * wRow + 16, c1);
  add(w + 3 * wRow, d0);
  add(w + 3 * wRow + 16, d1);
}

function outer4x4(x: usize, y: usize, w: usize, wRow: usize): void {
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const xStep = xPixel;
  const yStep = yPixel;
  for (let line = 0; line < lines; line++) {
    let p = x + line * xLine;
    let q = y + line * yLine;
    const end = q + pixels * yStep;
    while (q < end) {
      const y0 = v128.load(q);
      a = madd(v128.load32_splat(p), y0, a);
      b = madd(v128.load32_splat(p, 4), y0, b);
      c = madd(v128.load32_splat(p, 8), y0, c);
      d = madd(v128.load32_splat(p, 12), y0, d);
      p += xStep;
      q += yStep;
    }
  }
  add(w, a);
  add(w + wRow, b);
  add(w + 2 * wRow, c);
  add(w + 3 * wRow, d);
}

function outer1x16(x: usize, y: usize, w: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  const xStep = xPixel;
  const yStep = yPixel;
  for (let line = 0; line < lines; line++) {
    let p = x + line * xLine;
    let q = y + line * yLine;
    const end = q + pixels * yStep;
    while (q < end) {
      const s = v128.load32_splat(p);
      a0 = madd(s, v128.load(q), a0);
      a1 = madd(s, v128.load(q, 16), a1);
      a2 = madd(s, v128.load(q, 32), a2);
      a3 = madd(s, v128.load(q, 48), a3);
      p += xStep;
      q += yStep;
    }
  }
  add(w, a0);
  add(w + 16, a1);
  add(w + 32, a2);
  add(w + 48, a3);
}

function outer1x4(x: usize, y: usize, w: usize): void {
  let a = f32x4.splat(0);
  const xStep = xPixel;
  const yStep = yPixel;
  for (let line = 0; line < lines; line++) {
    let p = x + line * xLine;
    let q = y + line * yLine;
    const end = q + pixels * yStep;
    while (q < end) {
      a = madd(v128.load32_splat(p), v128.load(q), a);
      p += xStep;
      q += yStep;
    }
  }
  add(w, a);
}

/**
 * Any number of weights rows by any number of columns, cut into the blocks above.
 *
 * @param depth - neighbours of x at each pixel: the rows of w.
 * @param columns - of y and w, a multiple of 4.
 * @param wRow - bytes from one row of w to the next.
 */
export function addOuterProducts(
  depth: i32,
  columns: i32,
  x: usize,
  y: usize,
  w: usize,
  wRow: usize,
): void {
  let c: usize = 0;
  const end = <usize>columns * 4;
  for (; c + 64 <= end; c += 64) {
    let k = 0;
    for (; k + 2 <= depth; k += 2) outer2x16(x + k * 4, y + c, w + c + k * wRow, wRow);
    if (k < depth) outer1x16(x + k * 4, y + c, w + c + k * wRow);
  }
  for (; c + 32 <= end; c += 32) {
    let k = 0;
    for (; k + 4 <= depth; k += 4) outer4x8(x + k * 4, y + c, w + c + k * wRow, wRow);
    for (; k < depth; k++) {
      outer1x4(x + k * 4, y + c, w + c + k * wRow);
      outer1x4(x + k * 4, y + c + 16, w + c + 16 + k * wRow);
    }
  }
  for (; c < end; c += 16) {
    let k = 0;
    for (; k + 4 <= depth; k += 4) outer4x4(x + k * 4, y + c, w + c + k * wRow, wRow);
    for (; k < depth; k++) outer1x4(x + k * 4, y + c, w + c + k * wRow);
  }
}
