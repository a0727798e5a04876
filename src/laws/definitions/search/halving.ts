import type { Suspect } from '../../law.ts';

// Asynchronous successive halving, by its definition.

export interface HalvingSettings {
  gracePeriod: number;
  reductionFactor: number;
  maxEpochs: number;
}

export type Decision = 'continue' | 'stop';

export interface Report {
  trial: number;
  epoch: number;
  loss: number;
}

export function rungsOf({ gracePeriod, reductionFactor, maxEpochs }: HalvingSettings): number[] {
  const all: number[] = [];
  for (let epoch = gracePeriod; epoch < maxEpochs; epoch *= reductionFactor) all.push(epoch);
  return all;
}

/** What decides at a rung. */
interface Rules {
  rungs(settings: HalvingSettings): number[];
  /** @param before - the losses that have arrived there already, diverged ones as infinite. */
  goesOn(loss: number, before: readonly number[], reductionFactor: number): boolean;
  /** What of a report is compared at its rung. */
  arriving(loss: number): number;
  /** Whether all rungs share one list. */
  isOneList: boolean;
  /** After how many epochs it is over, whatever the loss. */
  end(settings: HalvingSettings): number;
}

const right: Rules = {
  rungs: rungsOf,
  goesOn(loss, before, reductionFactor) {
    const better = before.filter((other) => other < loss).length;
    return Number.isFinite(loss) && better < Math.ceil((before.length + 1) / reductionFactor);
  },
  arriving: (loss) => (Number.isFinite(loss) ? loss : Infinity),
  isOneList: false,
  end: ({ maxEpochs }) => maxEpochs,
};

/** Decides report after report. */
export class Halving {
  private readonly settings: HalvingSettings;
  private readonly rules: Rules;
  private readonly rungs: number[];
  private readonly arrived = new Map<number, number[]>();

  constructor(settings: HalvingSettings, rules: Partial<Rules> = {}) {
    this.settings = settings;
    this.rules = { ...right, ...rules };
    this.rungs = this.rules.rungs(settings);
  }

  decide({ epoch, loss }: Report): Decision {
    const value = this.rules.arriving(loss);
    let isOn = epoch !== this.rules.end(this.settings);
    if (this.rungs.includes(epoch)) {
      const before = this.before(epoch);
      isOn &&= this.rules.goesOn(value, before, this.settings.reductionFactor);
      before.push(value);
    }
    return isOn ? 'continue' : 'stop';
  }

  /** What has arrived at the rung of an epoch, diverged ones as infinite. */
  before(epoch: number): number[] {
    const key = this.rules.isOneList ? 0 : epoch;
    const list = this.arrived.get(key) ?? [];
    this.arrived.set(key, list);
    return list;
  }
}

export interface HalvingCase {
  settings: HalvingSettings;
  reports: Report[];
}

/** What was decided after each report; reports of a trial that was stopped are left out. */
export type Decisions = Record<string, string>;

export const nameOf = ({ trial, epoch }: Report): string => `trial ${trial}, epoch ${epoch}`;

export function decisionsOf(
  { settings, reports }: HalvingCase,
  rules: Partial<Rules> = {},
): Decisions {
  const halving = new Halving(settings, rules);
  const stopped = new Set<number>();
  const decisions: Decisions = {};
  for (const report of reports) {
    if (stopped.has(report.trial)) continue;
    const decision = halving.decide(report);
    decisions[nameOf(report)] = decision;
    if (decision === 'stop') stopped.add(report.trial);
  }
  return decisions;
}

const as = (rules: Partial<Rules>) => (given: HalvingCase) => decisionsOf(given, rules);

/** Another rule for those that have not diverged. */
const ruled = (goesOn: Rules['goesOn']) =>
  as({ goesOn: (loss, ...rest) => Number.isFinite(loss) && goesOn(loss, ...rest) });

const smaller = (loss: number, before: readonly number[]) =>
  before.filter((other) => other < loss).length;

/** Decisions that are wrong in a common way. */
export const halvingMistakes: readonly Suspect<HalvingCase>[] = [
  {
    says: 'Yours never stops a trial before the maximum.',
    as: as({ goesOn: () => true }),
  },
  {
    says: 'Yours does not stop at the maximum.',
    as: as({ end: () => NaN }),
  },
  {
    says: 'Yours lets the worse ones go on: smaller losses are better.',
    as: ruled(
      (loss, before, factor) =>
        before.filter((other) => other > loss).length < Math.ceil((before.length + 1) / factor),
    ),
  },
  {
    says: 'Yours leaves the trial itself out: it counts among the n that have arrived.',
    as: ruled(
      (loss, before, factor) =>
        before.length === 0 || smaller(loss, before) < Math.ceil(before.length / factor),
    ),
  },
  {
    says: 'Yours rounds n/η down: the best ⌈n/η⌉ go on, rounded up.',
    as: ruled(
      (loss, before, factor) =>
        smaller(loss, before) < Math.max(1, Math.floor((before.length + 1) / factor)),
    ),
  },
  {
    says: 'Yours rounds n/η down, so that the first to arrive is always stopped: round up.',
    as: ruled(
      (loss, before, factor) => smaller(loss, before) < Math.floor((before.length + 1) / factor),
    ),
  },
  {
    says: 'Yours stops a trial that is as good as one that goes on: only smaller losses count against it.',
    as: ruled(
      (loss, before, factor) =>
        before.filter((other) => other <= loss).length < Math.ceil((before.length + 1) / factor),
    ),
  },
  {
    says: 'Yours lets a share of 1 − 1/η go on: it is 1/η.',
    as: ruled(
      (loss, before, factor) =>
        smaller(loss, before) < Math.ceil((before.length + 1) * (1 - 1 / factor)),
    ),
  },
  {
    says: 'Yours halves whatever η is.',
    as: ruled((loss, before) => smaller(loss, before) < Math.ceil((before.length + 1) / 2)),
  },
  {
    says: 'Yours compares losses of different rungs: each rung has a list of its own.',
    as: as({ isOneList: true }),
  },
  {
    says: 'Yours compares after every epoch from the grace period on: only rungs count.',
    as: as({
      rungs: ({ gracePeriod, maxEpochs }) =>
        Array.from({ length: maxEpochs }, (_, i) => i + 1).filter(
          (epoch) => epoch >= gracePeriod && epoch < maxEpochs,
        ),
    }),
  },
  {
    says: 'Yours has only one rung, at the grace period.',
    as: as({ rungs: ({ gracePeriod }) => [gracePeriod] }),
  },
  {
    says: 'Yours has rungs at all multiples of the grace period: they are r, rη, rη², …',
    as: as({
      rungs: ({ gracePeriod, maxEpochs }) =>
        Array.from({ length: maxEpochs }, (_, i) => (i + 1) * gracePeriod),
    }),
  },
  {
    says: 'Yours lets a diverged trial go on: NaN is smaller than nothing and larger than nothing.',
    as: as({
      goesOn: (loss, before, factor) =>
        smaller(loss, before) < Math.ceil((before.length + 1) / factor),
      arriving: (loss) => loss,
    }),
  },
  {
    says: 'Yours takes a diverged trial for the best one.',
    as: as({ arriving: (loss) => (Number.isFinite(loss) ? loss : 0) }),
  },
];
