import { join } from 'node:path';
import type { Canvas } from '#src/charts/colour';
import { writeWhole } from '#src/common/write-file';
import type { ExperimentContext } from '#src/training/experiment';
import { openRunFolder } from '#src/training/runs/run-folder';
import { runSearch, type RunSearch, type SearchOutcome } from '#src/training/trials/run-search';
import { readSearchFile } from '#src/training/trials/search-file';
import { startClock } from '#src/training/trials/virtual-order';
import {
  bestTrial,
  search,
  type SearchState,
  startSearch,
} from '../../../solutions/part8/search.ts';
import { STEPS, type ToySettings } from './toy-settings.ts';

const canvas: Canvas = { width: 80, colour: 'none', glyphs: 'unicode' };

const halving = { gracePeriod: 1, reductionFactor: 2, maxEpochs: 4 };

/** What came of a search among toys. */
export interface ToyOutcome {
  /** Undefined where the search threw. */
  outcome: SearchOutcome<SearchState> | undefined;
  error: unknown;
  /** What was printed for good. */
  out: string;
  /** What was told to have failed. */
  failures: string[];
  /** The live pictures, where there is a terminal. */
  pictures: string[];
}

export interface ToyOptions {
  folder?: string;
  isResumed?: boolean;
  rows?: number;
  jobs?: number;
  signal?: AbortSignal;
  onPrint?: (text: string) => void;
  more?: Partial<RunSearch<SearchState>>;
}

/** Searches among toys, each told what it does. Trial 0 is reckoned the dearest, and takes the least time. */
export async function searchToys(
  does: readonly ToySettings['does'][],
  { folder, isResumed = false, rows = 0, jobs = 2, signal, onPrint, more = {} }: ToyOptions = {},
): Promise<ToyOutcome> {
  const came: ToyOutcome = { outcome: undefined, error: undefined, out: '', failures: [], pictures: [] }; // prettier-ignore
  const context: ExperimentContext = {
    part: 'part8',
    subject: 'katas',
    options: { dataset: 'toy', seed: 1, jobs, backend: 'cpu' },
    canvas,
    rows,
    folder,
    isResumed,
    print(text) {
      came.out += `${text}\n`;
      onPrint?.(text);
    },
    live: (text) => void (text !== '' && came.pictures.push(text)),
    save: async (name, content) => {
      if (folder !== undefined) await writeWhole(join(folder, name), content);
    },
    fail: (message) => void came.failures.push(message),
    env: process.env,
    signal: signal ?? new AbortController().signal,
  };
  const runFolder = await openRunFolder(context, context.options, { toy: true });
  const known = isResumed && folder !== undefined ? await readSearchFile<SearchState>(folder) : undefined; // prettier-ignore
  const configurations = does.map((name, trial) => ({ does: name, trial }));
  const begin = known ?? { jobs, seconds: 0, clock: startClock(), epochSeconds: [], state: startSearch(configurations, halving) }; // prettier-ignore
  try {
    came.outcome = await runSearch({
      context,
      folder: runFolder,
      entry: new URL('./toy-trial.ts', import.meta.url),
      subject: { search, bestTrial },
      begin,
      plan: ({ does: name, trial }) => ({
        epochs: halving.maxEpochs,
        stepsPerEpoch: STEPS,
        cost: does.length - Number(trial),
        settings: { does: name as ToySettings['does'], goal: (5 * Number(trial) + 3) % 7, milliseconds: 10 * Number(trial) } satisfies ToySettings, // prettier-ignore
      }),
      settings: [{ head: 'does', of: (configuration) => String(configuration.does) }],
      describe: (configuration) => String(configuration.does),
      files: { train: 'part8/train.ts', search: 'part8/search.ts' },
      execArgv: ['--import', 'tsx'],
      ...more,
    });
  } catch (error) {
    came.error = error;
  }
  return came;
}

/** All that is known of a search, but for how long it took. */
export function withoutTimes({ outcome }: ToyOutcome): unknown {
  if (outcome === undefined) return undefined;
  const { state, clock, best } = outcome;
  return { state, clock, best: best && { ...best, notes: best.notes.map((notes) => ({ ...notes, seconds: 0 })) } }; // prettier-ignore
}
