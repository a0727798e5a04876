import { percent } from '#src/charts/number-format';
import { wrap } from '#src/common/wrap';
import { lineChart } from '#src/charts/line-chart';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { table } from '#src/charts/table';
import type { PlotContext } from '#src/training/experiment';
import { expectedEpochs } from '#src/training/trials/expected-epochs';
import { totals } from '#src/training/trials/live-trials';
import { type Configuration, isEnded } from '#src/training/trials/search-state';
import { type SettingColumn, trialLines } from '#src/training/trials/trial-table';
import { accuracyChart, stepLossChart } from './charts.ts';
import type { Outcome, SavedBest, SavedSearch } from './outcome.ts';
import { type Choices, choicesOf } from './settings.ts';

type Surface = Pick<PlotContext, 'canvas' | 'print' | 'save'>;

/** How the settings of a trial are shown. */
export const settingColumns: readonly SettingColumn[] = [
  { head: 'width', of: ({ width }) => String(width) },
  { head: 'layers', of: ({ hiddenLayers }) => String(hiddenLayers) },
  { head: 'rate', of: ({ learningRate }) => Number(learningRate).toFixed(5) },
  { head: 'batch', of: ({ batchSize }) => String(batchSize) },
  { head: 'criterion', of: ({ criterion }) => String(criterion), isText: true },
];

/** A configuration in a line of a log, as wide for all. */
export function describeShortly(configuration: Configuration): string {
  const [width, layers, rate, batch, criterion] = settingColumns.map(({ of }) => of(configuration));
  return `${layers} × ${width.padStart(3)}  ${rate}  ${batch.padStart(2)}  ${criterion.padEnd(13)}`;
}

const describe = ({ width, hiddenLayers, learningRate, batchSize, criterion }: Choices) =>
  `${['no hidden layer', `1 hidden layer of ${width}`][hiddenLayers] ?? `${hiddenLayers} hidden layers of ${width}`}, learning rate ${learningRate.toPrecision(3)}, batches of ${batchSize}, ${criterion}`;

/** All trials in a table, and how much was trained. */
export function reportTrials(search: SavedSearch, { canvas, print }: Surface): void {
  const { trials, best, max_epochs: epochs, seconds } = search;
  const shown = { trials, settings: settingColumns, epochs, best: best ?? undefined };
  print(['', ...trialLines(shown, canvas)].join('\n'));
  print(`\n ${totals(trials, epochs, seconds)}`);
}

/** A search that has come to its end. */
export async function reportOne({ search, best }: Outcome, surface: Surface): Promise<void> {
  const { canvas, print, save } = surface;
  if (search !== undefined) {
    reportTrials(search, surface);
    const work = search.trials.every(isEnded) ? workOf(search) : undefined;
    for (const text of [work, best && bestLine(best)]) {
      if (text !== undefined) print(wrap(text, canvas.width - 2).map((line) => ` ${line}`).join('\n')); // prettier-ignore
    }
    const named = search.trials.map(({ trial, epochs }) => ({ name: trial === search.best ? `${trial} best` : String(trial), epochs })); // prettier-ignore
    const chart = accuracyChart('validation accuracy of each trial', named, search.max_epochs);
    if (chart.series.length > 0) {
      print(`\n${lineChart(chart, canvas)}`);
      await save('part8_accuracy.svg', lineChartSvg(chart));
    }
  }
  if (best !== undefined) {
    const chart = stepLossChart(`loss of trial ${best.trial} by step`, best.epochs);
    print(`\n${lineChart(chart, canvas)}`);
    await save('part8_best_loss.svg', lineChartSvg(chart));
    if (search === undefined) print(`\n ${bestLine(best)}`);
  }
}

/** The epochs of the search against those of training all trials to the end. */
function workOf(search: SavedSearch): string {
  const { trials, max_epochs: maxEpochs, dataset, images } = search;
  const full = trials.length * maxEpochs;
  const trained = trials.reduce((sum, { epochs }) => sum + epochs.length, 0);
  const halving = { gracePeriod: search.grace_period, reductionFactor: search.reduction_factor, maxEpochs }; // prettier-ignore
  const expected = expectedEpochs(trials.length, halving);
  const share = (epochs: number) => `${((100 * epochs) / full).toFixed(0)} %`;
  const isReports = dataset === 'mnist' && images.samples === 60_000 && maxEpochs === 10;
  const reported = isReports ? ' The search of the report trained 157.' : '';
  return `Trained: ${trained} epochs, ${share(trained)} of the ${full} that all trials have in full. The rungs predict ${expected.toFixed(0)}, ${share(expected)}, if at each of them no order of arrival is likelier than another.${reported}`;
}

function bestLine({ trial, configuration, epochs, test }: SavedBest): string {
  const last = epochs.at(-1);
  const of = (accuracy: number | null | undefined) => `${percent(accuracy ?? NaN, 2)} %`;
  return `Best: trial ${trial}, ${describe(configuration)}. After epoch ${epochs.length}: ${of(last?.accuracy)} of the validation images, by which it was chosen, and ${of(test.accuracy)} of the test images, which were not looked at before.`;
}

/** The best trials of several searches beside each other. */
export async function reportSeveral(
  outcomes: ReadonlyMap<string, Outcome>,
  { canvas, print, save }: Surface,
): Promise<void> {
  const found = [...outcomes].flatMap(([source, { search, best }]) => {
    const row = search?.trials.find(({ trial }) => trial === search.best);
    const configuration = best?.configuration ?? row?.configuration;
    const epochs = best?.epochs ?? row?.epochs;
    if (configuration === undefined || epochs === undefined) return [];
    const choices = choicesOf(configuration as Configuration, source);
    return [{ source, choices: choices as unknown as Configuration, epochs, test: best?.test.accuracy }]; // prettier-ignore
  });
  const rows = found.map(({ source, choices, epochs, test }) => [
    source,
    ...settingColumns.map(({ of }) => of(choices)),
    String(epochs.length),
    percent(epochs.at(-1)?.accuracy ?? NaN, 2),
    test === undefined ? '' : percent(test, 2),
  ]);
  const heads = ['', ...settingColumns.map(({ head }) => head), 'epochs', 'val %', 'test %'];
  print(`\n the best trial of each\n${table({ heads, rows }, canvas)}`);
  const most = Math.max(1, ...found.map(({ epochs }) => epochs.length));
  const named = found.map(({ source, epochs }) => ({ name: source, epochs }));
  const chart = accuracyChart('validation accuracy of the best trials', named, most);
  if (chart.series.length === 0) return;
  print(`\n${lineChart(chart, canvas)}`);
  await save('part8_compared_best.svg', lineChartSvg(chart));
}
