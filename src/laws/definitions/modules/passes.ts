import { formulas, slopes } from '../mlp/network.ts';
import { columnSums, pairwise, product, transposed } from './matrices.ts';

// What modules and losses compute, in float64; proven against central differences and the gradients of
// TensorFlow.js (test/laws/definitions/modules.test.ts).

export interface LinearValues {
  /** `[in, out]` */
  weight: number[][];
  /** `[out]` */
  bias: number[];
}

/** xW + b. */
export function linearForward(x: number[][], { weight, bias }: LinearValues): number[][] {
  return product(x, weight).map((row) => row.map((value, j) => value + bias[j]));
}

/** What `backward` returns, and the gradients that it leaves. */
export function linearBackward(x: number[][], gradOutput: number[][], { weight }: LinearValues) {
  return {
    input: product(gradOutput, transposed(weight)),
    weight: product(transposed(x), gradOutput),
    bias: columnSums(gradOutput),
  };
}

export type ActivationName = 'relu' | 'sigmoid';

export const activationForward = (name: ActivationName, x: number[][]): number[][] =>
  x.map((row) => row.map(formulas[name]));

export const activationBackward = (
  name: ActivationName,
  x: number[][],
  gradOutput: number[][],
): number[][] => pairwise(x, gradOutput, (value, gradient) => gradient * slopes[name](value));

export type LossName = 'EuclideanLoss' | 'SoftmaxCrossEntropy';

/** The loss of outputs `[batch, classes]`, and its gradient with respect to them. */
export function lossOf(name: LossName, outputs: number[][], targets: number[][]) {
  const batch = outputs.length;
  return name === 'EuclideanLoss'
    ? {
        loss: sumOf(pairwise(outputs, targets, (x, t) => (x - t) ** 2)) / (2 * batch),
        gradient: pairwise(outputs, targets, (x, t) => (x - t) / batch),
      }
    : {
        loss:
          -sumOf(pairwise(outputs.map(logSoftmax), targets, (ln, t) => (t === 0 ? 0 : ln * t))) /
          batch,
        gradient: pairwise(outputs.map(logSoftmax), targets, (ln, t) => (Math.exp(ln) - t) / batch),
      };
}

function logSoftmax(row: number[]): number[] {
  const largest = Math.max(...row);
  const ln = Math.log(row.reduce((sum, x) => sum + Math.exp(x - largest), 0));
  return row.map((x) => x - largest - ln);
}

const sumOf = (matrix: number[][]) => matrix.flat().reduce((sum, x) => sum + x, 0);
