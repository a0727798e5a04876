import { type AshaSettings, type AshaState, report, startAsha } from './asha.ts';
import type { Configuration } from './sampler.ts';

export interface EpochResult {
  loss: number;
  accuracy: number;
}

export type Train = (
  trial: { trial: number; configuration: Configuration },
  epoch: number,
) => Promise<EpochResult>;

export type Metric = 'error' | 'loss';

export interface TrialRow {
  trial: number;
  configuration: Configuration;
  status: 'waiting' | 'running' | 'stopped' | 'finished' | 'failed';
  epochs: { loss: number | null; accuracy: number | null }[];
  error?: string;
}

export interface SearchState {
  metric: Metric;
  asha: AshaState;
  rows: TrialRow[];
}

export interface SearchOptions {
  jobs?: number;
  onProgress?: (state: SearchState) => void;
}

export function startSearch(
  configurations: readonly Configuration[],
  settings: AshaSettings,
  { metric = 'error' }: { metric?: Metric } = {},
): SearchState {
  const rows = configurations.map((configuration, trial): TrialRow => ({
    trial,
    configuration,
    status: 'waiting',
    epochs: [],
  }));
  return { metric, asha: startAsha(settings), rows };
}

export async function search(
  state: SearchState,
  train: Train,
  { jobs = 1, onProgress }: SearchOptions = {},
): Promise<SearchState> {
  let now = state;
  const change = (row: TrialRow, asha: AshaState = now.asha) => {
    now = { ...now, asha, rows: now.rows.map((old) => (old.trial === row.trial ? row : old)) };
  };

  /** Trains a trial until it has ended. */
  async function run(trial: number): Promise<void> {
    while (now.rows[trial].status === 'running') {
      const row = now.rows[trial];
      const { configuration, epochs } = row;
      try {
        const result = await train({ trial, configuration }, epochs.length + 1);
        const { state: asha, decision } = report(
          now.asha,
          trial,
          epochs.length + 1,
          worth(result, now.metric),
        );
        const hadAll = epochs.length + 1 === asha.settings.maxEpochs;
        const status = decision === 'continue' ? 'running' : hadAll ? 'finished' : 'stopped';
        const measured = { loss: finite(result.loss), accuracy: finite(result.accuracy) };
        change({ ...row, status, epochs: [...epochs, measured] }, asha);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        change({ ...row, status: 'failed', error: message });
      }
      onProgress?.(now);
    }
  }

  const interrupted = state.rows.filter(({ status }) => status === 'running');
  const waiting = state.rows.filter(({ status }) => status === 'waiting');
  const queue = [...interrupted, ...waiting].values();
  /** One of the places: it takes one trial after the other. */
  async function place(): Promise<void> {
    for (const { trial } of queue) {
      change({ ...now.rows[trial], status: 'running' });
      await run(trial);
    }
  }
  await Promise.all(Array.from({ length: jobs }, place));
  return now;
}

export function bestTrial({ metric, rows }: SearchState): TrialRow | null {
  let best: TrialRow | null = null;
  let least = Infinity;
  for (const row of rows) {
    const value = row.status === 'failed' ? NaN : worth(row.epochs.at(-1), metric);
    if (value < least) [best, least] = [row, value];
  }
  return best;
}

/** What trials are compared by, smaller is better; NaN where one has diverged, or there is nothing yet. */
function worth(result: TrialRow['epochs'][number] | undefined, metric: Metric): number {
  const { loss, accuracy } = result ?? {};
  if (!isFinite(loss) || !isFinite(accuracy)) return NaN;
  return metric === 'loss' ? loss : 1 - accuracy;
}

const isFinite = (value: number | null | undefined): value is number => Number.isFinite(value);

const finite = (value: number): number | null => (isFinite(value) ? value : null);
