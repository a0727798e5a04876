import fc from 'fast-check';
import type * as subject from '#kata/part8/asha';
import { compare, exactly } from '#src/laws/compare';
import { type HalvingCase, nameOf, type Report, rungsOf } from '#src/laws/definitions/search/halving'; // prettier-ignore
import { arriving, halvingCases, halvingSettings, lossValues, planned, shownHalving } from '#src/laws/definitions/search/halving-cases'; // prettier-ignore
import { isUntouched, refuses } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { fourLosses, mustDecide, played, readme, told } from './asha-driver.laws.ts';

interface GuardedCase {
  given: HalvingCase;
  losses: number[];
}

const guarded = (given: fc.Arbitrary<HalvingCase>): fc.Arbitrary<GuardedCase> =>
  fc.record({ given, losses: fourLosses });

const shown = ({ given }: GuardedCase) => shownHalving(given);

law<GuardedCase>({
  task: '8.4',
  claim: 'nobody is stopped before the grace period or between rungs, everybody at the maximum',
  points: 1,
  given: guarded(halvingCases),
  draws: 25,
  show: shown,
  async check({ given, losses }) {
    await mustDecide(losses);
    const { settings, reports } = given;
    const { decisions } = await played(given);
    for (const report of reports) {
      const decision = decisions[nameOf(report)];
      const isRung = rungsOf(settings).includes(report.epoch);
      if (report.epoch === settings.maxEpochs && decision === 'continue') {
        throw new Unlawful(`${nameOf(report)}: it goes on, and that was the last epoch`);
      }
      if (report.epoch < settings.maxEpochs && !isRung && decision === 'stop') {
        throw new Unlawful(`${nameOf(report)}: it is stopped, and there is no rung`);
      }
    }
  },
  why: 'An epoch or two say little of a trial: the grace period lets it get going. After that, trials are compared where all of them have had the same number of epochs, and nowhere else.',
  look: readme('The rungs'),
});

law<GuardedCase>({
  task: '8.4',
  claim: 'a trial alone is stopped by nothing but the maximum, and the best so far always goes on',
  points: 1,
  given: fc
    .record({
      settings: halvingSettings,
      losses: fourLosses,
      count: fc.integer({ min: 1, max: 4 }),
    })
    .map(({ settings, losses, count }) => ({
      losses,
      given: {
        settings,
        reports: arriving(settings.maxEpochs - 1, losses.slice(0, count).toReversed()),
      },
    })),
  draws: 20,
  show: shown,
  async check({ given, losses }) {
    await mustDecide(losses);
    const { decisions } = await played(given);
    const stopped = given.reports.find((report) => decisions[nameOf(report)] === 'stop');
    if (stopped === undefined) return;
    throw new Unlawful(`${nameOf(stopped)}: it is stopped, and none before it was better`);
  },
  why: 'Each of these trials is better than all before it. Of one trial, the best ⌈1/η⌉ is that one; whoever leads is among the best ⌈n/η⌉ of any n.',
  look: readme('Who goes on'),
});

interface LastCase {
  given: HalvingCase;
  /** A report at a rung, after those of the case, by a trial that has come there. */
  last: Report;
  losses: number[];
}

/** A case whose last report is one at a rung. */
const lastAtRung: fc.Arbitrary<LastCase> = guarded(
  planned(halvingSettings, { value: lossValues }).filter(({ settings, reports }) =>
    reports.some(({ epoch }) => rungsOf(settings).includes(epoch)),
  ),
).map(({ given: { settings, reports }, losses }) => {
  const end = reports.findLastIndex(({ epoch }) => rungsOf(settings).includes(epoch));
  return { given: { settings, reports: reports.slice(0, end) }, last: reports[end], losses };
});

law({
  task: '8.4',
  claim: 'a smaller loss never turns a trial that goes on into one that stops',
  points: 1,
  given: fc.record({ drawn: lastAtRung, less: fc.integer({ min: 1, max: 8 }) }),
  draws: 25,
  show: ({ drawn: { given, last }, less }) => ({
    ...shownHalving(given),
    'then trial, epoch, loss': [last.trial, last.epoch, last.loss],
    'or instead a loss of': last.loss - less / 4,
  }),
  async check({ drawn: { given, last, losses }, less }) {
    await mustDecide(losses);
    const { state, decisions } = await played(given);
    if (Object.entries(decisions).some(([name, d]) => d === 'stop' && name.startsWith(`trial ${last.trial},`))) return; // prettier-ignore
    const better = { ...last, loss: last.loss - less / 4 };
    const first = await told(structuredClone(state), last);
    const second = await told(structuredClone(state), better);
    if (first.decision === 'stop' || second.decision === 'continue') return;
    throw new Unlawful(
      `${nameOf(last)} goes on with the loss ${last.loss}, and is stopped with ${better.loss}`,
    );
  },
  why: 'Fewer of the others are better than the better one. If a loss is enough to go on, a smaller one is too.',
  look: readme('Who goes on'),
});

/** Two reports of two trials that have nothing to do with each other. */
interface SwapCase extends GuardedCase {
  pair: [Report, Report];
}

const swaps: fc.Arbitrary<SwapCase> = guarded(planned(halvingSettings, { value: lossValues }))
  .map(({ given, losses }) => {
    const { settings, reports } = given;
    const rungs = rungsOf(settings);
    const place = reports.findLastIndex((report, i) => {
      const next = reports[i + 1] as Report | undefined;
      const isApart = next !== undefined && next.trial !== report.trial && next.epoch !== report.epoch; // prettier-ignore
      return isApart && (rungs.includes(report.epoch) || rungs.includes(next.epoch));
    });
    const pair = reports.slice(place, place + 2) as [Report, Report];
    return { given: { settings, reports: reports.slice(0, Math.max(0, place)) }, losses, pair };
  })
  .filter(({ pair }) => pair.length === 2 && pair[0].trial !== pair[1].trial && pair[0].epoch !== pair[1].epoch); // prettier-ignore

