import { setImmediate as nextTurn } from 'node:timers/promises';
import { beginEpoch, finishFirst, firstDue, type VirtualClock } from './virtual-order.ts';

export interface InVirtualOrder<Result> {
  /** How many trials may be under way at the same time. */
  places: number;
  /** Where a search stands; `startClock()` in the beginning. */
  clock: VirtualClock;
  /** How long an epoch of a trial takes on the clock. */
  cost: (trial: number) => number;
  /** Trains the epoch. */
  run: (trial: number, epoch: number) => Promise<Result>;
  /** Called when trials wait for a place, and those that have one want nothing: nothing will happen any more. */
  onStuck: (waiting: readonly number[]) => void;
}

/** Epochs whose results come in an order that does not depend on how fast the machine is. */
export interface OrderedEpochs<Result> {
  /** Settles as `run` does, but not before the epochs that are due earlier. @throws as `run`. */
  train(trial: number, epoch: number): Promise<Result>;
  /** The trial has ended: its place is free for another. */
  free(trial: number): void;
  clock(): VirtualClock;
}

interface Asked<Result> {
  trial: number;
  epoch: number;
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
  /** Hands over what has come; undefined as long as it trains. */
  settle?: () => void;
}

/**
 * Hands over the results of epochs in the order of a virtual clock. After each one whoever waited for it has a
 * turn of the event loop to ask for the next epoch, which then begins at the time at which that one was over.
 */
export function inVirtualOrder<Result>({
  places,
  clock: initial,
  cost,
  run,
  onStuck,
}: InVirtualOrder<Result>): OrderedEpochs<Result> {
  let clock = initial;
  const holders = new Set<number>();
  let waiting: Asked<Result>[] = [];
  const underway = new Map<number, Asked<Result>>();
  let isHandingOver = false;

  function begin(asked: Asked<Result>): void {
    const { trial, epoch } = asked;
    holders.add(trial);
    underway.set(trial, asked);
    clock = beginEpoch(clock, asked, cost(trial));
    run(trial, epoch)
      .then(
        (result) => (asked.settle = () => asked.resolve(result)),
        (error: Error) => (asked.settle = () => asked.reject(error)),
      )
      .then(handOver, () => {});
  }

  function beginWaiting(): void {
    for (const asked of waiting) {
      if (!holders.has(asked.trial) && holders.size >= places) continue;
      waiting = waiting.filter((other) => other !== asked);
      begin(asked);
    }
  }

  async function handOver(): Promise<void> {
    if (isHandingOver) return;
    isHandingOver = true;
    for (;;) {
      await nextTurn();
      const first = firstDue(clock);
      const settle = first && underway.get(first.trial)?.settle;
      if (settle === undefined) break;
      underway.delete(first!.trial);
      clock = finishFirst(clock);
      settle();
    }
    isHandingOver = false;
    if (underway.size === 0 && waiting.length > 0) onStuck(waiting.map(({ trial }) => trial));
  }

  return {
    clock: () => clock,
    train: (trial, epoch) =>
      new Promise((resolve, reject) => {
        if ([...waiting, ...underway.values()].some((asked) => asked.trial === trial)) {
          reject(new Error(`Trial ${trial} is to train epoch ${epoch} before the one under way is over.`)); // prettier-ignore
          return;
        }
        waiting.push({ trial, epoch, resolve, reject });
        beginWaiting();
      }),
    free(trial) {
      holders.delete(trial);
      beginWaiting();
    },
  };
}
