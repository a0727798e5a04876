import type { Axis } from './axis.ts';
import { axisCentres, axisPlace, axisTitle } from './axis.ts';
import type { Cell } from './cells.ts';
import { page, paintCells, titleLines } from './cells.ts';
import type { Canvas } from './colour.ts';
import { tickLabels } from './number-format.ts';
import { paletteColour } from './palette.ts';
import { padStart, visibleWidth, wrap } from './text-width.ts';
import { linearTicks } from './ticks.ts';
import { xAxisLines } from './x-axis.ts';

/** A point with the class it belongs to. */
export interface LabelledPoint {
  x: number;
  y: number;
  label: 0 | 1;
}

/** What a network with one output says over a rectangle, and the points it should tell apart. */
export interface DecisionBoundary {
  title?: string | undefined;
  x: Axis;
  y: Axis;
  /**
   * `[row][column]`, the network's outputs in [0, 1] in the middles of equal cells of the rectangle
   * (see `boundaryCells`). Row 0 lies at `y.from`, column 0 at `x.from`; 0.5 and above is class 1.
   */
  outputs: readonly (readonly number[])[];
  points: readonly LabelledPoint[];
  /** Default: `class 0` and `class 1`. */
  classNames?: readonly [string, string] | undefined;
  /** Lines of the plot of a text chart. Default: 21. */
  rows?: number | undefined;
}

/** Where to ask the network: the middle of each cell, `[row][column] → [x, y]`. */
export function boundaryCells(
  x: Axis,
  y: Axis,
  columns: number,
  rows: number,
): [number, number][][] {
  const across = axisCentres(x, columns);
  return axisCentres(y, rows).map((py) => across.map((px) => [px, py]));
}

/** The output in the cell around a place given as fractions of the axes; the nearest if outside. */
function outputAt(boundary: DecisionBoundary, across: number, up: number): number {
  const pick = <T>(items: readonly T[], place: number) =>
    items[Math.min(items.length - 1, Math.max(0, Math.floor(place * items.length)))];
  return pick(pick(boundary.outputs, up) ?? [], across) ?? NaN;
}

/** Whether the network puts the point into the other class (or says nothing that is a number). */
export function isMisclassified(boundary: DecisionBoundary, point: LabelledPoint): boolean {
  const output = outputAt(boundary, axisPlace(boundary.x, point.x), axisPlace(boundary.y, point.y));
  return !(output >= 0.5 === (point.label === 1)) || Number.isNaN(output);
}

/** The legend's texts: both classes and the misclassified, with how many there are. */
export function boundaryCounts(boundary: DecisionBoundary): [string, string, string] {
  const { points, classNames = ['class 0', 'class 1'] } = boundary;
  const wrong = points.filter((point) => isMisclassified(boundary, point)).length;
  const ones = points.filter((point) => point.label === 1).length;
  return [
    `${classNames[0]} (${points.length - ones})`,
    `${classNames[1]} (${ones})`,
    `misclassified (${wrong} of ${points.length})`,
  ];
}

/**
 * Regions and points as text. The shaded (in colour: the red) region is class 1. Each class has its
 * glyph, a misclassified point is a cross; where several points share a character, a cross wins.
 */
export function decisionBoundary(boundary: DecisionBoundary, canvas: Canvas): string {
  const rows = Math.max(2, boundary.rows ?? 21);
  const { x, y } = boundary;
  const ticks = linearTicks(Math.min(y.from, y.to), Math.max(y.from, y.to), Math.ceil(rows / 3));
  const labels = tickLabels(ticks);
  const labelWidth = Math.max(...labels.map(visibleWidth));
  const left = labelWidth + 2;
  // a character is about twice as high as wide, and the plot should be no flatter than 3 : 2
  const columns = Math.max(4, Math.min(canvas.width - left, rows * 3));

  const grid = drawRegions(boundary, columns, rows, canvas);
  drawPoints(grid, boundary, canvas);
  const marks = new Map<number, string>();
  ticks.forEach((tick, i) => marks.set(Math.round(axisPlace(y, tick) * (rows - 1)), labels[i]));

  const lines = titleLines(boundary.title, canvas);
  lines.push(axisTitle(y));
  for (let row = rows - 1; row >= 0; row--) {
    const label = marks.get(row);
    const axis = canvas.glyphs === 'ascii' ? '|' : label === undefined ? '│' : '┤';
    lines.push(
      `${padStart(label ?? '', labelWidth)} ${axis}${paintCells(grid[row], canvas.colour)}`,
    );
  }
  lines.push(...xAxisLines(x, left, columns, canvas), ...legend(boundary, canvas));
  return page(lines, canvas);
}

function pointGlyphs(canvas: Canvas): [string, string, string] {
  return canvas.glyphs === 'unicode' ? ['○', '●', '×'] : ['o', '@', 'x'];
}

/** Sixteen colours have no pale ones to stand behind points: there, too, a shade is the region. */
function hasTints(canvas: Canvas): boolean {
  return canvas.colour === 'ansi256' || canvas.colour === 'truecolor';
}

function drawRegions(
  boundary: DecisionBoundary,
  columns: number,
  rows: number,
  canvas: Canvas,
): Cell[][] {
  const shaded = canvas.glyphs === 'unicode' ? '░' : ':';
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column): Cell => {
      const output = outputAt(boundary, (column + 0.5) / columns, (row + 0.5) / rows);
      if (Number.isNaN(output)) return { glyph: '?' };
      if (!hasTints(canvas)) return { glyph: output >= 0.5 ? shaded : ' ' };
      // pale, a step between the classes: the boundary is seen however flat the output is there
      const tint = output >= 0.5 ? 0.55 + 0.2 * output : 0.25 + 0.4 * output;
      return { glyph: ' ', style: { bg: paletteColour('diverging', tint, canvas.colour) } };
    }),
  );
}

function drawPoints(grid: Cell[][], boundary: DecisionBoundary, canvas: Canvas): void {
  const glyphs = pointGlyphs(canvas);
  const [rows, columns] = [grid.length, grid[0].length];
  const order = boundary.points
    .map((point) => ({ point, wrong: isMisclassified(boundary, point) }))
    .toSorted((a, b) => Number(a.wrong) - Number(b.wrong)); // crosses are drawn last
  for (const { point, wrong } of order) {
    const across = axisPlace(boundary.x, point.x);
    const up = axisPlace(boundary.y, point.y);
    if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) continue;
    const row = grid[Math.min(rows - 1, Math.floor(up * rows))];
    const column = Math.min(columns - 1, Math.floor(across * columns));
    row[column] = {
      glyph: wrong ? glyphs[2] : glyphs[point.label],
      style: hasTints(canvas) ? { ...row[column].style, fg: [0, 0, 0], bold: wrong } : undefined,
    };
  }
}

function legend(boundary: DecisionBoundary, canvas: Canvas): string[] {
  const glyphs = pointGlyphs(canvas);
  const words = boundaryCounts(boundary).map((text, i) => `${glyphs[i]} ${text}`);
  const region = hasTints(canvas) ? 'red background:' : canvas.glyphs === 'unicode' ? '░' : ':';
  const name = boundary.classNames?.[1] ?? 'class 1';
  return wrap([...words, `${region} the network says ${name}`], canvas.width, '   ');
}
