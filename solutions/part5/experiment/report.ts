import { lineChart } from '#src/charts/line-chart';
import { percent } from '#src/charts/number-format';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { table } from '#src/charts/table';
import type { PlotContext } from '#src/training/experiment';
import { duration } from '#src/training/runs/run-line';
import { accuracyChart, lossChart, type Curve } from './charts.ts';
import type { Outcome } from './outcome.ts';
import { describeSchedule, rates } from './settings.ts';

type Surface = Pick<PlotContext, 'canvas' | 'print' | 'save'>;

/** Draws one experiment, or several against each other. */
export async function report(outcomes: readonly Outcome[], surface: Surface): Promise<void> {
  const { canvas, print, save } = surface;
  const label = ({ source }: Outcome) => (outcomes.length > 1 ? ` ${source}` : '');
  const [places] = outcomes;
  const constant = (key: 'loss' | 'accuracy'): Curve[] =>
    outcomes.flatMap((outcome) =>
      rates.map((rate) => ({
        name: `${rate.rate}${label(outcome)}`,
        values: outcome.result[rate[key]],
      })),
    );
  const scheduled: Curve[] = outcomes.flatMap((outcome) =>
    outcome.schedules.map(({ schedule, val_acc_curve: values }) => ({
      name: `${describeSchedule(schedule)}${label(outcome)}`,
      values,
    })),
  );
  const charts = [
    { file: 'loss', chart: lossChart(constant('loss'), places) },
    { file: 'val_acc', chart: accuracyChart('constant rates', constant('accuracy'), places) },
    ...(scheduled.length === 0
      ? []
      : [{ file: 'schedule', chart: accuracyChart('on a schedule', scheduled, places) }]),
  ];
  for (const { file, chart } of charts) {
    print(`\n${lineChart(chart, canvas)}`);
    await save(`part5_${file}.svg`, lineChartSvg(chart));
  }
  print(`\n${summary(outcomes, label, canvas)}`);
}

function summary(
  outcomes: readonly Outcome[],
  label: (outcome: Outcome) => string,
  canvas: Surface['canvas'],
): string {
  const rows = outcomes.flatMap((outcome) => {
    const row = (name: string, key: string, curve: readonly number[], test?: number | null) => {
      const trained = outcome.trained.get(key);
      return [
        `${name}${label(outcome)}`,
        percentIfAny(mean(curve.slice(-LAST))),
        percentIfAny(trained?.validationAccuracy),
        percentIfAny(trained?.testAccuracy ?? test ?? undefined),
        trained === undefined ? '' : duration(trained.seconds),
      ];
    };
    return [
      ...rates.map(({ rate, accuracy }) =>
        row(`${rate}`, `rate ${rate}`, outcome.result[accuracy]),
      ),
      ...outcome.schedules.map(({ schedule, val_acc_curve: curve, test_acc: test }) =>
        row(describeSchedule(schedule), `schedule ${schedule.length}`, curve, test),
      ),
    ];
  });
  const heads = ['learning rate', 'curve %', 'validation %', 'test %', 'time'];
  return `${table({ heads, rows }, canvas)}\ncurve: mean of the last 500 steps; validation: all images, after the last epoch`;
}

/** Values at the end of a curve: 500 steps. */
const LAST = 50;

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const percentIfAny = (fraction: number | undefined) =>
  fraction === undefined ? '' : percent(fraction);
