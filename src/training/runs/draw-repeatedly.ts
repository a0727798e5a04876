import type { LineChart } from '../../charts/line-chart.ts';
import type { ExperimentContext } from '../experiment.ts';
import { livePicture } from './live-picture.ts';
import { type Redraw, redraw } from './redraw.ts';
import type { ShownMeasure } from './run-line.ts';
import type { RunState } from './run-state.ts';

/** What the pictures show besides the runs. */
interface Shown {
  context: Pick<ExperimentContext, 'rows' | 'canvas' | 'resumeCommand' | 'live'>;
  measures: readonly ShownMeasure[];
  chart: (runs: readonly RunState[]) => LineChart;
}

/**
 * Draws the live picture again and again.
 *
 * @param begun - the runs that have records, which may become more.
 */
export function drawRepeatedly(
  { context, measures: shown, chart }: Shown,
  runs: readonly RunState[],
  begun: readonly RunState[],
): Redraw {
  return redraw(context, (now, footer) => {
    const { rows, canvas } = context;
    const curves = begun.length === 0 ? undefined : chart(begun);
    return livePicture({ runs, shown, chart: curves, footer, rows, now }, canvas);
  });
}
