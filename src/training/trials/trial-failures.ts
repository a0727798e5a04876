import type { Failure } from '../job-messages.ts';
import { failures } from '../runs/run-outcome.ts';
import type { SearchState } from './search-state.ts';
import { trialName } from './trial-plan.ts';

/**
 * What went wrong with the trials that failed: one message for all that have the same.
 *
 * @param failed - what their processes said; where that is not known, the row of the trial tells.
 * @param part - in whose files the place is looked for.
 */
export function failuresOf(
  state: SearchState,
  failed: ReadonlyMap<number, Failure>,
  part: string,
): string[] {
  const rows = state.rows.filter(({ status }) => status === 'failed');
  return failures(
    rows.map(({ trial, error = 'It gives no reason.' }) => ({
      name: trialName(trial),
      state: 'failed',
      ...(failed.get(trial) ?? { message: error }),
    })),
    part,
  );
}
