import { lineChart, type LineChart } from '#src/charts/line-chart';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { table } from '#src/charts/table';
import { reportCnns } from './cnn-report.ts';
import { reportGrid, type SavedSearch } from './grid-report.ts';
import { type Labelled, labelledOf, percentOrDash, type Surface } from './labelled.ts';
import type { Outcome } from './outcome.ts';
import { cnnRuns, digitsRuns, type GroupName, groupNames, groups, sequenceRuns } from './settings.ts'; // prettier-ignore

/**
 * Draws the trainings of one experiment, or of several beside each other, group by group.
 *
 * @param searches - by the folder that they are from.
 */
export async function report(
  outcomes: readonly Outcome[],
  searches: ReadonlyMap<string, SavedSearch>,
  surface: Surface,
): Promise<void> {
  for (const group of groupNames) {
    const inGroup = outcomes.filter((outcome) => outcome.group === group);
    const of = labelledOf(inGroup).toSorted((a, b) => placeOf(a) - placeOf(b));
    if (of.length === 0) continue;
    await reportCurves(group, of, surface);
    if (group === 'digits') surface.print(`\n${digitsTable(of, surface)}`);
    if (group === 'sequences') surface.print(`\n${sequencesTable(of, surface)}`);
    if (group === 'cnn') await reportCnns(of, surface);
    if (group === 'grid') reportGrid(of, searches, surface);
  }
}

/** Where it stands in the experiment's own order; combinations of the grid stay as they come. */
const placeOf = ({ name }: Outcome) =>
  [...digitsRuns, ...sequenceRuns, ...cnnRuns].findIndex((run) => run.name === name);

async function reportCurves(
  group: GroupName,
  of: readonly Labelled[],
  { canvas, print, save }: Surface,
): Promise<void> {
  const { title, measured } = groups[group];
  const chart = { ...accuracyChart(group, of), title: `${measured} accuracy, ${title}` };
  if (chart.series.length === 0) return;
  print(`\n${lineChart(chart, canvas)}`);
  await save(`part7_${group}.svg`, lineChartSvg(chart));
}

/** Accuracy by iteration or epoch, of all that have any. */
export function accuracyChart(
  group: GroupName,
  outcomes: readonly Pick<Labelled, 'label' | 'stepsPerEpoch' | 'steps' | 'accuracies'>[],
): LineChart {
  const { measured, over } = groups[group];
  const drawn = outcomes
    .filter(({ steps }) => steps.length > 0)
    .map(({ label, stepsPerEpoch, steps, accuracies }) => {
      const unit = over === 'iteration' ? 1 : stepsPerEpoch;
      return {
        name: label,
        values: accuracies.map((accuracy) => 100 * accuracy),
        from: steps[0] / unit,
        // a curve of one point is drawn a little long, so that it is seen
        to: steps.length === 1 ? (2 * steps[0]) / unit : steps.at(-1)! / unit,
      };
    });
  return {
    x: { label: over, from: 0, to: Math.max(0, ...drawn.map(({ to }) => to)) },
    y: { label: `${measured} accuracy, %`, min: 0, max: 100 },
    series: drawn,
  };
}

function digitsTable(of: readonly Labelled[], { canvas }: Surface): string {
  const isComparable = of.every(({ dataset }) => dataset === 'digits');
  const heads = ['', 'iterations', 'loss', 'train %', 'test %'];
  const rows = of.map((outcome) => [
    outcome.label,
    String(outcome.steps.at(-1) ?? ''),
    ...simpleCells(outcome),
  ]);
  if (isComparable) {
    heads.push('report %');
    rows.forEach((row, i) => {
      const reported = digitsRuns.find(({ name }) => name === of[i].name)?.reported;
      row.push(reported === undefined ? '' : String(reported));
    });
  }
  return table({ heads, rows }, canvas);
}

function sequencesTable(of: readonly Labelled[], { canvas }: Surface): string {
  const rows = of.map((outcome) => [
    outcome.label,
    (outcome.steps.at(-1) ?? 0) === 0 ? '' : String(outcome.steps.at(-1)! / outcome.stepsPerEpoch),
    ...simpleCells(outcome),
  ]);
  return table({ heads: ['', 'epochs', 'loss', 'train %', 'test %'], rows }, canvas);
}

/** The last loss of a network, and its accuracies after the last step. */
function simpleCells({ trained, losses }: Outcome): string[] {
  if (trained === undefined || !('trainAccuracy' in trained)) return ['diverged', '', ''];
  const { trainAccuracy, testAccuracy } = trained;
  return [
    losses.at(-1)?.toFixed(4) ?? '',
    percentOrDash(trainAccuracy),
    percentOrDash(testAccuracy),
  ];
}
