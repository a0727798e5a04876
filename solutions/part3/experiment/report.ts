import { imageGrid } from '#src/charts/image-grid';
import { lineChart } from '#src/charts/line-chart';
import { percent } from '#src/charts/number-format';
import { scatterChart } from '#src/charts/scatter-chart';
import { imageGridSvg } from '#src/charts/svg/image-grid';
import { lineChartSvg } from '#src/charts/svg/line-chart';
import { scatterChartSvg } from '#src/charts/svg/scatter-chart';
import { table } from '#src/charts/table';
import type { PlotContext } from '#src/training/experiment';
import { duration } from '#src/training/runs/run-line';
import { curveChart, curves, sizeChart, weightImages } from './charts.ts';
import type { Outcome } from './outcome.ts';

type Surface = Pick<PlotContext, 'canvas' | 'print' | 'save'>;

/** Draws the results of one experiment, all networks in the same charts. */
export async function reportOne(outcomes: readonly Outcome[], surface: Surface): Promise<void> {
  const { canvas, print, save } = surface;
  const nameOf = ({ name }: Outcome) => name;
  for (const kind of curves) {
    const chart = curveChart(kind, outcomes, nameOf);
    print(`\n${lineChart(chart, canvas)}`);
    await save(`part3_${kind.file}.svg`, lineChartSvg(chart));
  }
  for (const outcome of outcomes) {
    const grid = weightImages(outcome);
    if (grid === undefined) continue;
    // without colour nothing is seen of weights that are colours
    if (canvas.colour !== 'none') print(`\n${imageGrid(grid, canvas)}`);
    await save(`part3_weights_${outcome.name}.svg`, imageGridSvg(grid));
  }
  const chart = sizeChart(outcomes, nameOf);
  print(`\n${scatterChart(chart, canvas)}`);
  await save('part3_test_acc.svg', scatterChartSvg(chart));
  print(`\n${outcomeTable(outcomes, nameOf, canvas)}`);
}

/** Draws the results of several experiments against each other, network by network. */
export async function reportSeveral(outcomes: readonly Outcome[], surface: Surface): Promise<void> {
  const { canvas, print, save } = surface;
  const networks = [...new Set(outcomes.map(({ name }) => name))];
  for (const network of networks) {
    const ofNetwork = outcomes.filter(({ name }) => name === network);
    for (const kind of curves) {
      const chart = curveChart(kind, ofNetwork, ({ source }) => source);
      const titled = { ...chart, title: `${network}: ${chart.title}` };
      if (kind.key === 'val_acc_curve') print(`\n${lineChart(titled, canvas)}`);
      await save(`part3_compared_${network}_${kind.file}.svg`, lineChartSvg(titled));
    }
  }
  const nameOf = ({ name, source }: Outcome) => `${name} ${source}`;
  const chart = sizeChart(outcomes, nameOf);
  await save('part3_compared_test_acc.svg', scatterChartSvg(chart));
  const inTurn = networks.flatMap((network) => outcomes.filter(({ name }) => name === network));
  print(`\n${outcomeTable(inTurn, nameOf, canvas)}`);
}

function outcomeTable(
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
  canvas: Surface['canvas'],
): string {
  const rows = outcomes.map((outcome) => [
    nameOf(outcome),
    outcome.parameters?.toLocaleString('en') ?? '',
    percentIfAny(outcome.trainAccuracy),
    percentIfAny(outcome.validationAccuracy),
    outcome.test_acc === null ? 'diverged' : percentIfAny(outcome.test_acc),
    outcome.seconds === undefined ? '' : duration(outcome.seconds),
  ]);
  const heads = ['', 'parameters', 'train %', 'validation %', 'test %', 'time'];
  return `${table({ heads, rows }, canvas)}\nAfter the last epoch; train: as many images as there are for validation.`;
}

const percentIfAny = (fraction: number | undefined) =>
  fraction === undefined ? '' : percent(fraction);
