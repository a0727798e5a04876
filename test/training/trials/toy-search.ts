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
import { type Heard, toyContext, type ToyContextOptions } from '../toy-context.ts';
import { STEPS, type ToySettings } from './toy-settings.ts';

const halving = { gracePeriod: 1, reductionFactor: 2, maxEpochs: 4 };

/** What came of a search among toys. */
export interface ToyOutcome extends Heard {
  /** Undefined where the search threw. */
  outcome: SearchOutcome<SearchState> | undefined;
  error: unknown;
}

export interface ToyOptions extends ToyContextOptions {
  more?: Partial<RunSearch<SearchState>>;
}

/** Searches among toys, each told what it does. Trial 0 is reckoned the dearest, and takes the least time. */
export async function searchToys(
  does: readonly ToySettings['does'][],
  { folder, isResumed = false, jobs = 2, more = {}, ...options }: ToyOptions = {},
): Promise<ToyOutcome> {
  const came: ToyOutcome = { outcome: undefined, error: undefined, out: '', failures: [], pictures: [] }; // prettier-ignore
  const context = toyContext('part8', came, { ...options, folder, isResumed, jobs });
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
