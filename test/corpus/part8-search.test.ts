import * as reference from '../../solutions/part8/search.ts';
import { proveCorpus } from './corpus.ts';
import { beginning, best, searching, usual } from './part8/searches.ts';

type State = reference.SearchState;
type Row = reference.TrialRow;

/** The row with the smallest value; the first of equals. */
function smallest(rows: readonly Row[], value: (row: Row) => number): Row | null {
  const ranked = rows
    .filter((row) => !Number.isNaN(value(row)))
    .toSorted((a, b) => value(a) - value(b) || a.trial - b.trial);
  return ranked[0] ?? null;
}

const lastOf = ({ metric }: State) => {
  return ({ status, epochs }: Row) => {
    const { loss = null, accuracy = null } = epochs.at(-1) ?? {};
    if (status === 'failed' || loss === null || accuracy === null) return NaN;
    return metric === 'loss' ? loss : 1 - accuracy;
  };
};

const wrong = [
  searching('one after the other, whatever the jobs', { places: () => 1 }),
  searching('all at once', { places: () => Infinity }),
  searching('one place too many', { places: (jobs) => jobs + 1 }),
  searching('from the last trial', { queue: (rows) => usual.queue(rows).toReversed() }),
  searching('waiting before interrupted', {
    queue: (rows) => [
      ...rows.filter(({ status }) => status === 'waiting'),
      ...rows.filter(({ status }) => status === 'running'),
    ],
  }),
  searching('interrupted ones are forgotten', {
    queue: (rows) => rows.filter(({ status }) => status === 'waiting'),
  }),
  searching('failed ones are tried again', {
    queue: (rows) => [...usual.queue(rows), ...rows.filter(({ status }) => status === 'failed')],
  }),
  searching('everything is trained again', { queue: (rows) => rows }),
  searching('the last one is left out', {
    queue: (rows) => usual.queue(rows).slice(0, Math.max(1, rows.length - 1)),
  }),
  searching('the accuracy is the metric', {
    worth: (result, metric) => (metric === 'loss' ? result.loss : result.accuracy),
  }),
  searching('the loss, whatever the metric', { worth: (result) => usual.worth(result, 'loss') }),
  searching('the error, whatever the metric', { worth: (result) => usual.worth(result, 'error') }),
  searching('a diverged trial is judged by its accuracy', {
    worth: ({ loss, accuracy }, metric) => (metric === 'loss' ? loss : 1 - accuracy),
  }),
  searching('NaN is noted', { note: ({ loss, accuracy }) => ({ loss, accuracy }) }),
  searching('only the accuracy is noted', {
    note: ({ accuracy }) => ({ accuracy: usual.note({ accuracy, loss: 0 }).accuracy }) as never,
  }),
  searching('stopped and finished are one', {
    status: (decision) => (decision === 'continue' ? 'running' : 'finished'),
  }),
  searching('stopped ones go on', {
    status: (_, epoch, maxEpochs) => (epoch === maxEpochs ? 'finished' : 'running'),
  }),
  searching('one epoch each', { status: () => 'stopped' }),
  searching('epochs from 0', { epoch: ({ epochs }) => epochs.length }),
  searching('always the first epoch', { epoch: () => 1 }),
  searching('train gets the number alone', { given: ({ trial }) => trial as never }),
  searching('train gets no configuration', { given: ({ trial }) => ({ trial }) as never }),
  searching('a failure ends the search', {
    failed: (_, error) => {
      throw error;
    },
  }),
  searching('a failed trial is stopped', { failed: (row) => ({ ...row, status: 'stopped' }) }),
  searching('the message is lost', { failed: (row) => ({ ...row, status: 'failed' }) }),
  searching('the epochs of a failed trial are lost', {
    failed: (row, error) => ({ ...usual.failed(row, error), epochs: [] }),
  }),
  searching('onProgress hears nothing', { heard: () => 0 }),
  {
    name: 'search: onProgress is always called',
    module: {
      search: (state: State, train: reference.Train, options: reference.SearchOptions = {}) => {
        const { onProgress } = options;
        return reference.search(state, train, {
          ...options,
          onProgress: (now) => onProgress!(now),
        });
      },
    },
  },
  searching('onProgress hears all twice', { heard: () => 2 }),
  searching('onProgress hears of ends only', {
    heard: ({ rows }) => Number(rows.every(({ status }) => status !== 'running')),
  }),
  searching('rows are changed in place', {
    next: (old, row, asha) => {
      Object.assign(old.rows[row.trial], row);
      return Object.assign(old, { asha });
    },
  }),
  {
    name: 'search: wave after wave, epoch by epoch',
    module: {
      search: async (state: State, train: reference.Train, options: reference.SearchOptions) => {
        const { jobs = 1, onProgress } = options;
        let now = state;
        const isOpen = ({ status }: Row) => status === 'running' || status === 'waiting';
        while (now.rows.some(isOpen)) {
          const wave = now.rows.filter(isOpen).slice(0, jobs);
          const ends = await Promise.all(
            wave.map(async (row) => {
              const one = { ...now, rows: now.rows.map((r) => r === row ? row : { ...r, status: 'stopped' as const }) }; // prettier-ignore
              return { row, one, result: await train(row, row.epochs.length + 1).catch(() => undefined) }; // prettier-ignore
            }),
          );
          for (const { row, result } of ends) {
            const epochs = [...row.epochs, result ?? { loss: null, accuracy: null }];
            const isOver = epochs.length >= now.asha.settings.maxEpochs || result === undefined;
            const status = isOver ? 'finished' : 'running';
            now = { ...now, rows: now.rows.map((r) => r.trial === row.trial ? { ...row, status, epochs } : r) }; // prettier-ignore
            onProgress?.(now);
          }
        }
        return now;
      },
    },
  },
  best('the first', ({ rows }) => rows[0] ?? null),
  best('the largest metric', (state) => smallest(state.rows, (row) => -lastOf(state)(row))),
  best('the loss, whatever the metric', (state) =>
    smallest(state.rows, lastOf({ ...state, metric: 'loss' })),
  ),
  best('the best epoch of each', (state) =>
    smallest(state.rows, (row) => {
      const values = row.epochs
        .map((epoch) => lastOf(state)({ ...row, epochs: [epoch] }))
        .filter((value) => !Number.isNaN(value));
      return values.length === 0 ? NaN : Math.min(...values);
    }),
  ),
  best('finished ones only', (state) =>
    smallest(
      state.rows.filter(({ status }) => status === 'finished'),
      lastOf(state),
    ),
  ),
  best('failed ones too', (state) =>
    smallest(
      state.rows.map((row) => ({ ...row, status: 'finished' as const })),
      lastOf(state),
    ),
  ),
  best('a diverged one by its accuracy', (state) =>
    smallest(state.rows, (row) => {
      const last = row.epochs.at(-1);
      if (last === undefined || row.status === 'failed') return NaN;
      return state.metric === 'loss' ? (last.loss ?? NaN) : 1 - (last.accuracy ?? NaN);
    }),
  ),
  best('null is the smallest loss', (state) =>
    smallest(state.rows, (row) => {
      const last = row.epochs.at(-1);
      if (last === undefined || row.status === 'failed') return NaN;
      return state.metric === 'loss' ? Number(last.loss) : 1 - Number(last.accuracy);
    }),
  ),
  best('the last of equals', (state) => {
    const first = smallest(state.rows, lastOf(state));
    const value = lastOf(state);
    return state.rows.findLast((row) => first !== null && value(row) === value(first)) ?? null;
  }),
  best('its number', (state) => (smallest(state.rows, lastOf(state))?.trial ?? null) as never),
  beginning('all are running', (state) => ({
    ...state,
    rows: state.rows.map((row) => ({ ...row, status: 'running' })),
  })),
  beginning('numbers from 1', (state) => ({
    ...state,
    rows: state.rows.map((row) => ({ ...row, trial: row.trial + 1 })),
  })),
  beginning('the loss by default', (state) => state, 'loss'),
  beginning('the metric is left out', ({ asha, rows }) => ({ asha, rows })),
  beginning('the configurations lie in the rows', (state) => ({
    ...state,
    rows: state.rows.map(({ configuration, ...row }) => ({ ...row, ...configuration })),
  })),
];

const right = [
  searching('places that race', {}),
  searching('states that are cloned', {
    next: (old, row, asha) => structuredClone(usual.next(old, row, asha)),
  }),
  best('sorted', (state) => smallest(state.rows, lastOf(state))),
];

/** Whoever waits a moment before an epoch does not lose its place by that. */
const slow = searching('a moment’s thought before each epoch', {
  pause: async () => {
    for (let i = 0; i < 3; i++) await Promise.resolve();
  },
});

proveCorpus({ part: 'part8', file: 'search', reference, wrong, right: [...right, slow] });
