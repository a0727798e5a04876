import { heatMap, type HeatMap } from '#src/charts/heat-map';
import { heatMapSvg } from '#src/charts/svg/heat-map';
import { table } from '#src/charts/table';
import { cifar10Classes } from '#src/data/cifar10';
import { shapeClasses } from '#src/data/shapes';
import type { TrainedCnn } from './cnn-training.ts';
import type { Outcome } from './outcome.ts';
import { type Labelled, percentOrDash, type Surface } from './labelled.ts';
import { cnnRuns, reportedClasses } from './settings.ts';

/** The tables and heat maps of the CNNs that were trained without and with augmentation. */
export async function reportCnns(of: readonly Labelled[], surface: Surface): Promise<void> {
  const { canvas, print } = surface;
  const isComparable = of.every(({ dataset }) => dataset === 'cifar10');
  print(`\n${overview(of, isComparable, surface)}`);
  for (const outcome of of) {
    const trained = cnnOf(outcome);
    if (trained === undefined) continue;
    print(`\n ${outcome.label}: the ${imagesIn(trained)} test images, class by class\n${classTable(outcome, trained, isComparable, canvas)}`); // prettier-ignore
    await reportMaps(outcome, trained, surface);
  }
}

/** What was found of a network that came to its end. */
export const cnnOf = ({ trained }: Outcome): TrainedCnn | undefined =>
  trained !== undefined && 'confusion' in trained ? trained : undefined;

function overview(of: readonly Labelled[], isComparable: boolean, { canvas }: Surface): string {
  const heads = ['', 'epochs', 'first %', 'best %', 'val %', 'test %', 'loss'];
  const rows = of.map((outcome) => {
    const trained = cnnOf(outcome);
    const ends = outcome.accuracies.filter((_, i) => outcome.steps[i] % outcome.stepsPerEpoch === 0); // prettier-ignore
    const curve = [String(ends.length), percentOrDash(ends[0]), ends.length === 0 ? '–' : percentOrDash(Math.max(...ends))]; // prettier-ignore
    if (trained === undefined) return [outcome.label, ...curve, 'diverged', '', ''];
    const { validationAccuracy, testAccuracy, testLoss } = trained;
    return [outcome.label, ...curve, percentOrDash(validationAccuracy), percentOrDash(testAccuracy), testLoss?.toFixed(3) ?? '–']; // prettier-ignore
  });
  if (isComparable) {
    heads.push('report %');
    rows.forEach((row, i) => {
      const reported = cnnRuns.find(({ name }) => name === of[i].name)?.reported;
      row.push(reported === undefined ? '' : String(reported));
    });
  }
  return `${table({ heads, rows }, canvas)}\nFirst and best: of the curve, after whole epochs; val: all validation images\nin the end; loss: of the test images.`;
}

const imagesIn = ({ confusion }: TrainedCnn) =>
  confusion.flat().reduce((sum, count) => sum + count, 0);

function classTable(
  { name, dataset }: Labelled,
  { classAccuracies, precision, recall, macroPrecision, macroRecall }: TrainedCnn,
  isComparable: boolean,
  canvas: Surface['canvas'],
): string {
  // The report's table is of the network with augmentation.
  const hasReported = isComparable && name === 'augmented';
  const heads = ['', 'accuracy %', 'precision %', 'recall %', ...(hasReported ? ['report %'] : [])]; // prettier-ignore
  const rows = classesOf(dataset).map((label, i) => [
    label,
    ...[classAccuracies[i], precision[i], recall[i]].map(percentOrDash),
    ...(hasReported ? [percentOrDash(reportedClasses[i])] : []),
  ]);
  const mean = reportedClasses.reduce((sum, value) => sum + value, 0) / reportedClasses.length;
  rows.push(['mean of the classes', '', percentOrDash(macroPrecision), percentOrDash(macroRecall), ...(hasReported ? [percentOrDash(mean)] : [])]); // prettier-ignore
  return table({ heads, rows }, canvas);
}

async function reportMaps(
  { label, dataset }: Labelled,
  trained: TrainedCnn,
  { canvas, print, save }: Surface,
): Promise<void> {
  const names = classesOf(dataset);
  const common = { rows: names, columns: names, rowTitle: 'actual', columnTitle: 'taken for' };
  const share = (map: (number | null)[][]) => ({
    values: map.map((row) => row.map((value) => (value === null ? NaN : 100 * value))),
    range: [0, 100] as const,
    format: (value: number) => value.toFixed(0),
  });
  const maps: (HeatMap & { file: string })[] = [
    {
      ...common,
      file: 'confusion',
      title: `${label}: confusion matrix`,
      values: trained.confusion,
    },
    { ...common, file: 'precision', title: `${label}: precision, % of each column`, ...share(trained.precisionMap) }, // prettier-ignore
    { ...common, file: 'recall', title: `${label}: recall, % of each row`, ...share(trained.recallMap) }, // prettier-ignore
  ];
  for (const { file, ...map } of maps) {
    print(`\n${heatMap(map, canvas)}`);
    await save(`part7_${file}_${label.replaceAll(/[^\w.-]+/g, '_')}.svg`, heatMapSvg(map));
  }
}

const classesOf = (dataset: string): readonly string[] =>
  dataset === 'cifar10' ? cifar10Classes : shapeClasses;
