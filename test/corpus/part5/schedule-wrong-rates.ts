import * as reference from '../../../solutions/part5/schedule.ts';
import type { Phase } from '../../../solutions/part5/schedule.ts';
import { begun, check, last, rate } from './schedule-pieces.ts';

export const wrongRates = [
  rate('the first phase that has begun', (schedule, epoch) => {
    check(schedule);
    return schedule.find(({ fromEpoch }) => fromEpoch <= epoch)!.learningRate;
  }),
  rate('a phase begins one epoch late', (schedule, epoch) => {
    check(schedule);
    return last([schedule[0], ...schedule.filter(({ fromEpoch }) => fromEpoch < epoch)]);
  }),
  rate('a phase begins one epoch early', (schedule, epoch) => {
    check(schedule);
    return last(begun(schedule, epoch + 1));
  }),
  rate('only the epoch at which a phase begins has its rate', (schedule, epoch) => {
    check(schedule);
    return (schedule.find(({ fromEpoch }) => fromEpoch === epoch) ?? schedule[0]).learningRate;
  }),
  rate('the epoch is taken for the number of the phase', (schedule, epoch) => {
    check(schedule);
    return schedule[Math.min(epoch, schedule.length - 1)].learningRate;
  }),
  rate('the smallest rate that has begun', (schedule, epoch) => {
    check(schedule);
    return Math.min(...begun(schedule, epoch).map(({ learningRate }) => learningRate));
  }),
  rate('two phases at most', (schedule, epoch) => {
    check(schedule);
    const [first, second = first] = schedule;
    return (epoch < second.fromEpoch ? first : second).learningRate;
  }),
  rate('nothing after the last phase has begun', (schedule, epoch) => {
    check(schedule);
    const i = schedule.findIndex(({ fromEpoch }) => fromEpoch > epoch);
    return schedule[i - 1]?.learningRate;
  }),
  rate('rates fall evenly between two phases', (schedule, epoch) => {
    check(schedule);
    const i = begun(schedule, epoch).length - 1;
    const [now, next = now] = schedule.slice(i);
    const share = (epoch - now.fromEpoch) / Math.max(1, next.fromEpoch - now.fromEpoch);
    return now.learningRate + share * (next.learningRate - now.learningRate);
  }),
  rate('the schedule is turned around in place', (schedule, epoch) => {
    check(schedule);
    // oxlint-disable-next-line no-array-reverse -- the mistake
    return (schedule as Phase[]).reverse().find(({ fromEpoch }) => fromEpoch <= epoch)!
      .learningRate;
  }),
  rate('phases are shifted away when they are over', (schedule, epoch) => {
    check(schedule);
    const phases = schedule as Phase[];
    while (phases.length > 1 && phases[1].fromEpoch <= epoch) phases.shift();
    return phases[0].learningRate;
  }),
  rate('the phase in place of its rate', (schedule, epoch) => {
    check(schedule);
    return begun(schedule, epoch).at(-1);
  }),
  rate('a promise of the rate', async (schedule, epoch) =>
    reference.learningRateAt(schedule, epoch),
  ),
  rate('nothing is refused', (schedule, epoch) => begun(schedule, epoch).at(-1)?.learningRate),
  rate('a schedule is refused only when it has no rate for the epoch', (schedule, epoch) => {
    const phase = begun(schedule, epoch).at(-1);
    if (phase === undefined) throw new Error(`no phase before epoch ${schedule[0].fromEpoch}`);
    return phase.learningRate;
  }),
  rate('a late beginning is not refused', (schedule, epoch) => {
    check([{ fromEpoch: 0, learningRate: 1 }, ...schedule.slice(1)]);
    return last(begun(schedule, epoch));
  }),
  rate('going back is not refused', (schedule, epoch) => {
    check(schedule.slice(0, 1));
    return last(begun(schedule, epoch));
  }),
  rate('two phases from the same epoch are not refused', (schedule, epoch) => {
    check(schedule.filter(({ fromEpoch }, i) => fromEpoch !== schedule[i - 1]?.fromEpoch));
    return last(begun(schedule, epoch));
  }),
  rate('only two phases from the same epoch are refused, not going back', (schedule, epoch) => {
    check(schedule.slice(0, 1));
    for (const [i, { fromEpoch }] of schedule.entries()) {
      if (fromEpoch !== schedule[i - 1]?.fromEpoch) continue;
      throw new Error(`the phase from epoch ${fromEpoch} begins with the one before it`);
    }
    return last(begun(schedule, epoch));
  }),
  rate('only the last two phases are compared', (schedule, epoch) => {
    check(schedule.slice(0, 1));
    const [before, after] = schedule.slice(-2);
    if (after !== undefined && after.fromEpoch <= before.fromEpoch) {
      throw new Error(`the phase from epoch ${after.fromEpoch} begins too early`);
    }
    return last(begun(schedule, epoch));
  }),
  rate('phases are checked only up to the epoch that is asked for', (schedule, epoch) => {
    check(schedule.slice(0, 1));
    let [phase, ...rest] = schedule;
    for (const next of rest) {
      if (next.fromEpoch > epoch) break;
      check([{ fromEpoch: 0, learningRate: 1 }, ...[phase, next].filter((p) => p.fromEpoch > 0)]);
      phase = next;
    }
    return phase.learningRate;
  }),
  rate('sorted first, so going back is fine', (schedule, epoch) => {
    const sorted = schedule.toSorted((a, b) => a.fromEpoch - b.fromEpoch);
    check(sorted);
    return last(begun(sorted, epoch));
  }),
  rate('errors without numbers', (schedule, epoch) => {
    try {
      check(schedule);
    } catch {
      throw new Error('the phases are not in order');
    }
    return last(begun(schedule, epoch));
  }),
  rate('errors with the number of the phase, not its epoch', (schedule, epoch) => {
    for (const [i, { fromEpoch }] of schedule.entries()) {
      const isLate = i === 0 ? fromEpoch === 0 : fromEpoch > schedule[i - 1].fromEpoch;
      if (!isLate) throw new Error(`phase ${i} begins at the wrong epoch`);
    }
    return last(begun(schedule, epoch));
  }),
];
