import type { LineChart } from '../../charts/line-chart.ts';
import type { ExperimentContext } from '../experiment.ts';
import { livePicture } from './live-picture.ts';
import type { ShownMeasure } from './run-line.ts';
import type { RunState } from './run-state.ts';

/** Milliseconds between two pictures. */
const FRAME = 250;

/** What the pictures show besides the runs. */
interface Shown {
  context: Pick<ExperimentContext, 'rows' | 'canvas' | 'resumeCommand' | 'live'>;
  measures: readonly ShownMeasure[];
  chart: (runs: readonly RunState[]) => LineChart;
}

/**
 * Draws the live picture again and again: soon after a change, and every second for the time left.
 *
 * @param begun - the runs that have records, which may become more.
 */
export function drawRepeatedly(
  { context, measures: shown, chart }: Shown,
  runs: readonly RunState[],
  begun: readonly RunState[],
): { changed(): void; stop(): void } {
  let changed = true;
  let last = 0;
  const draw = () => {
    const now = performance.now();
    const { rows, canvas, resumeCommand } = context;
    if (rows === 0 || (!changed && now - last < 1000)) return;
    changed = false;
    last = now;
    const footer = resumeCommand === undefined ? '' : `Ctrl-C stops. To go on: ${resumeCommand}`;
    const curves = begun.length === 0 ? undefined : chart(begun);
    context.live(livePicture({ runs, shown, chart: curves, footer, rows, now }, canvas));
  };
  const timer = setInterval(draw, FRAME);
  return {
    changed: () => void (changed = true),
    stop() {
      clearInterval(timer);
      context.live('');
    },
  };
}
