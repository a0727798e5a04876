import * as reference from '../../solutions/part8/asha.ts';
import { proveCorpus } from './corpus.ts';
import { halving, smaller, usual } from './part8/halvings.ts';

const ceil = (before: readonly unknown[], factor: number) =>
  Math.ceil((before.length + 1) / factor);

/** The 1/η quantile, interpolated. */
function quantile(values: readonly (number | null)[], factor: number): number {
  const sorted = values.map((value) => value ?? Infinity).toSorted((a, b) => a - b);
  const place = (sorted.length - 1) / factor;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}

const wrong = [
  halving('never stops', { goesOn: () => true, isLast: () => false }),
  halving('stops at the maximum only', { goesOn: () => true }),
  halving('does not stop at the maximum', { isLast: () => false }),
  halving('stops one epoch after the maximum', {
    isLast: (epoch, { maxEpochs }) => epoch > maxEpochs,
  }),
  halving('stops everybody at the first rung', { goesOn: () => false }),
  halving('larger is better', {
    goesOn: (loss, before, factor) =>
      loss !== null &&
      before.filter((other) => other === null || other > loss).length < ceil(before, factor),
  }),
  halving('as Ray Tune: a quantile of those before', {
    goesOn: (loss, before, factor) =>
      loss !== null && (before.length === 0 || loss <= quantile(before, factor)),
  }),
  halving('the best of those before only', {
    goesOn: (loss, before, factor) =>
      loss !== null &&
      (before.length === 0 || smaller(loss, before) < Math.ceil(before.length / factor)),
  }),
  halving('rounds down', {
    goesOn: (loss, before, factor) =>
      loss !== null &&
      smaller(loss, before) < Math.max(1, Math.floor((before.length + 1) / factor)),
  }),
  halving('rounds down, also the first', {
    goesOn: (loss, before, factor) =>
      loss !== null && smaller(loss, before) < Math.floor((before.length + 1) / factor),
  }),
  halving('ties stop', {
    goesOn: (loss, before, factor) =>
      loss !== null &&
      before.filter((other) => other !== null && other <= loss).length < ceil(before, factor),
  }),
  halving('below the mean', {
    goesOn: (loss, before) => {
      const others = before.filter((other) => other !== null);
      const mean = others.reduce((sum, value) => sum + value, 0) / others.length;
      return loss !== null && (others.length === 0 || loss <= mean);
    },
  }),
  halving('better than the last one', {
    goesOn: (loss, before) => loss !== null && (before.length === 0 || loss <= (before.at(-1) ?? Infinity)), // prettier-ignore
  }),
  halving('only the best goes on', {
    goesOn: (loss, before) => loss !== null && smaller(loss, before) === 0,
  }),
  halving('halves whatever the factor', {
    goesOn: (loss, before) => loss !== null && smaller(loss, before) < ceil(before, 2),
  }),
  halving('1 − 1/η go on', {
    goesOn: (loss, before, factor) =>
      loss !== null && smaller(loss, before) < Math.ceil((before.length + 1) * (1 - 1 / factor)),
  }),
  halving('waits for η trials', {
    goesOn: (loss, before, factor) =>
      before.length + 1 < factor || usual.goesOn(loss, before, factor, undefined as never),
  }),
  halving('losses of all rungs are compared', {
    goesOn: (loss, _, factor, { arrived }) =>
      loss !== null && smaller(loss, arrived.flat()) < ceil(arrived.flat(), factor),
  }),
  halving('a rung at the maximum', {
    rungs: ({ maxEpochs, ...settings }) => usual.rungs({ ...settings, maxEpochs: maxEpochs + 1 }),
  }),
  halving('no rung at the grace period', { rungs: (settings) => usual.rungs(settings).slice(1) }),
  halving('rungs at multiples', {
    rungs: ({ gracePeriod, maxEpochs }) =>
      Array.from({ length: maxEpochs }, (_, i) => (i + 1) * gracePeriod).filter(
        (epoch) => epoch < maxEpochs,
      ),
  }),
  halving('rungs from above', { rungs: (settings) => usual.rungs(settings).toReversed() }),
  halving('rungs from 1', {
    rungs: (settings) => [1, ...usual.rungs(settings)].slice(settings.gracePeriod === 1 ? 1 : 0),
  }),
  halving('one epoch too late', { place: (all, epoch) => all.indexOf(epoch - 1) }),
  halving('compares after every epoch from the grace period on', {
    place: (all, epoch) => all.findLastIndex((rung) => rung <= epoch),
  }),
  halving('NaN goes on', {
    note: (loss) => loss,
    goesOn: (loss, before, factor) => smaller(loss ?? NaN, before) < ceil(before, factor),
  }),
  halving('NaN is 0', { note: (loss) => (Number.isFinite(loss) ? loss : 0) }),
  halving('null is smaller than everything', {
    goesOn: (loss, before, factor) =>
      loss !== null && before.filter((other) => other! < loss).length < ceil(before, factor),
  }),
  halving('minus infinity is the best', {
    note: (loss) => (Number.isNaN(loss) || loss === Infinity ? null : loss),
  }),
  halving('diverged ones do not count among those that have arrived', {
    goesOn: (loss, before, factor) =>
      loss !== null &&
      smaller(loss, before) < ceil(before.filter((other) => other !== null), factor), // prettier-ignore
  }),
  halving('a diverged one stops at once', {
    place: usual.place,
    isLast: usual.isLast,
    complaint: usual.complaint,
    note: (loss) => {
      if (!Number.isFinite(loss)) throw new Error('diverged');
      return loss;
    },
  }),
  halving('the state is changed in place', {
    next: (old, changes) => Object.assign(old, changes),
  }),
  halving('lists are changed in place', {
    next: (old, changes) => {
      changes.arrived.forEach((losses, i) => {
        old.arrived[i].push(...losses.slice(old.arrived[i].length));
      });
      return { ...old, trials: changes.trials };
    },
  }),
  halving('a Map in the state', {
    next: (old, changes) => ({ ...old, ...changes, seen: new Map([[0, 1]]) }),
    complaint(last, trial, epoch) {
      return usual.complaint(last, trial, epoch);
    },
    goesOn(loss, before, factor, state) {
      const { seen } = state as unknown as { seen?: Map<number, number> };
      if (before.length > 0 && seen?.get(0) === undefined) return true;
      return usual.goesOn(loss, before, factor, state);
    },
  }),
  halving('epochs may be told twice', {
    complaint: (last, trial, epoch) =>
      epoch === last.epochs && last.decision === 'continue'
        ? undefined
        : usual.complaint(last, trial, epoch),
  }),
  halving('epochs may be left out', {
    complaint: (last, trial, epoch) =>
      epoch > last.epochs && last.decision !== 'stop'
        ? undefined
        : usual.complaint(last, trial, epoch),
  }),
  halving('a stopped trial may go on', {
    complaint: (last, trial, epoch) => usual.complaint({ ...last, decision: '' }, trial, epoch),
  }),
  halving('a new trial may begin anywhere', {
    complaint: (last, trial, epoch) =>
      last.epochs === 0 ? undefined : usual.complaint(last, trial, epoch),
  }),
  halving('the error does not say which trial', {
    complaint: (last, trial, epoch) =>
      usual.complaint(last, trial, epoch) === undefined ? undefined : 'out of turn',
  }),
  halving('nothing is refused', { refuse: () => {} }),
  halving('a factor of 2.5 is fine', {
    refuse: (settings) =>
      usual.refuse({ ...settings, reductionFactor: Math.ceil(settings.reductionFactor) }),
  }),
  halving('a maximum below the grace period is fine', {
    refuse: ({ maxEpochs, ...settings }) =>
      usual.refuse({ ...settings, maxEpochs: Math.max(maxEpochs, settings.gracePeriod) }),
  }),
];

const right = [
  halving('powers, and the rank of the loss', {
    goesOn: (loss, before, factor) => {
      if (loss === null) return false;
      const sorted = [...before, loss].map((value) => value ?? Infinity).toSorted((a, b) => a - b);
      return loss <= sorted[Math.ceil(sorted.length / factor) - 1];
    },
  }),
  halving('diverged ones are a very large number', {
    note: (loss) => (Number.isFinite(loss) ? loss : Number.MAX_VALUE),
    goesOn: (loss, before, factor) =>
      loss !== Number.MAX_VALUE && smaller(loss!, before) < ceil(before, factor),
  }),
  halving('NaN is noted, and counts for nothing', {
    note: (loss) => loss,
    goesOn: (loss, before, factor) =>
      Number.isFinite(loss) &&
      before.filter((other) => Number.isFinite(other) && other! < loss!).length < ceil(before, factor), // prettier-ignore
  }),
  halving('everything is cloned', {
    next: (old, changes) => structuredClone({ ...old, ...changes }),
  }),
];

proveCorpus({ part: 'part8', file: 'asha', reference, wrong, right });
