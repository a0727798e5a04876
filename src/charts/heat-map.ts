import type { Cell } from './cells.ts';
import { cellsOf, fit, page, paintCells, titleLines } from './cells.ts';
import type { Canvas } from './colour.ts';
import { shade } from './half-blocks.ts';
import { shortNumber } from './number-format.ts';
import { inkOn, paletteColour } from './palette.ts';
import type { ValueRange } from './pixels.ts';
import { aroundZero, levelOf, rangeOf, toPixels } from './pixels.ts';
import { centre, padEnd, padStart, visibleWidth } from './text-width.ts';

/** A matrix with labels, such as a confusion matrix or the weights of a layer. */
export interface HeatMap {
  title?: string | undefined;
  /** `[row][column]`, rows from the top. A value that is not finite is shown as `?`. */
  values: readonly (readonly number[])[];
  /** One a row. */
  rows?: readonly string[] | undefined;
  /** One a column. */
  columns?: readonly string[] | undefined;
  /** What the rows are, such as `true class`. */
  rowTitle?: string | undefined;
  /** What the columns are, such as `predicted class`. */
  columnTitle?: string | undefined;
  /** `diverging` has zero in the middle (blue below, red above). Default: `sequential`. */
  palette?: 'sequential' | 'diverging' | undefined;
  /** The values at the ends of the palette. Default: the least and the greatest of the matrix. */
  range?: ValueRange | undefined;
  /** Whether each cell says its number. Default: where there is room for all of them. */
  numbers?: boolean | undefined;
  /** Default: at most four significant digits. */
  format?: ((value: number) => string) | undefined;
}

/** The values that the ends of the palette stand for. */
export function heatRange(map: HeatMap): ValueRange {
  if (map.range) return map.range;
  const range = rangeOf([toPixels(map.values)]);
  return map.palette === 'diverging' ? aroundZero(range) : range;
}

/** The number in a cell; `?` where it is not finite. */
export function heatLabel(map: HeatMap, value: number): string {
  return Number.isFinite(value) ? (map.format ?? shortNumber)(value) : '?';
}

/**
 * A labelled matrix as text. Cells have numbers where there is room, colour where the terminal has
 * it, and shades where there is neither. Columns beyond the width are left out, and counted below.
 */
export function heatMap(map: HeatMap, canvas: Canvas): string {
  const lines = titleLines(map.title, canvas);
  const { width: count } = toPixels(map.values);
  if (count === 0) return page([...lines, 'no values'], canvas);

  const names = map.rows ?? [];
  const side = [map.rowTitle ?? '', ...names].filter((name) => name !== '');
  const longest = Math.max(0, ...side.map((name) => visibleWidth(name) + 1));
  const left = Math.min(longest, Math.floor(canvas.width / 3));
  const room = canvas.width - left;
  const labels = map.values.map((row) => row.map((value) => heatLabel(map, value)));
  const digits = Math.max(...labels.flat().map(visibleWidth));
  const numbers = map.numbers ?? (digits + 2) * count <= room;
  const least = numbers ? digits + 2 : 1;
  const wanted = Math.max(least, 2, ...(map.columns ?? []).map((name) => visibleWidth(name) + 1));
  const width = Math.max(least, Math.min(wanted, Math.floor(room / count)));
  const shown = Math.min(count, Math.max(1, Math.floor(room / width)));
  const range = heatRange(map);

  if (map.columnTitle !== undefined) {
    lines.push(' '.repeat(left) + centre(map.columnTitle, width * shown));
  }
  const heads = (map.columns ?? []).slice(0, shown);
  if (heads.length > 0 || map.rowTitle !== undefined) {
    lines.push(
      padEnd(fit(map.rowTitle ?? '', left - 1, canvas), left) +
        heads.map((head) => padStart(fit(head, Math.max(1, width - 1), canvas), width)).join(''),
    );
  }
  map.values.forEach((row, r) => {
    const cells = row
      .slice(0, shown)
      .flatMap((value, c) =>
        drawCell(map, value, numbers ? labels[r][c] : '', range, width, canvas),
      );
    lines.push(
      padEnd(fit(names[r] ?? '', left - 1, canvas), left) + paintCells(cells, canvas.colour),
    );
  });
  if (shown < count) lines.push(`(${count - shown} more columns)`);
  if (!numbers) lines.push(rangeNote(map, range, canvas));
  return page(lines, canvas);
}

function drawCell(
  map: HeatMap,
  value: number,
  label: string,
  range: ValueRange,
  width: number,
  canvas: Canvas,
): Cell[] {
  const level = levelOf(value, range);
  if (Number.isNaN(level)) return cellsOf(padStart('?', width));
  if (canvas.colour === 'none') {
    const ink = shade(level, canvas);
    // a shade beside the number, so that the large ones are seen before they are read
    return cellsOf(label === '' ? ink.repeat(width) : padStart(label, width - 1) + ink);
  }
  const bg = paletteColour(map.palette ?? 'sequential', level, canvas.colour);
  return cellsOf(padStart(label, width - 1) + ' ', { bg, fg: inkOn(bg) }).slice(-width);
}

/** What the ends of the palette mean. */
function rangeNote(map: HeatMap, [low, high]: ValueRange, canvas: Canvas): string {
  const [dark, bright] = [heatLabel(map, low), heatLabel(map, high)];
  if (canvas.colour === 'none')
    return `"${shade(0, canvas)}" ${dark}, "${shade(1, canvas)}" ${bright}`;
  return map.palette === 'diverging'
    ? `blue ${dark}, white 0, red ${bright}`
    : `pale ${dark}, dark ${bright}`;
}
