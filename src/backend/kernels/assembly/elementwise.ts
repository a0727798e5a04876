// What a training step does to every number: one pass each, four numbers at a time.

/** y[r, :] = x[r, :] + bias. `columns` is a multiple of 4. */
export function addBias(x: usize, bias: usize, y: usize, rows: i32, columns: i32): void {
  const row = columns * 4;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < row; c += 16) {
      v128.store(y + c, f32x4.add(v128.load(x + c), v128.load(bias + c)));
    }
    x += row;
    y += row;
  }
}

/** sum[c] = Σ_r x[r, c]: sums of 64 rows first, for accuracy. */
export function sumRows(x: usize, sum: usize, rows: i32, columns: i32): void {
  const row = columns * 4;
  let c = 0;
  for (; c + 16 <= row; c += 16) {
    let total = f32x4.splat(0);
    let at = x + c;
    for (let r = 0; r < rows; r += 64) {
      const count = min(64, rows - r);
      let even = f32x4.splat(0);
      let odd = f32x4.splat(0);
      let k = 0;
      for (; k + 2 <= count; k += 2) {
        even = f32x4.add(even, v128.load(at));
        odd = f32x4.add(odd, v128.load(at + row));
        at += 2 * row;
      }
      if (k < count) {
        even = f32x4.add(even, v128.load(at));
        at += row;
      }
      total = f32x4.add(total, f32x4.add(even, odd));
    }
    v128.store(sum + c, total);
  }
  for (; c < row; c += 4) {
    let total: f64 = 0;
    for (let r = 0; r < rows; r++) total += load<f32>(x + c + r * row);
    store<f32>(sum + c, <f32>total);
  }
}

/** y = max(x, 0), and NaN where x is. */
export function relu(x: usize, y: usize, count: i32): void {
  let k = count;
  for (; k >= 4; k -= 4) {
    v128.store(y, f32x4.max(v128.load(x), f32x4.splat(0)));
    x += 16;
    y += 16;
  }
  for (; k > 0; k--) {
    store<f32>(y, max(load<f32>(x), 0));
    x += 4;
    y += 4;
  }
}

/** dx = dy where y > 0, else 0·dy; NaN where y is NaN. */
export function reluGradient(dy: usize, y: usize, dx: usize, count: i32): void {
  const one = f32x4.splat(1);
  let k = count;
  for (; k >= 4; k -= 4) {
    const v = v128.load(y);
    const step = v128.or(v128.and(f32x4.gt(v, f32x4.splat(0)), one), v128.and(f32x4.ne(v, v), v));
    v128.store(dx, f32x4.mul(v128.load(dy), step));
    dy += 16;
    y += 16;
    dx += 16;
  }
  for (; k > 0; k--) {
    const v = load<f32>(y);
    store<f32>(dx, load<f32>(dy) * (v > 0 ? 1 : v != v ? v : 0));
    dy += 4;
    y += 4;
    dx += 4;
  }
}

/** dx = dy·(y·(1 − y)). */
export function sigmoidGradient(dy: usize, y: usize, dx: usize, count: i32): void {
  const one = f32x4.splat(1);
  let k = count;
  for (; k >= 4; k -= 4) {
    const v = v128.load(y);
    const slope = f32x4.mul(v, f32x4.sub(one, v));
    v128.store(dx, f32x4.mul(v128.load(dy), slope));
    dy += 16;
    y += 16;
    dx += 16;
  }
  for (; k > 0; k--) {
    const v = load<f32>(y);
    store<f32>(dx, load<f32>(dy) * (v * (1 - v)));
    dy += 4;
    y += 4;
    dx += 4;
  }
}
