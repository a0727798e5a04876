import { report } from '../../../solutions/part8/asha.ts';
import * as reference from '../../../solutions/part8/search.ts';
import type { Implementation } from '../implementation.ts';

type State = reference.SearchState;
type Row = reference.TrialRow;
type Result = reference.EpochResult;

/** What a search is made of; each may be replaced. */
export interface Pieces {
  /** Rows in the order in which they are taken. */
  queue(rows: Row[]): Row[];
  places(jobs: number): number;
  /** Which epoch is trained next. */
  epoch(row: Row): number;
  worth(result: Result, metric: reference.Metric): number;
  /** What is noted in the row. */
  note(result: Result): Row['epochs'][number];
  status(decision: string, epoch: number, maxEpochs: number): Row['status'];
  given(row: Row): Parameters<reference.Train>[0];
  /** What becomes of a trial that failed. */
  failed(row: Row, error: unknown): Row;
  heard(state: State, times: number): number;
  /** Called before each epoch; others go on meanwhile. */
  pause(): Promise<unknown>;
  next(old: State, row: Row, asha: State['asha']): State;
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

export const usual: Pieces = {
  queue: (rows) => [
    ...rows.filter(({ status }) => status === 'running'),
    ...rows.filter(({ status }) => status === 'waiting'),
  ],
  places: (jobs) => jobs,
  epoch: ({ epochs }) => epochs.length + 1,
  worth({ loss, accuracy }, metric) {
    if (!Number.isFinite(loss) || !Number.isFinite(accuracy)) return NaN;
    return metric === 'loss' ? loss : 1 - accuracy;
  },
  note: ({ loss, accuracy }) => ({ loss: finite(loss), accuracy: finite(accuracy) }),
  status: (decision, epoch, maxEpochs) =>
    decision === 'continue' ? 'running' : epoch === maxEpochs ? 'finished' : 'stopped',
  given: ({ trial, configuration }) => ({ trial, configuration }),
  failed: (row, error) => ({ ...row, status: 'failed', error: (error as Error).message }),
  heard: () => 1,
  pause: () => Promise.resolve(),
  next: (old, row, asha) => ({
    ...old,
    asha,
    rows: old.rows.map((other) => (other.trial === row.trial ? row : other)),
  }),
};

/** A search whose places race: whichever epoch ends first goes on. */
export function searching(name: string, pieces: Partial<Pieces>): Implementation<typeof reference> {
  const by = { ...usual, ...pieces };
  const search = async (
    state: State,
    train: reference.Train,
    { jobs = 1, onProgress }: reference.SearchOptions = {},
  ) => {
    let now = state;
    const queue = by.queue(state.rows).map(({ trial }) => trial);
    const running = new Map<number, Promise<number>>();
    const tell = () => {
      for (let i = by.heard(now, 1); i > 0; i--) onProgress?.(now);
    };

    async function step(trial: number): Promise<number> {
      await by.pause();
      const row = now.rows[trial];
      const epoch = by.epoch(row);
      let result: Result;
      try {
        result = await train(by.given(row), epoch);
      } catch (error) {
        now = by.next(now, by.failed(row, error), now.asha);
        tell();
        return trial;
      }
      const { maxEpochs } = now.asha.settings;
      const told = report(now.asha, trial, epoch, by.worth(result, now.metric));
      const status = by.status(told.decision, epoch, maxEpochs);
      const epochs = [...row.epochs, by.note(result)];
      now = by.next(now, { ...row, status, epochs }, told.state);
      tell();
      return trial;
    }

    const fill = () => {
      while (running.size < by.places(jobs) && queue.length > 0) {
        const trial = queue.shift()!;
        now = by.next(now, { ...now.rows[trial], status: 'running' }, now.asha);
        running.set(trial, step(trial));
      }
    };
    for (fill(); running.size > 0; fill()) {
      const trial = await Promise.race(running.values());
      running.delete(trial);
      if (now.rows[trial].status === 'running') running.set(trial, step(trial));
    }
    return now;
  };
  return { name: `search: ${name}`, module: { search } };
}

/** A best row by another order. */
export const best = (
  name: string,
  bestTrial: (state: State) => Row | null,
): Implementation<typeof reference> => ({ name: `bestTrial: ${name}`, module: { bestTrial } });

/** A beginning that differs. */
export const beginning = (
  name: string,
  change: (state: State) => unknown,
  metric: reference.Metric = 'error',
): Implementation<typeof reference> => ({
  name: `startSearch: ${name}`,
  module: {
    startSearch: (
      configurations: Row['configuration'][],
      settings: State['asha']['settings'],
      options: { metric?: reference.Metric } = {},
    ) => change(reference.startSearch(configurations, settings, { metric, ...options })),
  },
});
