import type { Weights } from '../../tensors/model-spec.ts';
import { columnSums, pairwise, product, transposed } from '../modules/matrices.ts';

// What recurrent cells compute, one step forward and back, in float64; proven against central differences
// and PyTorch (test/laws/definitions/recurrent.test.ts).

/** The parameters of a cell. Of an LSTM, each has four blocks of columns: i, f, g, o. */
export interface CellValues {
  /** `[in][columns]` */
  inputWeight: number[][];
  /** `[units][columns]` */
  stateWeight: number[][];
  /** `[columns]` */
  bias: number[];
}

/** h, or h and c: each `[batch][units]`. */
export type State = number[][][];

export interface StepGradients {
  x: number[][];
  state: State;
  parameters: [inputWeight: number[][], stateWeight: number[][], bias: number[]];
}

export type CellName = 'rnn' | 'lstm';

/** A cell in numbers. */
export interface CellFormulas {
  step(values: CellValues, x: number[][], state: State): State;
  /** @param state - the one that went in. */
  stepBackward(values: CellValues, x: number[][], state: State, gradState: State): StepGradients;
}

export const valuesOf = ({ inputWeight, stateWeight, bias }: CellValues): Weights[] => [
  inputWeight,
  stateWeight,
  bias,
];

/** x·Wx + h·Wh + b */
export function sumsOf(
  { inputWeight, stateWeight, bias }: CellValues,
  x: number[][],
  h: number[][],
) {
  const sums = pairwise(product(x, inputWeight), product(h, stateWeight), (a, b) => a + b);
  return sums.map((row) => row.map((value, j) => value + bias[j]));
}

/** Where the sums are given a gradient, what x, h and the parameters get. */
function backOfSums(values: CellValues, x: number[][], h: number[][], gradSums: number[][]) {
  return {
    x: product(gradSums, transposed(values.inputWeight)),
    h: product(gradSums, transposed(values.stateWeight)),
    parameters: [
      product(transposed(x), gradSums),
      product(transposed(h), gradSums),
      columnSums(gradSums),
    ] as StepGradients['parameters'],
  };
}

/** The way back through a cell whose activation has that slope. */
export const rnnBackward =
  (slope: (z: number) => number): CellFormulas['stepBackward'] =>
  (values, x, [h], [gradNext]) => {
    const gradSums = pairwise(sumsOf(values, x, h), gradNext, (z, g) => g * slope(z));
    const back = backOfSums(values, x, h, gradSums);
    return { x: back.x, state: [back.h], parameters: back.parameters };
  };

/** 1 − tanh², without the loss of digits where it is nearly 0. */
const slopeOfTanh = (z: number) => Math.cosh(z) ** -2;

const rnn: CellFormulas = {
  step: (values, x, [h]) => [sumsOf(values, x, h).map((row) => row.map(Math.tanh))],
  stepBackward: rnnBackward(slopeOfTanh),
};

/** The sums of each gate of an LSTM. */
export function gatesOf(values: CellValues, x: number[][], h: number[][]) {
  const sums = sumsOf(values, x, h);
  const units = h[0].length;
  const [i, f, g, o] = [0, 1, 2, 3].map((gate) =>
    sums.map((row) => row.slice(gate * units, (gate + 1) * units)),
  );
  return { i, f, g, o };
}

const lstm: CellFormulas = {
  step(values, x, [h, c]) {
    const { i, f, g, o } = gatesOf(values, x, h);
    const next = c.map((row, n) =>
      row.map((cell, u) => sigmoid(f[n][u]) * cell + sigmoid(i[n][u]) * Math.tanh(g[n][u])),
    );
    return [pairwise(o, next, (gate, cell) => sigmoid(gate) * Math.tanh(cell)), next];
  },
  stepBackward(values, x, [h, c], [gradH, gradC]) {
    const { i, f, g, o } = gatesOf(values, x, h);
    const [, next] = lstm.step(values, x, [h, c]);
    // ∂loss/∂c′, by h′ and by itself
    const gradNext = gradH.map((row, n) =>
      row.map((grad, u) => gradC[n][u] + grad * sigmoid(o[n][u]) * slopeOfTanh(next[n][u])),
    );
    const gradSums = gradNext.map((row, n) => {
      const of = (gate: (grad: number, u: number) => number) => row.map(gate);
      return [
        of((grad, u) => grad * Math.tanh(g[n][u]) * slopeOfSigmoid(i[n][u])),
        of((grad, u) => grad * c[n][u] * slopeOfSigmoid(f[n][u])),
        of((grad, u) => grad * sigmoid(i[n][u]) * slopeOfTanh(g[n][u])),
        of((_, u) => gradH[n][u] * Math.tanh(next[n][u]) * slopeOfSigmoid(o[n][u])),
      ].flat();
    });
    const back = backOfSums(values, x, h, gradSums);
    const before = pairwise(gradNext, f, (grad, gate) => grad * sigmoid(gate));
    return { x: back.x, state: [back.h, before], parameters: back.parameters };
  },
};

export const cells: Record<CellName, CellFormulas> = { rnn, lstm };

export const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
const slopeOfSigmoid = (z: number) => sigmoid(z) * sigmoid(-z);
