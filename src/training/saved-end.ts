import { UserError } from '../common/user-error.ts';
import type { RunState } from './runs/run-state.ts';

/** How a training ended, in a result file: one of the two is there. */
export interface SavedEnd<Result> {
  /** Of one that came to its end. */
  result?: Result;
  /** Of one that diverged: the step. */
  diverged_at_step?: number;
}

export const endOf = <Result>({ state, result, divergedAt }: RunState): SavedEnd<Result> => ({
  ...(state === 'done' ? { result: result as Result } : {}),
  ...(divergedAt === undefined ? {} : { diverged_at_step: divergedAt }),
});

/**
 * @param json - a result file, which somebody else may have written.
 * @returns what a training came to; undefined where it diverged.
 * @throws {UserError} when the file says neither.
 */
export function savedResult(json: unknown, path: string): unknown {
  const { result, diverged_at_step: diverged } = json as SavedEnd<unknown>;
  if (result === undefined && diverged === undefined) {
    throw new UserError(`${path}: neither "result" nor "diverged_at_step" is there; wanted one of them.`); // prettier-ignore
  }
  return result;
}
