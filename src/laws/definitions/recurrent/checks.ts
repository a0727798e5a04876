import { compare, exactly } from '../../compare.ts';
import { hasShape } from '../../expectations.ts';
import { Unlawful } from '../../law.ts';
import type { Stepped, SteppedRounds } from '../../tensors/cell-spec.ts';
import type { Weights } from '../../tensors/model-spec.ts';
import { leavesNothing } from '../modules/at-work.ts';
import { notStandardNormal } from '../standard-normal.ts';
import type { State, StepGradients } from './cells.ts';

/** Sizes of a cell. */
export interface CellSizes {
  inputs: number;
  units: number;
  /** Columns for each unit: 1, or 4 where there are four gates. */
  blocks: number;
}

/** @throws {Unlawful} unless there are Wx and Wh, drawn from N(0, 1/inputs) and N(0, 1/units), and a bias. */
export function beginsSmall(
  values: readonly Weights[],
  { inputs, units, blocks }: CellSizes,
): void {
  if (values.length !== 3) {
    throw new Unlawful(`\`parameters()\` lists ${values.length}: wanted Wx, Wh and b`);
  }
  const [inputWeight, stateWeight, bias] = values as StepGradients['parameters'];
  hasShape(inputWeight, [inputs, blocks * units]);
  hasShape(stateWeight, [units, blocks * units]);
  hasShape(bias, [blocks * units]);
  for (const [name, weight, fanIn] of [
    ['Wx', inputWeight, inputs],
    ['Wh', stateWeight, units],
  ] as const) {
    const complaint = notStandardNormal(weight.flat().map((value) => value * Math.sqrt(fanIn)));
    if (complaint) {
      throw new Unlawful(`the weights of ${name}, times √${fanIn}: ${complaint}`);
    }
  }
  // Drawn from one generator that begins anew, the two would begin alike.
  const [first, second] = [inputWeight, stateWeight].map((weight) => weight.flat()[0]);
  if (Math.abs(first * Math.sqrt(inputs) - second * Math.sqrt(units)) < 1e-6) {
    throw new Unlawful('Wx and Wh begin with the same draws: one generator makes both, one after the other'); // prettier-ignore
  }
}

/** @throws {Unlawful} unless the seed decides the values, and is 0 where it is left out. */
export function followsSeed(values: {
  first: readonly Weights[];
  again: readonly Weights[];
  other: readonly Weights[];
  plain: readonly Weights[];
  zero: readonly Weights[];
}): void {
  const { first, again, other, plain, zero } = values;
  if (compare(again, first, exactly)) {
    throw new Unlawful('two cells of the same seed have different weights', { first, again });
  }
  if ([0, 1].some((i) => !compare(other[i], first[i], exactly))) {
    throw new Unlawful('cells of two seeds have the same weights', { first, other });
  }
  if (compare(plain, zero, exactly)) {
    throw new Unlawful('without a seed, the weights are not those of seed 0', { plain, zero });
  }
}

/** Of one step: the state after it, and what comes back. */
export const onlyStep = ({ states: [state], x: [x], state: before, parameters: [ofStep] }: Stepped) => ({ state, back: { x, state: before, parameters: ofStep } }); // prettier-ignore

/** @throws {Unlawful} unless every round gives the same, and what is not the cell’s is left alone. */
export function leavesWhatIsNotItsOwn(done: SteppedRounds): void {
  leavesNothing(done);
  if (done.rounds.some((round) => compare(round, done.rounds[0], exactly))) {
    throw new Unlawful('the same steps give something else when they are taken again: does the cell remember some of them?', { first: done.rounds[0], again: done.rounds[1] }); // prettier-ignore
  }
  if (done.gradients.flat(2).some((value) => value !== 0)) {
    throw new Unlawful('`stepBackward` has changed the gradient variables: it returns its gradients, and whoever unrolls sums them up', { gradients: done.gradients }); // prettier-ignore
  }
}

/** Whether some number of a state is none of 0. */
export const isLively = (state: State): boolean => state.flat(2).some((value) => value !== 0);
