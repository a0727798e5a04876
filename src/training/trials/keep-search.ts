import type { ExperimentContext } from '../experiment.ts';
import type { RunFolder } from '../runs/run-folder.ts';
import { SEARCH_FILE, type SearchFile, searchFileText } from './search-file.ts';
import type { SearchState } from './search-state.ts';
import { type Plans, trialName } from './trial-plan.ts';

/** @returns a function that keeps where a search stands, one file after the other, and says so in `run.json`. */
export function keepSearch({
  context,
  folder,
  plan,
}: {
  context: Pick<ExperimentContext, 'save'>;
  folder: RunFolder;
  plan: Plans['plan'];
}): (file: SearchFile<SearchState>) => Promise<void> {
  let keeping = Promise.resolve();
  return (file) => {
    const text = searchFileText(file); // as it is now
    const facts = Object.fromEntries(
      file.state.rows.map(({ trial, status, configuration, epochs, error }) => {
        const times = file.epochSeconds[trial] ?? [];
        const fact = {
          state: status,
          epochs: plan(configuration).epochs,
          epochs_done: epochs.length,
          seconds: Number(times.reduce((sum, time) => sum + time, 0).toFixed(1)),
          ...(error === undefined ? {} : { message: error }),
        };
        return [trialName(trial), fact];
      }),
    );
    const before = keeping;
    const write = async () => {
      await before;
      await context.save(SEARCH_FILE, text);
      await folder.write(({ runs }) => void Object.assign(runs, facts));
    };
    keeping = write();
    return keeping;
  };
}
