import { plot } from 'asciichart';
import type { Axis } from './axis.ts';
import { axisTitle } from './axis.ts';
import type { Cell } from './cells.ts';
import { cellsOf, page, paintCells, titleLines } from './cells.ts';
import type { Canvas } from './colour.ts';
import type { Series } from './curves.ts';
import { divergedAt, onColumns, smooth } from './curves.ts';
import { endLabels, legendLines, seriesLetter, seriesNote } from './legend.ts';
import { seriesColour } from './palette.ts';
import { padEnd, padStart, visibleWidth } from './text-width.ts';
import { xAxisLines } from './x-axis.ts';
import type { ValueAxis, YScale } from './y-scale.ts';
import { leaveAtEdge, yPlace, yScale } from './y-scale.ts';

/** Curves over a common x axis, such as the losses of several trainings over the epochs. */
export interface LineChart {
  title?: string | undefined;
  x: Axis;
  y: ValueAxis;
  series: readonly Series[];
  /** Each value becomes the mean of this many around it. Default: 1, as it is. */
  smoothing?: number | undefined;
  /** Lines of the plot of a text chart, at least 2. Default: 13. */
  rows?: number | undefined;
}

const roundCorners = ['┼', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'] as const;
const asciiCorners = ['+', '|', '-', '-', '-', '`', '.', '.', "'", '|'] as const;

/**
 * A line chart as text. Each curve carries its letter, and the letters are explained at the ends of
 * the curves or, where that takes too much room or there is more to say, above the plot.
 */
export function lineChart(chart: LineChart, canvas: Canvas): string {
  const rows = Math.max(2, chart.rows ?? 13);
  const notes = chart.series.map((series) => seriesNote(series, chart.x, chart.y));
  const smoothed = chart.series.map(({ values }) => smooth(values, chart.smoothing ?? 1));

  // The labels of the scale need room, and the curves resampled into what is left make the scale:
  // take the room from the curves at full width first.
  const scaleFor = (columns: number) => {
    const curves = chart.series.map((series, i) => ({
      values: onColumns(series, smoothed[i], chart.x, Math.max(4, columns)),
      diverged: divergedAt(series, chart.x) !== undefined,
    }));
    const scale = yScale(chart.y, curves, (rows - 1) / 2, rows);
    return { scale, curves: curves.map(({ values }) => values) };
  };
  const labelWidth = widest(scaleFor(canvas.width).scale.labels);
  const names = chart.series.map((series, i) =>
    chart.series.length > 1 ? `${seriesLetter(i)} ${series.name}` : series.name,
  );
  const gutter = widest(names) + 1;
  const atEnds =
    notes.every((note) => note === '') && gutter <= canvas.width / 4 && names.length <= rows;
  const left = labelWidth + 2;
  const columns = Math.max(4, canvas.width - left - (atEnds ? gutter : 0));
  const { scale, curves } = scaleFor(columns);

  const heights = curves.map((curve) =>
    leaveAtEdge(curve.map((value) => yPlace(scale, value))).map((p) => Math.round(p * (rows - 1))),
  );
  const grid = drawCurves(heights, columns, rows, canvas);
  const ends = atEnds ? endLabels(names, heights, rows) : [];
  const marks = axisMarks(scale, rows);

  const lines = titleLines(chart.title, canvas);
  if (!atEnds) lines.push(...legendLines(names, notes, canvas));
  lines.push(yTitle(chart, canvas.width));
  for (let row = rows - 1; row >= 0; row--) {
    const label = marks.get(row);
    const axis = canvas.glyphs === 'ascii' ? '|' : label === undefined ? '│' : '┤';
    const end = ends[row];
    lines.push(
      `${padStart(label ?? '', labelWidth)} ${axis}` +
        paintCells(
          end === undefined
            ? grid[row]
            : [
                ...grid[row],
                ...cellsOf(` ${names[end]}`, { fg: seriesColour(end, canvas.colour) }),
              ],
          canvas.colour,
        ),
    );
  }
  lines.push(...xAxisLines(chart.x, left, columns, canvas));
  return page(lines, canvas);
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(visibleWidth));
}

/** What is measured, and on the right how it was smoothed. */
function yTitle(chart: LineChart, width: number): string {
  const title = axisTitle(chart.y) + (chart.y.scale === 'log' ? ' (log scale)' : '');
  const window = chart.smoothing ?? 1;
  const note = window > 1 ? `mean of ${window} values` : '';
  const room = width - visibleWidth(note);
  return visibleWidth(title) + 2 > room ? title : padEnd(title, room) + note;
}

/** Which rows, counted from below, carry which tick label. */
function axisMarks(scale: YScale, rows: number): Map<number, string> {
  const marks = new Map<number, string>();
  scale.ticks.forEach((tick, i) => {
    const row = Math.round(yPlace(scale, tick) * (rows - 1));
    if (row >= 0 && row < rows && !marks.has(row)) marks.set(row, scale.labels[i]);
  });
  return marks;
}

/** The curves over each other, with their letters on them; row 0 is the lowest. */
function drawCurves(
  heights: readonly (readonly number[])[],
  columns: number,
  rows: number,
  canvas: Canvas,
): Cell[][] {
  const grid = Array.from({ length: rows }, () => cellsOf(' '.repeat(columns)));
  heights.forEach((curve, s) => {
    const style = { fg: seriesColour(s, canvas.colour) };
    for (const { start, run } of runs(curve)) {
      drawRun(run, rows, canvas).forEach((line, down) => {
        Array.from(line).forEach((glyph, i) => {
          if (glyph !== ' ') grid[rows - 1 - down][start + i] = { glyph, style };
        });
      });
    }
  });
  if (heights.length > 1) letterCurves(grid, heights, canvas);
  return grid;
}

/** Letters on the curves, each series at columns of its own, so that none covers another's. */
function letterCurves(
  grid: Cell[][],
  heights: readonly (readonly number[])[],
  canvas: Canvas,
): void {
  const period = Math.max(16, 5 * heights.length);
  heights.forEach((curve, s) => {
    const letter = {
      glyph: seriesLetter(s),
      style: { fg: seriesColour(s, canvas.colour), bold: true },
    };
    const first = Math.floor(((s + 0.5) * period) / heights.length);
    let lettered = false;
    for (let column = first; column < curve.length; column += period) {
      if (Number.isNaN(curve[column])) continue;
      grid[curve[column]][column] = letter;
      lettered = true;
    }
    const last = curve.findLastIndex((height) => !Number.isNaN(height));
    if (!lettered && last >= 0) grid[curve[last]][last] = letter;
  });
}

/** The stretches without a gap. */
function runs(curve: readonly number[]): { start: number; run: number[] }[] {
  const found: { start: number; run: number[] }[] = [];
  curve.forEach((height, i) => {
    if (Number.isNaN(height)) return;
    if (i > 0 && !Number.isNaN(curve[i - 1])) found[found.length - 1].run.push(height);
    else found.push({ start: i, run: [height] });
  });
  return found;
}

/** One stretch as `rows` lines from the top, a character for each of its heights. */
function drawRun(run: readonly number[], rows: number, canvas: Canvas): string[] {
  // asciichart joins each point to the one before; the first is joined to itself
  return plot([run[0], ...run], {
    min: 0,
    max: rows - 1,
    height: rows - 1,
    offset: 1,
    format: () => ' ',
    symbols: [...(canvas.glyphs === 'unicode' ? roundCorners : asciiCorners)],
  })
    .split('\n')
    .map((line) => line.slice(1));
}
