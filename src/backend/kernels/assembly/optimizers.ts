// One pass over a variable where TensorFlow.js makes one for every term of the formula.

/** w ← w − rate·g. */
export function descend(w: usize, g: usize, count: i32, rate: f32): void {
  const rates = f32x4.splat(rate);
  let k = count;
  for (; k >= 4; k -= 4) {
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(v128.load(g), rates)));
    w += 16;
    g += 16;
  }
  for (; k > 0; k--) {
    store<f32>(w, load<f32>(w) - load<f32>(g) * rate);
    w += 4;
    g += 4;
  }
}

/**
 * Adam: m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², w ← w − rate·m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ)
 * and v̂ = v / (1 − β₂ᵗ).
 *
 * @param power1 - where β₁ᵗ stands; `power2` likewise.
 */
export function adam(
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  count: i32,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
  power1: usize,
  power2: usize,
): void {
  const correction1: f32 = 1 - load<f32>(power1);
  const correction2: f32 = 1 - load<f32>(power2);
  const beta1s = f32x4.splat(beta1);
  const rest1s = f32x4.splat(rest1);
  const beta2s = f32x4.splat(beta2);
  const rest2s = f32x4.splat(rest2);
  let k = count;
  for (; k >= 4; k -= 4) {
    const gradient = v128.load(g);
    const mean = f32x4.add(f32x4.mul(v128.load(m), beta1s), f32x4.mul(gradient, rest1s));
    const square = f32x4.mul(gradient, gradient);
    const variance = f32x4.add(f32x4.mul(v128.load(v), beta2s), f32x4.mul(square, rest2s));
    v128.store(m, mean);
    v128.store(v, variance);
    const meanHat = f32x4.div(mean, f32x4.splat(correction1));
    const varianceHat = f32x4.div(variance, f32x4.splat(correction2));
    const step = f32x4.div(meanHat, f32x4.add(f32x4.sqrt(varianceHat), f32x4.splat(epsilon)));
    v128.store(w, f32x4.sub(v128.load(w), f32x4.mul(step, f32x4.splat(rate))));
    w += 16;
    g += 16;
    m += 16;
    v += 16;
  }
  for (; k > 0; k--) {
    const gradient = load<f32>(g);
    const mean = load<f32>(m) * beta1 + gradient * rest1;
    const variance = load<f32>(v) * beta2 + gradient * gradient * rest2;
    store<f32>(m, mean);
    store<f32>(v, variance);
    const step = mean / correction1 / (<f32>Math.sqrt(variance / correction2) + epsilon);
    store<f32>(w, load<f32>(w) - step * rate);
    w += 4;
    g += 4;
    m += 4;
    v += 4;
  }
}

/** x ← x·factor, one number: for the powers of β. */
export function scale(x: usize, factor: f32): void {
  store<f32>(x, load<f32>(x) * factor);
}
