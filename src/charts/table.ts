import type { Canvas } from './colour.ts';
import { paint } from './colour.ts';
import { page } from './cells.ts';
import { padEnd, padStart, visibleWidth } from './text-width.ts';

/** Rows of short texts under their heads. */
export interface Table {
  /** One a column. */
  heads: readonly string[];
  /** A missing cell is left empty. */
  rows: readonly (readonly string[])[];
}

/** A table as text: the first column flush left, the others, which hold numbers, flush right. */
export function table({ heads, rows }: Table, canvas: Canvas): string {
  const widths = heads.map((head, i) =>
    Math.max(visibleWidth(head), ...rows.map((row) => visibleWidth(row[i] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, i) =>
        i === 0 ? padEnd(cells[i] ?? '', width) : padStart(cells[i] ?? '', width),
      )
      .join('  ')
      .trimEnd();
  return page([paint(line(heads), { bold: true }, canvas.colour), ...rows.map(line)], canvas);
}
