import { axisTitle } from './axis.ts';
import type { Cell } from './cells.ts';
import { cellsOf, page, paintCells, titleLines } from './cells.ts';
import type { Canvas } from './colour.ts';
import { legendLines, seriesLetter } from './legend.ts';
import { seriesColour } from './palette.ts';
import { centre, padEnd, padStart, visibleWidth } from './text-width.ts';
import type { ValueAxis, YScale } from './y-scale.ts';
import { yPlace, yScale } from './y-scale.ts';

/** A point with a name. */
interface ScatterPoint {
  name: string;
  x: number;
  y: number;
  /** Points of one group share a colour. Default: each has its own. */
  group?: number | undefined;
}

/** Named points by two measures, such as accuracy against size. */
export interface ScatterChart {
  title?: string | undefined;
  x: ValueAxis;
  y: ValueAxis;
  points: readonly ScatterPoint[];
  /** Lines of the plot of a text chart, at least 2. Default: 11. */
  rows?: number | undefined;
}

/** Both axes; a point that cannot be drawn (NaN, or not above 0 on a log scale) stretches neither. */
export function scatterScales(
  { x, y, points }: ScatterChart,
  [across, up]: readonly [number, number],
  rows?: number,
): { x: YScale; y: YScale } {
  const scale = (axis: ValueAxis, values: number[], count: number, lines?: number) =>
    yScale(axis, [{ values, diverged: false }], count, lines);
  return {
    x: scale(x, points.map((point) => point.x), across),
    y: scale(y, points.map((point) => point.y), up, rows),
  }; // prettier-ignore
}

/** A scatter chart as text: each point is a letter, explained above. */
export function scatterChart(chart: ScatterChart, canvas: Canvas): string {
  const rows = Math.max(2, chart.rows ?? 11);
  const scales = scatterScales(chart, [Math.max(1, canvas.width / 12), (rows - 1) / 2], rows);
  const labelWidth = Math.max(0, ...scales.y.labels.map(visibleWidth));
  const left = labelWidth + 2;
  const columns = Math.max(4, canvas.width - left);
  const place = (scale: YScale, value: number, last: number) =>
    Math.round(Math.min(1, Math.max(0, yPlace(scale, value))) * last);

  const grid = Array.from({ length: rows }, () => cellsOf(' '.repeat(columns)));
  chart.points.forEach((point, i) => {
    const [column, row] = [place(scales.x, point.x, columns - 1), place(scales.y, point.y, rows - 1)]; // prettier-ignore
    if (Number.isNaN(column + row)) return;
    const style = { fg: seriesColour(point.group ?? i, canvas.colour), bold: true };
    grid[row][freeColumn(grid[row], column)] = { glyph: seriesLetter(i), style };
  });

  const names = chart.points.map(({ name }, i) => `${seriesLetter(i)} ${name}`);
  const notes = chart.points.map(({ x, y }) =>
    Number.isNaN(yPlace(scales.x, x) + yPlace(scales.y, y)) ? 'no value' : '',
  );
  const lines = [...titleLines(chart.title, canvas), ...legendLines(names, notes, canvas)];
  lines.push(axisTitle(chart.y));
  const marks = new Map(scales.y.ticks.map((tick, i) => [place(scales.y, tick, rows - 1), scales.y.labels[i]])); // prettier-ignore
  for (let row = rows - 1; row >= 0; row--) {
    const label = marks.get(row);
    const axis = canvas.glyphs === 'ascii' ? '|' : label === undefined ? '│' : '┤';
    lines.push(
      `${padStart(label ?? '', labelWidth)} ${axis}${paintCells(grid[row], canvas.colour)}`,
    );
  }
  lines.push(...bottomLines(chart.x, scales.x, left, columns, canvas));
  return page(lines, canvas);
}

/** The nearest column without a letter: of two points in one place both are seen. */
function freeColumn(row: readonly Cell[], column: number): number {
  for (let distance = 0; distance < row.length; distance++) {
    for (const near of [column + distance, column - distance]) {
      if (row[near]?.glyph === ' ') return near;
    }
  }
  return column;
}

/** The horizontal axis: rule, labels where there is room, title. */
function bottomLines(
  axis: ValueAxis,
  scale: YScale,
  left: number,
  columns: number,
  canvas: Canvas,
): string[] {
  const [corner, dash, tee] = canvas.glyphs === 'unicode' ? ['└', '─', '┬'] : ['+', '-', '+'];
  const rule = Array.from({ length: columns }, () => dash);
  let labels = '';
  scale.ticks.forEach((tick, i) => {
    const column = Math.round(yPlace(scale, tick) * (columns - 1));
    const label = scale.labels[i];
    const middle = left + column - Math.floor((label.length - 1) / 2);
    const start = Math.max(0, Math.min(middle, canvas.width - label.length));
    if (column < 0 || column >= columns || (labels !== '' && start <= labels.length)) return;
    rule[column] = tee;
    labels = padEnd(labels, start) + label;
  });
  const title = axisTitle(axis) + (scale.log ? ' (log scale)' : '');
  return [' '.repeat(left - 1) + corner + rule.join(''), labels, ' '.repeat(left) + centre(title, columns)]; // prettier-ignore
}
