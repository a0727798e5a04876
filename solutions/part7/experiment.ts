import { percent } from '#src/charts/number-format';
import { missingTask } from '#src/laws/not-implemented';
import { chooseFromGroups } from '#src/training/choose-names';
import type { Experiment, ExperimentContext } from '#src/training/experiment';
import { readResults } from '#src/training/read-results';
import { openRunFolder, type RunFolder } from '#src/training/runs/run-folder';
import type { ShownMeasure } from '#src/training/runs/run-line';
import { isOver } from '#src/training/runs/run-outcome';
import type { RunState } from '#src/training/runs/run-state';
import { trainRuns } from '#src/training/runs/train-runs';
import { chooseDatasets, datasetNames, type DatasetName, type Datasets } from './experiment/datasets.ts'; // prettier-ignore
import { describeData, fetchData } from './experiment/data.ts';
import { networksOf, searched } from './experiment/grid.ts';
import { isSearch, SEARCH_FILE, searchOf, type SavedSearch } from './experiment/grid-report.ts';
import { outcomeOf, savedOf } from './experiment/outcome.ts';
import { type Plan, planCnns, planDigits, planGrid, planSequences } from './experiment/plans.ts';
import { accuracyChart, report } from './experiment/report.ts';
import { type GroupName, groupNames, groups } from './experiment/settings.ts';

/** Trains the report's networks on digits and on colour images, searches a grid, and reads digits row by row. */
export const experiment: Experiment = {
  title: 'Part 7 · digits, a regularised CNN with its metrics, recurrent networks',
  heeds: ['epochs', 'samples', 'validation', 'only', 'backend', 'jobs'],
  datasets: datasetNames,

  async run(context) {
    const { options, env } = context;
    const chosen = chooseFromGroups(groups, options.only);
    const asked = await chooseDatasets(options.dataset as DatasetName, env);
    for (const name of chosen.keys()) plansOf(name, asked, context); // refused before anything is written
    const only = options.only ?? groupNames;
    const folder = await openRunFolder(context, { ...options, only }, { datasets: asked });
    const datasets = folder.file.settings.datasets as Datasets; // those it was begun with
    for (const [name, runs] of chosen) {
      if (context.signal.aborted) return;
      await (name === 'grid' ? runGrid : runGroup(name, runs))(datasets, folder, context);
    }
  },

  async plot(context) {
    const saved = await readResults(context.part, context.sources);
    const searches = new Map<string, SavedSearch>();
    for (const { source, path, json } of saved) {
      if (isSearch(json)) searches.set(source, searchOf(json, path));
    }
    const outcomes = saved.filter(({ json }) => !isSearch(json)).map(outcomeOf);
    await report(outcomes, searches, context);
  },
};

/** What the trainings of a group are; for the grid none, since the subject combines them. */
function plansOf(
  name: GroupName,
  datasets: Datasets,
  { options }: Pick<ExperimentContext, 'options'>,
): Plan[] {
  switch (name) {
    case 'digits':
      return planDigits(datasets, options);
    case 'sequences':
      return planSequences(datasets, options);
    case 'cnn':
      return planCnns(datasets, options);
    case 'grid':
      return planGrid([], datasets, options);
  }
}

type RunGroup = (datasets: Datasets, folder: RunFolder, context: ExperimentContext) => Promise<void>; // prettier-ignore

const runGroup =
  (group: GroupName, chosen: readonly { name: string }[]): RunGroup =>
  async (datasets, folder, context) => {
    const plans = plansOf(group, datasets, context).filter(({ name }) =>
      chosen.some((run) => run.name === name),
    );
    const runs = await trained(group, plans, folder, context);
    if (!context.signal.aborted) await reportRuns(runs, context);
  };

const runGrid: RunGroup = async (datasets, folder, context) => {
  const subject = await import('#kata/part7/grid-search');
  try {
    const plans = planGrid(networksOf(subject), datasets, context.options);
    const runs = await trained('grid', plans, folder, context);
    if (context.signal.aborted) return;
    const search = await searched(subject, [...runs.keys()]);
    await context.save(SEARCH_FILE, `${JSON.stringify(search)}\n`);
    await reportRuns(runs, context, search);
  } catch (error) {
    if (missingTask(error) === undefined) throw error;
    context.fail(`grid failed. ${(error as Error).message}`);
  }
};

type Runs = ReadonlyMap<RunState, { group: GroupName; plan: Plan }>;

/** Trains a group. @returns its runs, each with its plan. */
async function trained(
  group: GroupName,
  plans: Plan[],
  folder: RunFolder,
  context: ExperimentContext,
): Promise<Runs> {
  const { print, save } = context;
  const { title, file } = groups[group];
  const trainings = plans.length === 1 ? '1 training' : `${plans.length} trainings`;
  print(`\n ${title} · ${trainings} · seed ${context.options.seed}\n ${describeData(plans[0])}`);
  await fetchData(plans[0], context);
  const planOf = ({ name }: RunState) => plans.find((plan) => plan.name === name)!;
  const runs = await trainRuns({
    context,
    folder,
    entry: new URL('./experiment/train-job.ts', import.meta.url),
    plans,
    measures: measuresOf(group),
    file: `part7/${file}`,
    chart: (begun) => {
      const chart = accuracyChart(
        group,
        begun.map((run) => curveOf(run, group)),
      );
      const ends = plans.map((plan) => plan.epochs * unitOf(plan, group));
      return { ...chart, x: { ...chart.x, to: Math.max(...ends) } };
    },
    async onEnd(run) {
      const saved = savedOf(run, group, planOf(run));
      await save(`part7_${run.name.replaceAll(' ', '_')}.json`, `${JSON.stringify(saved)}\n`);
    },
  });
  return new Map(runs.map((run) => [run, { group, plan: planOf(run) }]));
}

/** How long an epoch is on the x axis. */
const unitOf = ({ stepsPerEpoch }: Plan, group: GroupName) =>
  groups[group].over === 'iteration' ? stepsPerEpoch : 1;

const curveOf = ({ name, stepsPerEpoch, records }: RunState, group: GroupName) => ({
  label: name,
  stepsPerEpoch,
  steps: records.map(({ step }) => step),
  accuracies: records.map((record) => record[`${groups[group].measured}Accuracy`]),
});

function measuresOf(group: GroupName): ShownMeasure[] {
  const { measured } = groups[group];
  return [
    { key: 'loss', label: 'loss', format: (loss) => loss.toFixed(3) },
    // while a sequence is read nothing but the loss is noted
    ...(group === 'sequences' ? [] : [{ key: 'trainAccuracy', label: 'train', format: percent }]),
    { key: `${measured}Accuracy`, label: measured === 'test' ? 'test' : 'val', format: percent },
  ];
}

/** Draws those that came to their end by themselves. */
async function reportRuns(
  runs: Runs,
  context: ExperimentContext,
  search?: SavedSearch,
): Promise<void> {
  const outcomes = [...runs]
    .filter(([run]) => isOver(run))
    .map(([run, { group, plan }]) => {
      const json = savedOf(run, group, plan);
      return outcomeOf({ source: '', path: run.name, json });
    });
  await report(outcomes, new Map(search === undefined ? [] : [['', search]]), context);
}
