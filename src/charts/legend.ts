import type { Canvas } from './colour.ts';
import { paint } from './colour.ts';
import type { Axis } from './axis.ts';
import { divergedAt, isDrawable } from './curves.ts';
import type { Series } from './curves.ts';
import { shortNumber } from './number-format.ts';
import { seriesColour } from './palette.ts';
import { wrap } from './text-width.ts';
import type { ValueAxis } from './y-scale.ts';

/** The letter that marks the `index`-th series: A … Z, a … z, and from the start again. */
export function seriesLetter(index: number): string {
  return 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'[index % 52];
}

/** What must be said about a series beside its curve; empty where the curve says it all. */
export function seriesNote(series: Series, x: Axis, y: ValueAxis): string {
  if (series.values.length === 0) return 'no values';
  const diverged = divergedAt(series, x);
  if (diverged !== undefined) return `diverged at ${x.label} ${shortNumber(diverged)}`;
  if (y.scale !== 'log') return '';
  const hidden = series.values.filter((value) => isDrawable(value) && value < 1e-300).length;
  return hidden === 0 ? '' : `${hidden} of ${series.values.length} not above 0`;
}

/** The legend above a plot, as many lines as it needs. */
export function legendLines(
  names: readonly string[],
  notes: readonly string[],
  canvas: Canvas,
): string[] {
  const dash = canvas.glyphs === 'unicode' ? '──' : '--';
  const words = names.map((name, i) => {
    const note = notes[i] === '' ? '' : ` (${notes[i]})`;
    return paint(`${dash} ${name}${note}`, { fg: seriesColour(i, canvas.colour) }, canvas.colour);
  });
  return wrap(words, canvas.width, '   ');
}

/**
 * Where the names go at the right of a plot: each at the height where its curve ends, pushed apart
 * where they would share a row.
 *
 * @returns the index of the series for each row from below; rows without a name stay empty.
 */
export function endLabels(
  names: readonly string[],
  heights: readonly (readonly number[])[],
  rows: number,
): (number | undefined)[] {
  const wanted = names.map((_, i) => heights[i].findLast((height) => !Number.isNaN(height)) ?? 0);
  const places = pushApart(wanted, 1, 0, rows - 1);
  const labels: (number | undefined)[] = Array.from({ length: rows });
  places.forEach((row, i) => {
    labels[row] = i;
  });
  return labels;
}

/**
 * Positions close to the wanted ones, in the same order, at least `gap` apart, within `low` … `high`
 * (which must have room for them).
 */
export function pushApart(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = wanted.map((_, i) => i).toSorted((a, b) => wanted[a] - wanted[b] || b - a);
  const places = [...wanted];
  let floor = low;
  for (const i of order) {
    places[i] = Math.max(floor, wanted[i]);
    floor = places[i] + gap;
  }
  let ceiling = high;
  for (const i of order.toReversed()) {
    places[i] = Math.min(ceiling, places[i]);
    ceiling = places[i] - gap;
  }
  return places;
}
