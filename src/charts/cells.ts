import type { Canvas, ColourDepth, Style } from './colour.ts';
import { paint, styleCodes } from './colour.ts';
import { centre, truncate } from './text-width.ts';

/** One terminal cell: a glyph one column wide, and how it is painted. */
export interface Cell {
  glyph: string;
  style?: Style | undefined;
}

/** The cells of a text, one a character, all painted alike. */
export function cellsOf(text: string, style?: Style): Cell[] {
  return Array.from(text, (glyph) => ({ glyph, style }));
}

/** A row of cells as a line; neighbours painted alike share their codes; bare spaces at the end go. */
export function paintCells(cells: readonly Cell[], depth: ColourDepth): string {
  let line = '';
  let open = '';
  let end = cells.length;
  const bare = (cell: Cell) =>
    cell.glyph === ' ' && !(depth !== 'none' && cell.style?.bg !== undefined);
  while (end > 0 && bare(cells[end - 1])) end--;
  for (const cell of cells.slice(0, end)) {
    const codes = cell.style ? styleCodes(cell.style, depth) : '';
    if (codes !== open) {
      if (open !== '') line += '\x1b[0m';
      if (codes !== '') line += `\x1b[${codes}m`;
      open = codes;
    }
    line += cell.glyph;
  }
  return open === '' ? line : line + '\x1b[0m';
}

/** The text, cut to `width` columns with an ellipsis that the canvas can show. */
export function fit(text: string, width: number, canvas: Canvas): string {
  return truncate(text, width, canvas.glyphs === 'unicode' ? '…' : '~');
}

/** The lines as one text, none wider than the canvas, without bare spaces at their ends. */
export function page(lines: readonly string[], canvas: Canvas): string {
  return lines.map((line) => fit(line.trimEnd(), canvas.width, canvas)).join('\n');
}

/** The title of a chart as its first lines: one, or none where there is no title. */
export function titleLines(title: string | undefined, canvas: Canvas): string[] {
  if (title === undefined) return [];
  const text = centre(fit(title, canvas.width, canvas), canvas.width).trimEnd();
  return [paint(text, { bold: true }, canvas.colour)];
}
