import { fit } from '../../charts/cells.ts';
import type { Canvas } from '../../charts/colour.ts';
import { type LineChart, lineChart } from '../../charts/line-chart.ts';
import { runLines, type ShownMeasure } from './run-line.ts';
import type { RunState } from './run-state.ts';

export interface LivePicture {
  runs: readonly RunState[];
  shown: readonly ShownMeasure[];
  /** Undefined as long as there is nothing to draw. */
  chart: LineChart | undefined;
  /** The last line; left out where it is empty. */
  footer: string;
  /** Lines that there are at all. */
  rows: number;
  /** As `performance.now()`. */
  now: number;
}

/** Fewer lines than this show no curve. */
const leastRows = 4;
const mostRows = 16;

/** How the runs are, and their curves as tall as there is room; without room for those, the lines alone. */
export function livePicture(picture: LivePicture, canvas: Canvas): string {
  const { runs, shown, chart, rows, now } = picture;
  const lines = ['', ...runLines(runs, shown, canvas, now)];
  const footer = picture.footer === '' ? [] : ['', fit(` ${picture.footer}`, canvas.width, canvas)];
  const room = rows - lines.length - footer.length - 1;
  const drawn = chart === undefined ? [] : curvesWithin(chart, room, canvas);
  const all = [...lines, ...drawn, ...footer];
  return (all.length <= rows ? all : all.slice(0, rows)).join('\n');
}

/** The chart and a line above it, at most `room` lines and one; nothing where that is too little. */
function curvesWithin(chart: LineChart, room: number, canvas: Canvas): string[] {
  const around = lineChart({ ...chart, rows: leastRows }, canvas).split('\n').length - leastRows;
  const height = Math.min(mostRows, room - around);
  if (height < leastRows) return [];
  const lines = lineChart({ ...chart, rows: height }, canvas).split('\n');
  // With fewer lines than curves their names move above the plot, and take lines there.
  return lines.length <= room ? ['', ...lines] : [];
}
