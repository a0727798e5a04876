import { lineChart, type LineChart } from '#src/charts/line-chart';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { table } from '#src/charts/table';
import type { PlotContext } from '#src/training/experiment';
import type { Outcome } from './outcome.ts';
import { activations } from './settings.ts';

type Surface = Pick<PlotContext, 'canvas' | 'print' | 'save'>;

/** Curves are smoothed over so many steps. */
const SMOOTHED = 50;
/** Values at either end of a curve whose mean stands for it: 500 steps. */
const ENDS = 50;

const kinds = [
  { key: 'loss', title: 'training loss', y: { label: 'cross-entropy' } },
  {
    key: 'gradient',
    title: 'gradient of the first layer',
    y: { label: 'magnitude', scale: 'log' },
  },
] as const;

/** Draws one experiment, or several against each other: losses and gradients, for either activation. */
export async function report(outcomes: readonly Outcome[], surface: Surface): Promise<void> {
  const { canvas, print, save } = surface;
  const isOne = new Set(outcomes.map(({ source }) => source)).size <= 1;
  const nameOf = ({ result, source }: Outcome) =>
    isOne ? result.name : `${result.name} ${source}`;
  for (const kind of kinds) {
    for (const by of activations) {
      const chart: LineChart = {
        ...curves(outcomes, (outcome) => outcome.result[by[kind.key]], nameOf),
        title: `${kind.title}, ${by.title}, smoothed over ${SMOOTHED} steps`,
        y: kind.y,
      };
      print(`\n${lineChart(chart, canvas)}`);
      await save(`part4_${kind.key}_${by.activation}.svg`, lineChartSvg(chart));
    }
  }
  print(`\n${summary(outcomes, nameOf, canvas)}`);
}

function curves(
  outcomes: readonly Outcome[],
  valuesOf: (outcome: Outcome) => readonly number[],
  nameOf: (outcome: Outcome) => string,
): Pick<LineChart, 'x' | 'series' | 'smoothing'> {
  const [{ every }] = outcomes;
  const isByEpoch = outcomes.every(({ stepsPerEpoch }) => stepsPerEpoch !== undefined);
  const series = outcomes.map((outcome) => {
    const values = valuesOf(outcome);
    const unit = isByEpoch ? outcome.stepsPerEpoch! : 1;
    const to = (outcome.every * Math.max(1, values.length)) / unit;
    return { name: nameOf(outcome), values, from: outcome.every / unit, to };
  });
  return {
    x: {
      label: isByEpoch ? 'epoch' : 'step',
      from: 0,
      to: Math.max(...series.map(({ to }) => to)),
    },
    smoothing: Math.max(1, Math.round(SMOOTHED / every)),
    series,
  };
}

function summary(
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
  canvas: Surface['canvas'],
): string {
  const rows = outcomes.flatMap((outcome) =>
    activations.map(({ title, loss, gradient }) => {
      const [losses, magnitudes] = [outcome.result[loss], outcome.result[gradient]];
      return [
        `${nameOf(outcome)} ${title}`,
        short(mean(losses.slice(0, ENDS))),
        short(mean(losses.slice(-ENDS))),
        short(mean(magnitudes.slice(0, ENDS))),
        short(mean(magnitudes.slice(-ENDS))),
      ];
    }),
  );
  const heads = ['', 'first loss', 'last loss', 'first gradient', 'last gradient'];
  return `${table({ heads, rows }, canvas)}\neach the mean over 500 steps`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const short = (value: number) => (Number.isFinite(value) ? value.toPrecision(3) : '');
