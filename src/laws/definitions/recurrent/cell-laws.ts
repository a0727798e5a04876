import fc from 'fast-check';
import { compare } from '../../compare.ts';
import { type LawSpec, Unlawful } from '../../law.ts';
import type { Handle } from '../../subject-here.ts';
import type { SteppedRounds } from '../../tensors/cell-spec.ts';
import { roundsOf } from '../../tensors/cells.ts';
import { freeingVariables } from '../../tensors/modules.ts';
import { shownStep, stepsCases } from './cases.ts';
import { type CellName, cells, type StepGradients, valuesOf } from './cells.ts';
import { isLively, leavesWhatIsNotItsOwn } from './checks.ts';
import { type RecordedSteps, recordedSteps } from './recorded.ts';
import { backOf, statesOf, type StepsCase, summed } from './unrolled.ts';

// What holds for every recurrent cell.

/** Has a new cell of the subject take the steps of a case and go them back, some times over. */
export type TakeSteps = (given: StepsCase, rounds?: number) => Promise<SteppedRounds>;

/** What differs between the cells. */
export interface CellLaw {
  task: string;
  cell: CellName;
  take: TakeSteps;
}

const look = 'katas/part7/README.md, "Through time".';

/** Float32 against float64, through some steps, at each of which what comes back may grow. */
const rounded = { absolute: 1e-4, relative: 1e-4 };

/** @param make - makes a cell of the subject. */
export const takeStepsOf =
  (make: (inputs: number, units: number) => Promise<Handle<object>>): TakeSteps =>
  (given, rounds = 1) =>
    freeingVariables(async () => {
      const cell = await make(given.x[0][0].length, given.state[0][0].length);
      return roundsOf(cell, { ...given, values: valuesOf(given.values) }, rounds);
    });

/** Steps are those of PyTorch’s layer. */
export const asRecorded = ({
  task,
  cell,
  take,
  ...text
}: CellLaw & { claim: string; why: string }): LawSpec<RecordedSteps> => ({
  ...text,
  task,
  points: 1,
  given: fc.constantFrom(...recordedSteps(cell)),
  examples: recordedSteps(cell),
  draws: 0,
  show: ({ given }) => ({ ...shownStep(given) }),
  async got({ given }) {
    const { states, x, state, parameters } = (await take(given)).rounds[0];
    return {
      outputs: (states as number[][][][]).map(([h]) => h),
      last: states.at(-1),
      x,
      state,
      parameters: summed(parameters as StepGradients['parameters'][]),
    };
  },
  wanted: ({ wanted }) => wanted,
  tolerance: rounded,
  look,
});

/** A cell remembers nothing of a step. */
export const stepsStandAlone = ({ task, cell, take }: CellLaw): LawSpec<StepsCase> => ({
  task,
  claim: 'steps do not get in each other’s way: each comes back with its own `kept`',
  points: 1,
  given: stepsCases(cell, 2, 3, 4).filter((given) => isLively(backOf(cells[cell], given).state)),
  draws: 30,
  show: shownStep,
  async check(given) {
    const done = await take(given, 4);
    const [got] = done.rounds;
    const wanted = { states: statesOf(cells[cell], given), ...backOf(cells[cell], given) };
    const difference = compare(got, wanted, rounded);
    if (difference) {
      throw new Unlawful(
        `${given.x.length} steps forward and all of them back: ${difference.path.join('.')} is not what these steps give one by one. Does one of them use what another has kept?`,
        { got, wanted },
      );
    }
    leavesWhatIsNotItsOwn(done);
  },
  why: 'All steps go forward before the first comes back. What is kept in a field of the cell is that of the last step then; what is returned as `kept` comes back with its own step.',
  look,
});
