import { lineChart, type LineChart } from '#src/charts/line-chart';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { table } from '#src/charts/table';
import type { ExperimentContext } from '#src/training/experiment';
import type { RunState } from '#src/training/runs/run-state';
import type { Planned } from './settings.ts';
import type { Trained } from './train-job.ts';

/** Draws the runs of a table of the report: their accuracy by epoch, and what each came to beside what the report found. */
export async function report(
  { name, title, runs }: { name: string; title: string; runs: readonly Planned[] },
  states: ReadonlyMap<string, RunState>,
  isComparable: boolean,
  { canvas, print, save }: Pick<ExperimentContext, 'canvas' | 'print' | 'save'>,
): Promise<void> {
  const known = runs.flatMap((planned) => {
    const state = states.get(planned.name);
    return state === undefined ? [] : [{ planned, state }];
  });
  const drawn = known.map(({ state }) => state).filter(({ records }) => records.length > 0);
  if (drawn.length > 0) {
    const chart = { ...accuracyChart(drawn), title: `test accuracy, ${title}` };
    print(`\n${lineChart(chart, canvas)}`);
    await save(`part6_${name}.svg`, lineChartSvg(chart));
  }
  const heads = ['', 'train loss', 'train %', 'test loss', 'test %', ...(isComparable ? ['report, test %'] : [])]; // prettier-ignore
  const rows = known.map(({ planned, state }) => [
    planned.name,
    ...resultCells(state),
    ...(isComparable ? [planned.reported.toFixed(2)] : []),
  ]);
  print(`\n${table({ heads, rows }, canvas)}`);
}

function resultCells(state: RunState): string[] {
  if (state.state === 'diverged') return ['diverged', '', '', ''];
  if (state.state !== 'done') return [state.state, '', '', ''];
  const { train, test } = state.result as Trained;
  return [train, test].flatMap(({ loss, accuracy }) => [loss.toFixed(4), (100 * accuracy).toFixed(2)]); // prettier-ignore
}

/** Test accuracy by epoch. @param runs - those that have records. */
export function accuracyChart(runs: readonly RunState[]): LineChart {
  return {
    x: { label: 'epoch', from: 0, to: Math.max(...runs.map(({ epochs }) => epochs)) },
    y: { label: 'test accuracy, %', min: 0, max: 100 },
    series: runs.map(({ name, records }) => ({
      name,
      values: records.map(({ testAccuracy }) => 100 * testAccuracy),
      from: 1,
      to: Math.max(2, records.length),
    })),
  };
}
