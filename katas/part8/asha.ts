import { NotImplemented } from '#src/laws/not-implemented';

/** How trials are halved. */
export interface AshaSettings {
  /** r: nobody is stopped before so many epochs; at least 1. */
  gracePeriod: number;
  /** η: about one in so many goes on past a rung; a whole number of at least 2. */
  reductionFactor: number;
  /** R: nobody trains for more epochs; at least `gracePeriod`. */
  maxEpochs: number;
}

export type Decision = 'continue' | 'stop';

/** Where a search stands: plain data that survives `JSON.stringify`. */
export interface AshaState {
  settings: AshaSettings;
  /** One for each number of `rungs(settings)`: the losses that have arrived there, `null` for a diverged one. */
  arrived: (number | null)[][];
  /** By the number of the trial: how many epochs it has reported, and what was decided after the last one. */
  trials: Record<number, { epochs: number; decision: Decision }>;
}

/**
 * Task 8.4: after how many epochs trials are compared: r, rη, rη², … as long as they are below R.
 *
 * @throws {Error} when the grace period is no whole number of at least 1, the reduction factor none of at least
 *   2, or the maximum none of at least the grace period; the message gives the number that does not fit.
 */
export function rungs(settings: AshaSettings): number[] {
  throw new NotImplemented('8.4', 'rungs');
}

/** Task 8.4: a search to which nothing was reported yet. @throws {Error} as `rungs`. */
export function startAsha(settings: AshaSettings): AshaState {
  throw new NotImplemented('8.4', 'startAsha');
}

/**
 * Task 8.4: an epoch of a trial is over. Does the trial go on?
 *
 * - After `maxEpochs` it stops.
 * - At a rung it goes on when it is among the best ⌈n/η⌉ of the n trials that have arrived there so far, itself
 *   included: when fewer than ⌈n/η⌉ of them have a smaller loss. One that has diverged stops there.
 * - Otherwise it goes on.
 *
 * @param state - left as it is.
 * @param trial - its number, from 0. Trials may report in any order.
 * @param epoch - how many epochs this trial has had: 1, then 2, and so on.
 * @param loss - smaller is better. NaN and infinite ones have diverged: they are worse than any number.
 * @returns the new state, and the decision.
 * @throws {Error} when `epoch` is not the next one of this trial, or the trial was stopped before; the message
 *   gives the trial and the epoch.
 */
export function report(
  state: AshaState,
  trial: number,
  epoch: number,
  loss: number,
): { state: AshaState; decision: Decision } {
  throw new NotImplemented('8.4', 'report');
}
