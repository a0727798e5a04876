import { availableParallelism } from 'node:os';
import { sampleTrials } from '#kata/part8/sampler';
import { bestTrial, search, startSearch, type SearchState } from '#kata/part8/search';
import { type DigitDataset, digitDatasetHere, digitDatasets, loadDigitImages } from '#src/training/digit-images'; // prettier-ignore
import type { Experiment, ExperimentContext } from '#src/training/experiment';
import { readResults } from '#src/training/read-results';
import { openRunFolder } from '#src/training/runs/run-folder';
import { runSearch, type SearchOutcome } from '#src/training/trials/run-search';
import { readSearchFile, type SearchFile } from '#src/training/trials/search-file';
import { startClock } from '#src/training/trials/virtual-order';
import { BEST_FILE, outcomesOf, type SavedBest, type SavedSearch, TRIALS_FILE } from './experiment/outcome.ts'; // prettier-ignore
import { describeShortly, reportOne, reportSeveral, reportTrials, settingColumns } from './experiment/report.ts'; // prettier-ignore
import { choicesOf, epochCost, halvingOf, searchCounts, type Settings, space, stepsOf, TRIALS } from './experiment/settings.ts'; // prettier-ignore

/** Searches the report's space with 25 trials side by side, of which ASHA stops the worse ones early. */
export const experiment: Experiment = {
  title: 'Part 8 · losses and hyperparameter search',
  heeds: ['epochs', 'samples', 'backend', 'jobs'],
  datasets: digitDatasets,
  auto: digitDatasetHere,

  async run(context) {
    // config
    const { options, print, save, env, signal, subject } = context;
    const { epochs = 10, seed } = options;
    const dataset = options.dataset as DigitDataset;
    const counts = searchCounts(dataset, options.samples);
    const halving = halvingOf(epochs);
    print(` ${dataset === 'mnist' ? 'MNIST' : 'strokes'}: ${counts.train} training, ${counts.validation} validation, ${counts.test} test images`); // prettier-ignore

    // data: once, before several trials want it
    await loadDigitImages(dataset, { train: counts.samples, test: counts.test }, { env, signal });

    // search
    const folder = await openRunFolder(
      context,
      { ...options, epochs, samples: counts.samples },
      { images: counts, trials: TRIALS, halving, space },
    );
    const begin = (await goOn(context)) ?? beginSearch();
    print(` ${TRIALS} trials, ${begin.jobs} at once · at most ${epochs} epochs · seed ${seed}`);
    print(
      ` ASHA: grace period ${halving.gracePeriod}, reduction factor ${halving.reductionFactor}\n`,
    );
    const outcome = await runSearch({
      context,
      folder,
      entry: new URL('./experiment/train-job.ts', import.meta.url),
      subject: { search, bestTrial },
      begin,
      plan(configuration) {
        const choices = choicesOf(configuration, `${subject}/part8/sampler.ts`);
        return {
          epochs,
          stepsPerEpoch: stepsOf(choices, counts.train),
          cost: epochCost(choices, counts.train),
          settings: { ...choices, dataset, counts, seed } satisfies Settings,
        };
      },
      settings: settingColumns,
      describe: describeShortly,
      files: { train: 'part8/train.ts', search: 'part8/search.ts' },
    });

    // report
    const saved = savedSearch(outcome);
    await save(TRIALS_FILE, `${JSON.stringify(saved)}\n`);
    if (signal.aborted) return reportTrials(saved, context);
    const best = savedBest(outcome);
    if (best !== undefined) await save(BEST_FILE, `${JSON.stringify(best)}\n`);
    await reportOne({ search: saved, ...(best === undefined ? {} : { best }) }, context);

    function beginSearch(): SearchFile<SearchState> {
      const { jobs = availableParallelism() } = options;
      const state = startSearch(sampleTrials(space, TRIALS, seed), halving);
      return { jobs, seconds: 0, clock: startClock(), epochSeconds: [], state };
    }

    function savedSearch({
      state,
      epochSeconds,
      jobs,
      seconds,
    }: SearchOutcome<SearchState>): SavedSearch {
      // prettier-ignore
      const trials = state.rows.map((row) => ({
        ...row,
        epochs: row.epochs.map((measures, i) => ({
          ...measures,
          seconds: epochSeconds[row.trial]?.[i] ?? null,
        })),
      }));
      return {
        dataset,
        images: counts,
        seed,
        jobs,
        metric: state.metric,
        grace_period: halving.gracePeriod,
        reduction_factor: halving.reductionFactor,
        max_epochs: epochs,
        trials,
        best: bestTrial(state)?.trial ?? null,
        epochs_trained: trials.reduce((sum, row) => sum + row.epochs.length, 0),
        seconds,
      };
    }

    function savedBest({ best, state }: SearchOutcome<SearchState>): SavedBest | undefined {
      if (best === undefined) return undefined;
      const { trial, notes, test } = best;
      const configuration = choicesOf(state.rows[trial].configuration, 'the best trial');
      return { trial, configuration, epochs: notes, test };
    }
  },

  async plot(context) {
    const outcomes = outcomesOf(await readResults(context.part, context.sources));
    if (outcomes.size > 1) return reportSeveral(outcomes, context);
    for (const outcome of outcomes.values()) await reportOne(outcome, context);
  },
};

/** Where the search of a folder stands, when there is one to go on with. */
async function goOn(context: ExperimentContext): Promise<SearchFile<SearchState> | undefined> {
  const { folder, isResumed, options, print } = context;
  if (!isResumed || folder === undefined) return undefined;
  const known = await readSearchFile<SearchState>(folder);
  if (known === undefined) return undefined;
  const { jobs = known.jobs } = options;
  if (jobs !== known.jobs) print(` Begun with --jobs ${known.jobs}, and goes on with ${jobs}: trials arrive in another order, and others may be stopped.`); // prettier-ignore
  return { ...known, jobs };
}
