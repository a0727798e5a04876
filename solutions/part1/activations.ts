/** σ(x) = 1 / (1 + e^(−x)), between 0 and 1. Where e^(−x) overflows to Infinity, 1 / Infinity is 0. */
export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** tanh(x) = (e^(2x) − 1) / (e^(2x) + 1), between −1 and 1; `Math.tanh` takes care of large x. */
export function tanh(x: number): number {
  return Math.tanh(x);
}

/** max(0, x). */
export function relu(x: number): number {
  return x > 0 ? x : 0;
}

/** dσ/dx = σ(x) · (1 − σ(x)). @param x - the input of the sigmoid, not its output. */
export function sigmoidDerivative(x: number): number {
  const y = sigmoid(x);
  return y * (1 - y);
}

/** dtanh/dx = 1 − tanh²(x). @param x - the input of tanh, not its output. */
export function tanhDerivative(x: number): number {
  const y = tanh(x);
  return 1 - y * y;
}

/** 1 where x > 0, else 0: at 0 there is a kink and no derivative, and 0 is the convention. */
export function reluDerivative(x: number): number {
  return x > 0 ? 1 : 0;
}
