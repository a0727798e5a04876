import type { LineChart } from '#src/charts/line-chart';

/** Curves are smoothed over so many steps. */
const SMOOTHED = 50;

/** A curve to draw: its values begin after `every` steps and lie that far apart. */
export interface Curve {
  name: string;
  values: readonly number[];
}

/** How the values of curves lie on the axis of epochs. */
export interface Places {
  every: number;
  /** Undefined where a result does not say: then steps are drawn. */
  stepsPerEpoch: number | undefined;
  /** How many validation images the curves are measured on, when it is not all: `1000 of 5000`. */
  validationShare: string | undefined;
}

export const lossChart = (curves: readonly Curve[], places: Places): LineChart =>
  chart('training loss', curves, places, { label: 'cross-entropy' });

export function accuracyChart(what: string, curves: readonly Curve[], places: Places): LineChart {
  const { validationShare } = places;
  const on = validationShare === undefined ? '' : ` on ${validationShare} images`;
  const percent = curves.map(({ name, values }) => ({
    name,
    values: values.map((value) => 100 * value),
  }));
  return chart(`validation accuracy${on}, ${what}`, percent, places, {
    label: 'accuracy',
    unit: '%',
  });
}

function chart(
  title: string,
  curves: readonly Curve[],
  { every, stepsPerEpoch }: Places,
  y: LineChart['y'],
): LineChart {
  const place = (count: number) => (every * count) / (stepsPerEpoch ?? 1);
  const series = curves.map(({ name, values }) => ({
    name,
    values,
    from: place(1),
    to: place(Math.max(1, values.length)),
  }));
  return {
    title: `${title}, smoothed over ${SMOOTHED} steps`,
    x: {
      label: stepsPerEpoch === undefined ? 'step' : 'epoch',
      from: 0,
      to: Math.max(...series.map(({ to }) => to)),
    },
    y,
    smoothing: Math.max(1, Math.round(SMOOTHED / every)),
    series,
  };
}
