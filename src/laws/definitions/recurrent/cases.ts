import fc from 'fast-check';
import { matrix, quarters, vector } from '../../arbitraries.ts';
import type { CellName, CellValues, State } from './cells.ts';
import type { StepsCase } from './unrolled.ts';

/** Batch, inputs and units, no two of them alike, so that one taken for another shows. */
const sizes = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 3, maxLength: 3 });

/** Multiples of 1/4 from −1 to 1: gates stay open enough that every number counts. */
const small = fc.integer({ min: -4, max: 4 }).map((n) => n / 4);

const tensorsOfState: Record<CellName, number> = { rnn: 1, lstm: 2 };
const columnsPerUnit: Record<CellName, number> = { rnn: 1, lstm: 4 };

/** The parameters of a cell. */
export const cellValues = (
  name: CellName,
  inputs: number,
  units: number,
): fc.Arbitrary<CellValues> => {
  const columns = columnsPerUnit[name] * units;
  return fc.record({
    inputWeight: matrix(inputs, columns, small),
    stateWeight: matrix(units, columns, small),
    bias: vector(columns, small),
  });
};

/** Steps of a cell. @param steps - how many there may be. */
export const stepsCases = (name: CellName, ...steps: number[]): fc.Arbitrary<StepsCase> =>
  fc.tuple(fc.constantFrom(...steps), sizes).chain(([count, [batch, inputs, units]]) => {
    const state = vector(tensorsOfState[name], matrix(batch, units, small));
    return fc.record({
      values: cellValues(name, inputs, units),
      x: vector(count, matrix(batch, inputs, quarters())),
      state,
      gradients: vector(count, vector(tensorsOfState[name], matrix(batch, units, quarters()))),
    });
  });

/** A case of one step, as a student reads it. */
export const shownStep = ({ values, x, state: [h, c], gradients }: StepsCase) => ({
  ...shownValues(values),
  x: x.length === 1 ? x[0] : x,
  h,
  ...(c === undefined ? {} : { c }),
  ...gradientsShown(gradients),
});

const gradientsShown = (gradients: State[]) => {
  if (gradients.length > 1) return { gradState: gradients };
  const [[gradH, gradC]] = gradients;
  return { 'gradient of h′': gradH, ...(gradC === undefined ? {} : { 'gradient of c′': gradC }) };
};

export const shownValues = ({ inputWeight, stateWeight, bias }: CellValues) => ({
  Wx: inputWeight,
  Wh: stateWeight,
  b: bias,
});
