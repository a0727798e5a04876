import { NotImplemented } from '#src/laws/not-implemented';

/**
 * Task 1.1: the logistic sigmoid, σ(x) = 1 / (1 + e^(−x)).
 *
 * @param x - any number; ±1000 and ±Infinity give a number too, never NaN.
 * @returns a number from 0 to 1.
 */
export function sigmoid(x: number): number {
  throw new NotImplemented('1.1', 'sigmoid');
}

/**
 * Task 1.1: the hyperbolic tangent, tanh(x) = (e^(2x) − 1) / (e^(2x) + 1).
 *
 * @param x - any number; ±1000 and ±Infinity give a number too, never NaN.
 * @returns a number from −1 to 1.
 */
export function tanh(x: number): number {
  throw new NotImplemented('1.1', 'tanh');
}

/**
 * Task 1.1: the rectified linear unit, max(0, x).
 *
 * @param x - any number, ±Infinity included.
 */
export function relu(x: number): number {
  throw new NotImplemented('1.1', 'relu');
}

/**
 * Task 1.2: dσ/dx, the slope of the sigmoid.
 *
 * @param x - the sigmoid's input (not its output); any number, ±1000 and ±Infinity included.
 */
export function sigmoidDerivative(x: number): number {
  throw new NotImplemented('1.2', 'sigmoidDerivative');
}

/**
 * Task 1.2: dtanh/dx, the slope of tanh.
 *
 * @param x - the input of tanh (not its output); any number, ±1000 and ±Infinity included.
 */
export function tanhDerivative(x: number): number {
  throw new NotImplemented('1.2', 'tanhDerivative');
}

/**
 * Task 1.2: the slope of the ReLU. At 0 there is a kink and no slope: return 0, the convention.
 *
 * @param x - the input of the ReLU; any number, ±Infinity included.
 */
export function reluDerivative(x: number): number {
  throw new NotImplemented('1.2', 'reluDerivative');
}
