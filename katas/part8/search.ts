import { NotImplemented } from '#src/laws/not-implemented';
import type { AshaSettings, AshaState } from './asha.ts';
import type { Configuration } from './sampler.ts';

// You will need this. Take the comment signs away when you use it:
// import { report, startAsha } from './asha.ts'; // yours, from task 8.4

/** What an epoch of a trial came to, on the validation samples. */
export interface EpochResult {
  loss: number;
  /** 0 … 1 */
  accuracy: number;
}

/** Trains a trial for one more epoch, 1, 2, 3, …, and measures it. It may reject, or throw. */
export type Train = (
  trial: { trial: number; configuration: Configuration },
  epoch: number,
) => Promise<EpochResult>;

/** What trials are compared by: 1 − accuracy, or the loss. */
export type Metric = 'error' | 'loss';

/** A row of the table. */
export interface TrialRow {
  /** Its number: 0, 1, 2, … */
  trial: number;
  configuration: Configuration;
  /** `finished` has had all epochs; `stopped` was stopped before; `failed` ended with an error. */
  status: 'waiting' | 'running' | 'stopped' | 'finished' | 'failed';
  /** One for each epoch so far. A number that is not finite is `null` here: JSON has no NaN. */
  epochs: { loss: number | null; accuracy: number | null }[];
  /** Of a failed trial: the message of the error. */
  error?: string;
}

/** Where a search stands: plain data that survives `JSON.stringify`. */
export interface SearchState {
  metric: Metric;
  asha: AshaState;
  /** In the order of their numbers. */
  rows: TrialRow[];
}

/** How to go on with a search. */
export interface SearchOptions {
  /** How many trials may train at the same time; 1 by default. */
  jobs?: number;
  /** Called with the new state after each epoch, and after each failure, where it is given. */
  onProgress?: (state: SearchState) => void;
}

/**
 * Task 8.6: a search in which all trials are waiting.
 *
 * @param options.metric - `error` by default.
 */
export function startSearch(
  configurations: readonly Configuration[],
  settings: AshaSettings,
  options: { metric?: Metric } = {},
): SearchState {
  throw new NotImplemented('8.6', 'startSearch');
}

/**
 * Task 8.6: trains until no trial is waiting or running. There are `jobs` places. A free place takes the trial with the
 * lowest number: of those that are `running` in `state`, which somebody has interrupted, before those that are
 * waiting. It trains it epoch by epoch until `report` stops it, or until it fails, and is free again. What `report`
 * hears is 1 − accuracy or the loss, as `metric` says; NaN where either measure is no finite number.
 *
 * @param state - left as it is: of `startSearch`, or any that `onProgress` was given.
 * @returns the state in the end. What has ended already, failures included, is not trained again.
 */
export async function search(
  state: SearchState,
  train: Train,
  options: SearchOptions = {},
): Promise<SearchState> {
  throw new NotImplemented('8.6', 'search');
}

/**
 * Task 8.6: the row that is best by the metric after its last epoch, of those that have had an epoch and did not fail
 * or diverge; of equal ones the first.
 *
 * @returns `null` where there is none.
 */
export function bestTrial(state: SearchState): TrialRow | null {
  throw new NotImplemented('8.6', 'bestTrial');
}