law<SwapCase>({
  task: '8.4',
  claim:
    'reports after different numbers of epochs do not disturb each other, whichever comes first',
  points: 1,
  given: swaps,
  draws: 25,
  show: ({ given, pair }) => ({
    ...shownHalving(given),
    'then these two, in either order': pair.map(({ trial, epoch, loss }) => [trial, epoch, loss]),
  }),
  async check({ given, losses, pair }) {
    await mustDecide(losses);
    const { settings, reports } = given;
    const one = (await played({ settings, reports: [...reports, ...pair] })).decisions;
    const other = (await played({ settings, reports: [...reports, ...pair.toReversed()] })).decisions; // prettier-ignore
    for (const report of pair) {
      const name = nameOf(report);
      if (one[name] === other[name]) continue;
      throw new Unlawful(`${name}: '${one[name]}' in one order, '${other[name]}' in the other`);
    }
  },
  why: 'Each rung has a list of its own. What one trial reports after 3 epochs is no measure for what another has reached after 6.',
  look: readme('Who goes on'),
});

law({
  task: '8.4',
  claim: 'a trial that has diverged stops at its next rung, and is worse than every other',
  points: 1,
  given: fc.record({
    settings: halvingSettings,
    losses: fourLosses,
    value: fc.constantFrom(NaN, Infinity, -Infinity),
    diverged: fc.integer({ min: 1, max: 3 }),
    finite: lossValues,
  }),
  draws: 25,
  show: ({ settings, value, diverged, finite }) => ({ ...settings, 'diverged trials': diverged, 'their loss': value, 'then a loss of': finite }), // prettier-ignore
  async check({ settings, losses, value, diverged, finite }) {
    await mustDecide(losses);
    const { gracePeriod } = settings;
    const all = [...Array<number>(diverged).fill(value), finite];
    const { decisions } = await played({ settings, reports: arriving(gracePeriod, all) });
    for (let trial = 0; trial < diverged; trial++) {
      for (let epoch = 1; epoch <= gracePeriod; epoch++) {
        const name = `trial ${trial}, epoch ${epoch}`;
        const wanted = epoch === gracePeriod ? 'stop' : 'continue';
        if (decisions[name] === wanted) continue;
        throw new Unlawful(
          `${name}, with the loss ${value}: wanted '${wanted}', got '${decisions[name]}'`,
        );
      }
    }
    const name = `trial ${diverged}, epoch ${gracePeriod}`;
    if (decisions[name] === 'continue') return;
    throw new Unlawful(`${name}, with the loss ${finite}, is stopped: all before it have diverged`);
  },
  why: 'Comparisons with NaN are always false, so a diverged trial passes some tests and spoils others, if nobody asks `Number.isFinite`. Until its rung nobody looks at it.',
  look: readme('Diverged trials'),
});

law<GuardedCase>({
  task: '8.4',
  claim: 'a state is plain data that is never changed: saved and read again, it goes on the same',
  points: 1,
  given: guarded(halvingCases.filter(({ reports }) => reports.length > 3)),
  draws: 25,
  show: shown,
  async check({ given, losses }) {
    await mustDecide(losses);
    const { decisions } = await played(given);
    const saved = (state: subject.AshaState) => JSON.parse(JSON.stringify(state)) as typeof state;
    const again = (await played(given, saved)).decisions;
    if (compare(again, decisions, exactly)) {
      throw new Unlawful('through JSON.stringify and JSON.parse, other decisions come out', {
        'as it is': decisions,
        'through JSON': again,
      });
    }
    const { settings, reports } = given;
    const { state } = await played({ settings, reports: reports.slice(0, -1) });
    const before = structuredClone(state);
    await told(state, reports.at(-1)!);
    isUntouched('state', before, state);
  },
  why: 'Who wants to go on with a search after the power has failed saves its state as JSON: there is no NaN in it, no Map, no function. And who tries something out must be able to take it back.',
  look: readme('A state that can be saved'),
});

law<GuardedCase & { by: number }>({
  task: '8.4',
  claim: 'an epoch out of turn, and any after a trial was stopped, are refused with a clear error',
  points: 1,
  given: fc
    .record({ drawn: guarded(halvingCases), by: fc.constantFrom(-1, 1, 2) })
    .map(({ drawn, by }) => ({ ...drawn, by }))
    .filter(({ given }) => given.reports.length > 0),
  draws: 20,
  show: (drawn) => ({ ...shown(drawn), 'an epoch too far': drawn.by }),
  async check({ given, losses, by }) {
    await mustDecide(losses);
    const { state, decisions } = await played(given);
    const { trial } = given.reports.at(-1)!;
    const own = Object.keys(decisions).filter((name) => name.startsWith(`trial ${trial},`));
    const isOver = decisions[own.at(-1)!] === 'stop';
    const next = own.length + 1;
    const wrong = isOver ? [next, next - 1] : [next + by];
    for (const epoch of wrong) {
      await refuses(told(structuredClone(state), { trial, epoch, loss: 0.5 }), [trial, epoch]);
    }
    const unknown = trial + 50;
    await refuses(told(structuredClone(state), { trial: unknown, epoch: 2, loss: 0.5 }), [unknown, 2]); // prettier-ignore
  },
  why: 'An epoch told twice, or left out, means that two trainings got mixed up, or that a search went on from the wrong state. To count it anyway would put a trial on a rung that it has not earned.',
  look: readme('Errors'),
});
