import { lineChart, type LineChart } from '#src/charts/line-chart';
import { percent } from '#src/charts/number-format';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { table } from '#src/charts/table';
import type { PlotContext } from '#src/training/experiment';
import { LOSS_OF_GUESSING, type Outcome } from './outcome.ts';
import { groupNames, groups, type GroupName } from './settings.ts';

type Surface = Pick<PlotContext, 'canvas' | 'print' | 'save'>;

/**
 * Draws the trainings of one experiment, table by table of the report.
 *
 * @param isComparable - whether they are of MNIST, as the report's are.
 */
export async function reportOne(
  outcomes: readonly Outcome[],
  isComparable: boolean,
  { canvas, print, save }: Surface,
): Promise<void> {
  for (const name of groupNames) {
    const of = ofGroup(name, outcomes);
    if (of.length === 0) continue;
    const chart = { ...accuracyChart(of), title: `test accuracy, ${groups[name].title}` };
    if (chart.series.length > 0) {
      print(`\n${lineChart(chart, canvas)}`);
      await save(`part6_${name}.svg`, lineChartSvg(chart));
    }
    const heads = ['', 'train loss', 'train %', 'test loss', 'test %'];
    const rows = of.map((outcome) => [outcome.label, ...cellsOf(outcome)]);
    if (isComparable) {
      heads.push('report, test %');
      rows.forEach((row, i) => row.push(of[i].reported));
    }
    print(`\n${table({ heads, rows }, canvas)}`);
    for (const { label, trained, hasDiverged } of of) {
      if (hasDiverged && trained !== undefined) print(` ${label} has diverged: its loss ends above ${LOSS_OF_GUESSING.toFixed(4)}, that of guessing.`); // prettier-ignore
    }
  }
}

/** Draws the trainings of several experiments beside each other, table by table of the report. */
export async function reportSeveral(
  outcomes: readonly Outcome[],
  isComparable: boolean,
  { canvas, print, save }: Surface,
): Promise<void> {
  const sources = [...new Set(outcomes.map(({ source }) => source))];
  for (const name of groupNames) {
    const of = ofGroup(name, outcomes);
    if (of.length === 0) continue;
    const chart = accuracyChart(of.map((outcome) => ({ ...outcome, label: `${outcome.label}, ${outcome.source}` }))); // prettier-ignore
    const title = `test accuracy, ${groups[name].title}`;
    if (chart.series.length > 0) await save(`part6_compared_${name}.svg`, lineChartSvg({ ...chart, title })); // prettier-ignore
    const heads = ['', ...sources, ...(isComparable ? ['report'] : [])];
    const rows = [...new Set(of.map(({ label }) => label))].map((label) => {
      const same = of.filter((outcome) => outcome.label === label);
      const found = sources.map((source) => same.find((outcome) => outcome.source === source));
      return [label, ...found.map(testCell), ...(isComparable ? [same[0].reported] : [])];
    });
    print(`\n ${title}, %\n${table({ heads, rows }, canvas)}`);
  }
}

/** With what the report calls it and found, in the order of its table. */
const ofGroup = (name: GroupName, outcomes: readonly Outcome[]) =>
  groups[name].runs.flatMap((run) =>
    outcomes
      .filter((outcome) => outcome.name === run.name)
      .map((outcome) => ({
        ...outcome,
        label: run.label ?? run.name,
        reported: run.reported.toFixed(2),
      })),
  );

function testCell(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  const { trained, hasDiverged } = outcome;
  return trained === undefined || hasDiverged ? 'diverged' : percent(trained.test.accuracy, 2);
}

function cellsOf({ trained }: Outcome): string[] {
  if (trained === undefined) return ['diverged', '', '', ''];
  const { train, test } = trained;
  return [train, test].flatMap(({ loss, accuracy }) => [loss.toFixed(4), percent(accuracy, 2)]);
}

/** Test accuracy by epoch, of all that have any. */
export function accuracyChart(
  outcomes: readonly { label: string; testAccuracies: number[] }[],
): LineChart {
  const drawn = outcomes.filter(({ testAccuracies }) => testAccuracies.length > 0);
  return {
    x: { label: 'epoch', from: 0, to: Math.max(...drawn.map(({ testAccuracies }) => testAccuracies.length)) }, // prettier-ignore
    y: { label: 'test accuracy, %', min: 0, max: 100 },
    series: drawn.map(({ label, testAccuracies }) => ({
      name: label,
      values: testAccuracies.map((accuracy) => 100 * accuracy),
      from: 1,
      to: Math.max(2, testAccuracies.length),
    })),
  };
}
