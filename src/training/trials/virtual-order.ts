/** An epoch of a trial. */
export interface TrialEpoch {
  /** The number of the trial. */
  trial: number;
  /** Counted from 1. */
  epoch: number;
}

/** An epoch that has begun, and when it is over. */
export interface Underway extends TrialEpoch {
  due: number;
}

/**
 * A clock on which an epoch takes as long as it is reckoned to take, however fast the machine is. Which trial
 * arrives first is so decided by the configurations alone. Plain data, never changed in place.
 */
export interface VirtualClock {
  /** When the last epoch was over; 0 in the beginning. */
  now: number;
  underway: readonly Underway[];
  /** Those that were under way when the search was interrupted, and have not begun again. */
  interrupted: readonly Underway[];
}

export const startClock = (): VirtualClock => ({ now: 0, underway: [], interrupted: [] });

/** The clock of a search that goes on: what was under way must begin again, and is due when it was. */
export const resumeClock = ({ now, underway, interrupted }: VirtualClock): VirtualClock => ({
  now,
  underway: [],
  interrupted: [...interrupted, ...underway],
});

/** @param cost - how long the epoch takes, above 0. */
export function beginEpoch(
  { now, underway, interrupted }: VirtualClock,
  { trial, epoch }: TrialEpoch,
  cost: number,
): VirtualClock {
  const isSame = (other: TrialEpoch) => other.trial === trial && other.epoch === epoch;
  const due = interrupted.find(isSame)?.due ?? now + cost;
  return {
    now,
    underway: [...underway, { trial, epoch, due }],
    interrupted: interrupted.filter((other) => !isSame(other)),
  };
}

/** Which epoch is over first; of several at one time that of the lowest trial. */
export function firstDue({ underway }: VirtualClock): Underway | undefined {
  return underway.toSorted((a, b) => a.due - b.due || a.trial - b.trial).at(0);
}

/** The epoch that is due first is over. */
export function finishFirst(clock: VirtualClock): VirtualClock {
  const first = firstDue(clock);
  if (first === undefined) return clock;
  return {
    ...clock,
    now: Math.max(clock.now, first.due),
    underway: clock.underway.filter((other) => other !== first),
  };
}
