import fc from 'fast-check';
import type * as subject from '#kata/part8/search';
import { compare, exactly } from '#src/laws/compare';
import { searchCases, shownSearch } from '#src/laws/definitions/search/search-cases';
import { type SearchCase, searched } from '#src/laws/definitions/search/searches';
import { isUntouched } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { readme, run, start, tableOf, timetable } from './search-driver.laws.ts';

const several = fc.integer({ min: 2, max: 4 });

law<SearchCase>({
  task: '8.6',
  claim: 'with several jobs a free place takes the next trial, and nobody waits for the others',
  points: 2,
  given: searchCases({ jobs: several }).filter(({ script }) => script.length > 1),
  draws: 50,
  show: shownSearch,
  async check(given) {
    const { state, begins, most } = await run(given);
    const wanted = searched(given);
    if (most > given.jobs) {
      throw new Unlawful(`${most} epochs are trained at the same time, with ${given.jobs} jobs`);
    }
    const [got, right] = [timetable(begins), timetable(wanted.begins)];
    if (begins.length > Object.keys(got).length) {
      throw new Unlawful('an epoch is trained more than once', got);
    }
    const early = Object.keys(right).find((name) => got[name] !== right[name]);
    if (early !== undefined) {
      throw new Unlawful(
        `${early}: wanted that it ${right[early]}, yours ${got[early] ?? 'never begins'}`,
        { 'the right timetable': JSON.stringify(right) },
      );
    }
    if (compare(state.rows, wanted.rows, exactly)) {
      throw new Unlawful('the table in the end is another one', {
        wanted: JSON.stringify(wanted.rows),
        got: JSON.stringify(state.rows),
      });
    }
  },
  why: 'A place that waits is a processor that waits. A trial is compared with those that have come to its rung by then: that is what asynchronous means. So the order in which epochs end decides, here by a clock of the law’s own.',
  look: readme('The search'),
});

law<SearchCase>({
  task: '8.6',
  claim: 'a trial that fails is a failed row with its message, and the search goes on',
  points: 1,
  given: searchCases({ jobs: fc.integer({ min: 1, max: 3 }), failures: 2 }),
  draws: 30,
  show: (given) => ({
    ...shownSearch(given),
    fails: given.script
      .flatMap((epochs, trial) =>
        epochs.flatMap(({ error, isAtOnce }, i) =>
          error === undefined
            ? []
            : [`trial ${trial} in epoch ${i + 1}${isAtOnce ? ', without a promise' : ''}`],
        ),
      )
      .join('; '),
  }),
  got: async (given) => tableOf((await run(given)).state.rows),
  wanted: (given) => tableOf(searched(given).rows),
  why: 'Of 25 trials in a night one may run out of memory. The other 24 have done nothing wrong. What it had reported stays in its row; the rungs hear nothing of the failure.',
  look: readme('The table'),
});

law<SearchCase>({
  task: '8.6',
  claim:
    'onProgress hears the state after each epoch and each failure, and nothing is changed in place',
  points: 1,
  given: searchCases({ jobs: several, failures: 1 }),
  draws: 20,
  show: shownSearch,
  async check(given) {
    const state = await start(given);
    const before = structuredClone(state);
    const { state: after, heard } = await run(given, state);
    isUntouched('state', before, state);
    const done = (rows: subject.TrialRow[]) =>
      rows.reduce((sum, { status, epochs }) => sum + epochs.length + Number(status === 'failed'), 0); // prettier-ignore
    const wanted = done(searched(given).rows);
    const got = heard.map(({ rows }) => done(rows));
    const right = Array.from({ length: wanted }, (_, i) => i + 1);
    if (compare(got, right, exactly)) {
      throw new Unlawful('each state that is heard has one epoch, or one failure, more', {
        wanted: right,
        got,
      });
    }
    if (compare(heard.at(-1)?.rows, after.rows, exactly)) {
      throw new Unlawful('the last state that is heard is not the one that is returned', {
        heard: JSON.stringify(heard.at(-1)?.rows),
        returned: JSON.stringify(after.rows),
      });
    }
  },
  why: 'Whoever listens draws the table, or saves it. The states heard before stay what they were, so that any of them can be gone on with.',
  look: readme('A state that can be saved'),
});

const isOpen = (status: string) => status === 'waiting' || status === 'running';

interface ResumeCase {
  given: SearchCase;
  /** After which share of the progress it is interrupted. */
  at: number;
  jobs: number;
}

law<ResumeCase>({
  task: '8.6',
  claim: 'an interrupted search goes on where it was: no epoch is trained twice or left out',
  points: 1,
  given: fc.record({
    given: searchCases({ jobs: fc.constant(1), failures: 1 }),
    at: fc.integer({ min: 0, max: 99 }),
    jobs: fc.integer({ min: 1, max: 3 }),
  }),
  draws: 40,
  show: ({ given, at, jobs }) => ({
    ...shownSearch(given),
    'interrupted after': `${at}% of it`,
    'then jobs': jobs,
  }),
  async check({ given, at, jobs }) {
    const { heard } = await run(given);
    if (heard.length === 0) throw new Unlawful('`onProgress` was never called');
    const last = heard[Math.floor((at * heard.length) / 100)];
    const saved = JSON.parse(JSON.stringify(last)) as subject.SearchState;
    const { state, begins } = await run({ ...given, jobs }, saved);
    const again = new Set(Object.keys(timetable(begins)));
    if (begins.length > again.size) throw new Unlawful('an epoch is trained twice');
    for (const { trial, status, epochs } of state.rows) {
      if (isOpen(status)) throw new Unlawful(`in the end, trial ${trial} is still ${status}`);
      const old = saved.rows[trial];
      const isBegun = [...again].some((name) => name.startsWith(`trial ${trial},`));
      if (!isOpen(old.status) && isBegun) {
        throw new Unlawful(`trial ${trial} was ${old.status} already, and is trained again`);
      }
      const isNew = (i: number) => i >= old.epochs.length;
      const odd = epochs.findIndex(
        (_, i) => isNew(i) !== again.has(`trial ${trial}, epoch ${i + 1}`),
      );
      if (odd < 0) continue;
      const how = isNew(odd) ? 'is not trained' : 'is trained again';
      throw new Unlawful(
        `trial ${trial} had ${old.epochs.length} epochs; afterwards its epoch ${odd + 1} ${how}`,
      );
    }
    if (jobs > 1 || !compare(state.rows, searched(given).rows, exactly)) return;
    throw new Unlawful('with one job, the table is not that of a search that nobody interrupted', {
      wanted: JSON.stringify(searched(given).rows),
      got: JSON.stringify(state.rows),
    });
  },
  why: 'Rows that are `running` in the saved state were being trained when the power failed: they go on with their next epoch, before any that waits. Rows that have ended stay as they are.',
  look: readme('A state that can be saved'),
});
