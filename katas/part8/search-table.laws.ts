import fc from 'fast-check';
import * as subject from '#kata/part8/search';
import { compare, exactly } from '#src/laws/compare';
import { searchCases, shownSearch, tables } from '#src/laws/definitions/search/search-cases';
import { bestOf, type Row, type SearchCase, searched } from '#src/laws/definitions/search/searches'; // prettier-ignore
import { isUntouched } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { callAtOnce } from '#src/laws/subject';
import type { TrainingEvent } from '#src/laws/tensors/trial-spec';
import { readme, runAlone, start, tableOf, timetable } from './search-driver.laws.ts';

const alone = searchCases({ jobs: fc.constant(1) });

law<SearchCase>({
  task: '8.6',
  claim: 'startSearch makes a waiting row for each configuration; the metric is `error` by default',
  points: 1,
  given: alone,
  draws: 20,
  show: ({ configurations, settings, metric }) => ({
    configurations: JSON.stringify(configurations),
    ...settings,
    metric,
  }),
  async check(given) {
    const { configurations, settings } = given;
    const before = structuredClone({ configurations, settings });
    const state = await start(given);
    isUntouched('configurations', before.configurations, configurations);
    isUntouched('settings', before.settings, settings);
    const rows: Row[] = configurations.map((configuration, trial) => ({
      trial,
      configuration,
      status: 'waiting',
      epochs: [],
    }));
    const saved: unknown = JSON.parse(JSON.stringify(state));
    if (compare(saved, { metric: given.metric, rows }, exactly)) {
      throw new Unlawful('the state is not that of a search in which all are waiting', {
        wanted: JSON.stringify({ metric: given.metric, rows }),
        got: JSON.stringify(state),
      });
    }
    const { metric } = await callAtOnce(subject, 'startSearch', configurations, settings);
    if (metric === 'error') return;
    throw new Unlawful(`without options the metric is 'error'; got '${metric}'`);
  },
  why: 'A table that is there from the beginning can be shown, saved, and gone on with.',
  look: readme('The table'),
});

/** The table, and what `train` was asked for, in order. */
const told = (rows: readonly Row[], begins: readonly TrainingEvent[]) => ({
  ...tableOf(rows),
  'train was called for': Object.keys(timetable(begins)),
  'train was given': begins.map(({ trial }) => trial),
});

function rightly(given: SearchCase) {
  const { rows, begins } = searched(given);
  return told(rows, begins);
}

law<SearchCase>({
  task: '8.6',
  claim: 'without options trials train one after the other, each for as long as it is let',
  points: 2,
  given: alone,
  draws: 40,
  show: shownSearch,
  got: async (given) => {
    const { state, begins } = await runAlone(given);
    return told(state.rows, begins);
  },
  wanted: rightly,
  suspects: [
    {
      says: 'Yours compares the other metric: `error` is 1 − accuracy, `loss` the loss.',
      as: (given) => {
        const metric = given.metric === 'loss' ? 'error' : 'loss';
        return rightly({ ...given, metric });
      },
    },
  ],
  why: 'Each epoch is trained, measured, noted in the row, and reported; what `report` says decides. A trial that is stopped before the maximum is `stopped`, one that has had all epochs `finished`.',
  look: readme('The search'),
});

law<{ rows: Row[]; metric: 'error' | 'loss' }>({
  task: '8.6',
  claim: 'bestTrial is the row with the best last epoch, of those that did not fail or diverge',
  points: 1,
  given: fc.record({ rows: tables, metric: fc.constantFrom('error' as const, 'loss' as const) }),
  examples: [
    {
      metric: 'error',
      rows: [
        {
          trial: 0,
          configuration: { width: 64 },
          status: 'finished',
          epochs: [
            { loss: 0, accuracy: 1 },
            { loss: 0.5, accuracy: 0.5 },
          ],
        },
        {
          trial: 1,
          configuration: { width: 128 },
          status: 'stopped',
          epochs: [{ loss: 0.75, accuracy: 0.75 }],
        },
      ],
    },
  ],
  draws: 60,
  show: ({ rows, metric }) => ({
    metric,
    ...Object.fromEntries(rows.map(({ trial, status, epochs }) => [`trial ${trial}, ${status}: loss, accuracy`, epochs.length === 0 ? 'none' : epochs.map(({ loss, accuracy }) => [loss ?? NaN, accuracy ?? NaN])])), // prettier-ignore
  }),
  got: ({ rows, metric }) => {
    const settings = { gracePeriod: 1, reductionFactor: 2, maxEpochs: 4 };
    const asha = { settings, arrived: [[], []], trials: {} };
    return callAtOnce(subject, 'bestTrial', { metric, asha, rows });
  },
  wanted: ({ rows, metric }) => bestOf(rows, metric),
  suspects: [
    {
      says: 'Yours looks at the best epoch of each trial: the network that is left is that of the last.',
      as: ({ rows, metric }) =>
        bestOf(
          rows.map((row) => {
            const best = row.epochs.map((epoch) => bestOf([{ ...row, epochs: [epoch] }], metric));
            const sorted = best
              .filter((one) => one !== null)
              .toSorted((a, b) => {
                const [x, y] = [a.epochs[0], b.epochs[0]];
                return metric === 'loss' ? x.loss! - y.loss! : y.accuracy! - x.accuracy!;
              });
            return sorted[0] ?? { ...row, epochs: [] };
          }),
          metric,
        ),
    },
    {
      says: 'Yours compares by the other metric.',
      as: ({ rows, metric }) => bestOf(rows, metric === 'loss' ? 'error' : 'loss'),
    },
  ],
  why: 'The last epoch is what a trial has come to. A stopped one may be the best all the same: nothing says that those who went on got better. Where two are alike, the first is taken.',
  look: readme('The best trial'),
});
