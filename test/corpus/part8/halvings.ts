import * as reference from '../../../solutions/part8/asha.ts';
import type { Implementation } from '../implementation.ts';

type State = reference.AshaState;
type Losses = readonly (number | null)[];

/** What a rule is made of; each may be replaced. */
export interface Pieces {
  rungs(settings: reference.AshaSettings): number[];
  refuse(settings: reference.AshaSettings): void;
  /** @param before - what has arrived at the rung already. */
  goesOn(loss: number | null, before: Losses, factor: number, state: State): boolean;
  /** What is noted of a loss. */
  note(loss: number): number | null;
  /** Which list an epoch belongs to; none by −1. */
  place(all: number[], epoch: number): number;
  isLast(epoch: number, settings: reference.AshaSettings): boolean;
  /** @returns what is wrong with a report, if anything. */
  complaint(last: { epochs: number; decision: string }, trial: number, epoch: number): string | undefined; // prettier-ignore
  /** The state to go on with, made from the old one. */
  next(old: State, changes: Pick<State, 'arrived' | 'trials'>): State;
}

export const smaller = (loss: number, before: Losses) =>
  before.filter((other) => other !== null && other < loss).length;

export const usual: Pieces = {
  rungs({ gracePeriod, reductionFactor, maxEpochs }) {
    const all = [];
    for (let k = 0; gracePeriod * reductionFactor ** k < maxEpochs; k++) {
      all.push(gracePeriod * reductionFactor ** k);
    }
    return all;
  },
  refuse: (settings) => void reference.rungs(settings),
  goesOn: (loss, before, factor) =>
    loss !== null && smaller(loss, before) < Math.ceil((before.length + 1) / factor),
  note: (loss) => (Number.isFinite(loss) ? loss : null),
  place: (all, epoch) => all.indexOf(epoch),
  isLast: (epoch, { maxEpochs }) => epoch >= maxEpochs,
  complaint({ epochs, decision }, trial, epoch) {
    if (decision === 'stop') return `trial ${trial} is over, and reports epoch ${epoch}`;
    return epoch === epochs + 1 ? undefined : `epoch ${epoch} of trial ${trial} is out of turn`;
  },
  next: (old, changes) => ({ ...old, ...changes }),
};

/** A rule that is written in another way, right or wrong. */
export function halving(name: string, pieces: Partial<Pieces>): Implementation<typeof reference> {
  const by = { ...usual, ...pieces };
  const rungs = (settings: reference.AshaSettings) => {
    by.refuse(settings);
    return by.rungs(settings);
  };
  const startAsha = (settings: reference.AshaSettings): State => ({
    settings: { ...settings },
    arrived: rungs(settings).map(() => []),
    trials: {},
  });
  const report = (state: State, trial: number, epoch: number, loss: number) => {
    const says = by.complaint(state.trials[trial] ?? { epochs: 0, decision: '' }, trial, epoch);
    if (says !== undefined) throw new Error(says);
    const { settings } = state;
    const place = by.place(by.rungs(settings), epoch);
    const value = by.note(loss);
    const isOn =
      !by.isLast(epoch, settings) &&
      (place < 0 || by.goesOn(value, state.arrived[place], settings.reductionFactor, state));
    const decision: reference.Decision = isOn ? 'continue' : 'stop';
    const arrived = state.arrived.map((losses, i) => (i === place ? [...losses, value] : losses));
    const trials = { ...state.trials, [trial]: { epochs: epoch, decision } };
    return { state: by.next(state, { arrived, trials }), decision };
  };
  return { name, module: { rungs, startAsha, report } };
}
