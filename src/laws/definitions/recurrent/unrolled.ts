import { columnSums, pairwise, product, transposed } from '../modules/matrices.ts';
import type { CellFormulas, CellValues, State, StepGradients } from './cells.ts';

// A cell through time, in float64.

/** Steps of a cell. */
export interface StepsCase {
  values: CellValues;
  /** `[steps][batch][in]` */
  x: number[][][];
  /** Before the first step. */
  state: State;
  /** ∂loss/∂state after each step, without what comes back through the step that follows. */
  gradients: State[];
}

/** The state after each step. */
export function statesOf(cell: CellFormulas, { values, x, state }: StepsCase): State[] {
  let now = state;
  return x.map((input) => (now = cell.step(values, input, now)));
}

/** What comes back: for each step’s x, for the first state, and for the parameters by each step. */
export function backOf(cell: CellFormulas, given: StepsCase) {
  const before = [given.state, ...statesOf(cell, given)];
  const steps: StepGradients[] = [];
  let arriving: State = given.state.map((matrix) => matrix.map((row) => row.map(() => 0)));
  for (let t = given.x.length - 1; t >= 0; t--) {
    const gradState = arriving.map((matrix, i) => sum(matrix, given.gradients[t][i]));
    steps.unshift(cell.stepBackward(given.values, given.x[t], before[t], gradState));
    arriving = steps[0].state;
  }
  return {
    x: steps.map(({ x }) => x),
    state: arriving,
    parameters: steps.map(({ parameters }) => parameters),
  };
}

/** The sum over all steps, for each parameter. */
export function summed(steps: readonly StepGradients['parameters'][]): StepGradients['parameters'] {
  return steps.reduce(([wx, wh, b], [stepWx, stepWh, stepB]) => [
    sum(wx, stepWx),
    sum(wh, stepWh),
    sum([b], [stepB])[0],
  ]);
}

/** `[batch][steps][…]` from `[steps][batch][…]`, and the other way round. */
export function exchanged<T>(list: readonly (readonly T[])[]): T[][] {
  return list[0].map((_, n) => list.map((row) => row[n]));
}

/** A cell, and a linear layer that its last h goes into. */
export interface ClassifierValues {
  cell: CellValues;
  /** `[units][classes]` */
  weight: number[][];
  /** `[classes]` */
  bias: number[];
}

const zeros = (batch: number, units: number) =>
  Array.from({ length: batch }, () => Array<number>(units).fill(0));

/** The steps of a classifier that reads images `[batch][rows][columns]`. */
function stepsOf(formulas: CellFormulas, values: ClassifierValues, images: number[][][]) {
  const zero = zeros(images.length, values.weight.length);
  const x = exchanged(images);
  const given = {
    values: values.cell,
    x,
    state: [zero, zero],
    gradients: x.map(() => [zero, zero]),
  };
  return { given, zero, last: statesOf(formulas, given).at(-1)![0] };
}

/** The logits of a classifier. */
export function logitsOf(formulas: CellFormulas, values: ClassifierValues, images: number[][][]) {
  const { last } = stepsOf(formulas, values, images);
  return product(last, values.weight).map((row) => row.map((value, k) => value + values.bias[k]));
}

/** What a classifier sends back, where the logits are given a gradient. */
export function classifierBack(
  formulas: CellFormulas,
  values: ClassifierValues,
  images: number[][][],
  gradLogits: number[][],
) {
  const { given, zero, last } = stepsOf(formulas, values, images);
  given.gradients[given.x.length - 1] = [product(gradLogits, transposed(values.weight)), zero];
  const back = backOf(formulas, given);
  return {
    images: exchanged(back.x),
    parameters: [
      ...summed(back.parameters),
      product(transposed(last), gradLogits),
      columnSums(gradLogits),
    ],
  };
}

const sum = (a: number[][], b: number[][]) => pairwise(a, b, (x, y) => x + y);
