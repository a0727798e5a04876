import type { Handle } from '../subject-here.ts';
import { useTool } from '../subject.ts';
import type { SteppedRounds, Steps } from './cell-spec.ts';
import './tensorflow.ts'; // ready before the subject's first call

// What laws do with recurrent cells: only handles and data cross between them and the subject.

/** Has a cell take steps and go them back, some times over. @throws {SubjectFailed | Unlawful} */
export const roundsOf = (
  cell: Handle<object>,
  steps: Steps,
  rounds: number,
): Promise<SteppedRounds> => useTool('takeSteps', cell, cell.className, steps, rounds);

/** The state that a cell begins with. @throws {SubjectFailed | Unlawful} */
export const zeroStateOf = (cell: Handle<object>, batch: number): Promise<unknown[]> =>
  useTool('zeroStateOf', cell, cell.className, batch);

/** A cell that is none: what comes back from it is no derivative. */
export async function standInCell() {
  return { className: 'a cell', instance: await useTool('makeStandInCell') };
}
