import type { ImageGrid } from '#src/charts/image-grid';
import type { LineChart } from '#src/charts/line-chart';
import type { ScatterChart } from '#src/charts/scatter-chart';
import { denseImages, inRows, kernelImages } from '#src/charts/weight-images';
import { shapeOf } from '#src/laws/compare';
import type { Outcome } from './outcome.ts';

/** Curves are smoothed over so many steps. */
const SMOOTHED = 50;

/** The curves that a result has. */
export const curves = [
  { key: 'val_acc_curve', file: 'val_acc', title: 'validation accuracy', unit: '%' },
  { key: 'train_acc_curve', file: 'train_acc', title: 'training accuracy', unit: '%' },
  { key: 'loss_curve', file: 'loss', title: 'training loss', unit: undefined },
] as const;

type CurveKind = (typeof curves)[number];

/** One kind of curve of several trainings. @param nameOf - what tells them apart. */
export function curveChart(
  { key, title, unit }: CurveKind,
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
): LineChart {
  const byEpoch = outcomes.every(({ stepsPerEpoch }) => stepsPerEpoch !== undefined);
  const place = ({ every, stepsPerEpoch }: Outcome, count: number) =>
    (every * count) / (byEpoch ? stepsPerEpoch! : 1);
  const series = outcomes.map((outcome) => {
    const values = outcome[key].map((value) => (unit === '%' ? 100 * value : value));
    if (outcome.test_acc === null) values.push(NaN); // here it diverged
    return {
      name: nameOf(outcome),
      values,
      from: place(outcome, 1),
      to: place(outcome, Math.max(1, values.length)),
    };
  });
  const shares = new Set(outcomes.map(({ validationShare }) => validationShare));
  const [share] = shares;
  const images = key === 'val_acc_curve' && shares.size === 1 && share !== undefined ? ` on ${share} images` : ''; // prettier-ignore
  const smoothing = Math.max(1, Math.round(SMOOTHED / outcomes[0].every));
  return {
    title: `${title}${images}, smoothed over ${SMOOTHED} steps`,
    x: { label: byEpoch ? 'epoch' : 'step', from: 0, to: Math.max(...series.map(({ to }) => to)) },
    y: { label: key === 'loss_curve' ? 'cross-entropy' : 'accuracy', unit },
    smoothing,
    series,
  };
}

/** Test accuracy against size. */
export function sizeChart(
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
): ScatterChart {
  const sources = [...new Set(outcomes.map(({ source }) => source))];
  return {
    title: 'test accuracy against the number of parameters',
    x: { label: 'trainable parameters', scale: 'log' },
    y: { label: 'test accuracy', unit: '%' },
    points: outcomes.map((outcome) => ({
      name: nameOf(outcome),
      x: outcome.parameters ?? NaN,
      y: 100 * (outcome.test_acc ?? NaN),
      ...(sources.length > 1 ? { group: sources.indexOf(outcome.source) } : {}),
    })),
  };
}

/** The first layer's weights as pictures; undefined where there are none of 32×32 colour images. */
export function weightImages({ name, weights }: Outcome): ImageGrid | undefined {
  const shape = weights === null ? undefined : shapeOf(weights);
  if (shape?.length === 2 && shape[0] === 32 * 32 * 3) {
    const images = denseImages(weights as number[][], [32, 32, 3]);
    return { title: `${name}: what the ${shape[1]} units of the first layer weigh`, images: inRows(images, 8) }; // prettier-ignore
  }
  if (shape?.length === 4 && shape[2] === 3) {
    const images = kernelImages(weights as number[][][][]);
    const size = `${shape[0]}×${shape[1]}`;
    return { title: `${name}: the ${shape[3]} kernels of ${size} of the first layer`, images: inRows(images, 8) }; // prettier-ignore
  }
  return undefined;
}
