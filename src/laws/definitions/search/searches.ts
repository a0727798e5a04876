import type { Script, TrainingEvent } from '../../tensors/trial-spec.ts';
import { Halving, type HalvingSettings } from './halving.ts';

// A search with a trainer that follows a script, by its definition.

type Configuration = Record<string, number | string>;

export interface Row {
  configuration: Configuration;
  trial: number;
  error?: string;
  status: 'waiting' | 'running' | 'stopped' | 'finished' | 'failed';
  epochs: { loss: number | null; accuracy: number | null }[];
}

export interface SearchCase {
  configurations: Configuration[];
  settings: HalvingSettings;
  metric: 'error' | 'loss';
  script: Script;
  jobs: number;
}

/** What comes of it. */
export interface Searched {
  rows: Row[];
  /** When each epoch begins. */
  begins: TrainingEvent[];
  /** Whether two epochs end at the same time: who is first is then nobody's business. */
  isTied: boolean;
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** What a trial is compared by; NaN where it has diverged. */
function worthOf(
  { loss, accuracy }: { loss: number | null; accuracy: number | null },
  metric: 'error' | 'loss',
): number {
  if (loss === null || accuracy === null) return NaN;
  if (!Number.isFinite(loss) || !Number.isFinite(accuracy)) return NaN;
  return metric === 'loss' ? loss : 1 - accuracy;
}

const waitingRow = (configuration: Configuration, trial: number): Row => ({
  status: 'waiting',
  epochs: [],
  configuration,
  trial,
});

export function searched({ configurations, settings, metric, script, jobs }: SearchCase): Searched {
  const halving = new Halving(settings);
  const rows = configurations.map(waitingRow);
  const begins: TrainingEvent[] = [];
  const places: { trial: number; due: number }[] = [];
  let [now, isTied, next] = [0, false, 0];

  /** @returns whether it takes its time. */
  function begin(trial: number): boolean {
    const { configuration, epochs } = rows[trial];
    const epoch = epochs.length + 1;
    begins.push({ what: 'begins', trial: { trial, configuration }, epoch, time: now });
    const { time, error, isAtOnce } = script[trial][epoch - 1];
    rows[trial].status = 'running';
    if (isAtOnce) Object.assign(rows[trial], { status: 'failed', error });
    else places.push({ trial, due: now + time });
    return !isAtOnce;
  }

  function end(trial: number): void {
    const row = rows[trial];
    const { loss, accuracy, error } = script[trial][row.epochs.length];
    if (error !== undefined) {
      Object.assign(row, { status: 'failed', error });
      return;
    }
    row.epochs.push({ loss: finiteOrNull(loss), accuracy: finiteOrNull(accuracy) });
    const epoch = row.epochs.length;
    const value = worthOf({ loss, accuracy }, metric);
    if (halving.decide({ trial, epoch, loss: value }) === 'continue') begin(trial);
    else row.status = epoch === settings.maxEpochs ? 'finished' : 'stopped';
  }

  while (places.length > 0 || next < rows.length) {
    while (places.length < jobs && next < rows.length) begin(next++);
    if (places.length === 0) break;
    places.sort((a, b) => a.due - b.due);
    isTied ||= places.length > 1 && places[1].due - places[0].due < 1e-6;
    const { trial, due } = places.shift()!;
    now = due;
    end(trial);
  }
  return { rows, begins, isTied };
}

/** The row that is best, by its last epoch. */
export function bestOf(rows: readonly Row[], metric: 'error' | 'loss'): Row | null {
  const ranked = rows
    .filter(({ status, epochs }) => status !== 'failed' && epochs.length > 0)
    .map((row) => ({ row, worth: worthOf(row.epochs.at(-1)!, metric) }))
    .filter(({ worth }) => !Number.isNaN(worth))
    .sort((a, b) => a.worth - b.worth || a.row.trial - b.row.trial);
  return ranked[0]?.row ?? null;
}
