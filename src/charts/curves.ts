import type { Axis } from './axis.ts';
import { axisPlace } from './axis.ts';

/** One line of a chart. */
export interface Series {
  name: string;
  /** Evenly spaced over `from` … `to`. NaN and ±Infinity leave a gap: the training diverged there. */
  values: readonly number[];
  /** Where the first value lies on the x axis. Default: the axis's `from`. */
  from?: number | undefined;
  /** Where the last value lies on the x axis (a run that is not over ends early). Default: `to`. */
  to?: number | undefined;
}

// Beyond this a difference of two values may overflow; a training that gets here has diverged.
const largest = 1e300;

export function isDrawable(value: number): boolean {
  return Math.abs(value) <= largest;
}

/** Where the `index`-th value of the series lies on the x axis. */
export function xOf(series: Series, axis: Axis, index: number): number {
  const from = series.from ?? axis.from;
  const to = series.to ?? axis.to;
  const last = series.values.length - 1;
  return last < 1 ? from : from + ((to - from) * index) / last;
}

/** The x of the first value that is NaN, infinite or beyond ±1e300; `undefined` where all is well. */
export function divergedAt(series: Series, axis: Axis): number | undefined {
  const index = series.values.findIndex((value) => !isDrawable(value));
  return index < 0 ? undefined : xOf(series, axis, index);
}

function mean(values: readonly number[]): number {
  const finite = values.filter(isDrawable);
  return finite.reduce((sum, value) => sum + value / finite.length, 0);
}

/** Centred moving average over `window` values, fewer at the ends; gaps stay gaps (as NaN). */
export function smooth(values: readonly number[], window: number): number[] {
  const before = Math.floor((Math.max(1, window) - 1) / 2);
  const after = Math.ceil((Math.max(1, window) - 1) / 2);
  return values.map((value, i) => {
    if (!isDrawable(value)) return NaN;
    return before + after === 0
      ? value
      : mean(values.slice(Math.max(0, i - before), i + after + 1));
  });
}

/** `columns` values: the mean of each share where they are more, a straight line between if fewer. */
function resample(values: readonly number[], columns: number): number[] {
  const count = values.length;
  return Array.from({ length: columns }, (_, column) => {
    if (count === 0) return NaN;
    if (count > columns) {
      const share = values.slice(
        Math.floor((column * count) / columns),
        Math.floor(((column + 1) * count) / columns),
      );
      return share.some(isDrawable) ? mean(share) : NaN;
    }
    const place = columns < 2 ? count - 1 : (column * (count - 1)) / (columns - 1);
    const low = Math.floor(place);
    const part = place - low;
    if (part === 0) return isDrawable(values[low]) ? values[low] : NaN;
    const [a, b] = [values[low], values[low + 1]];
    if (isDrawable(a) && isDrawable(b)) return a * (1 - part) + b * part;
    const nearer = part < 0.5 ? a : b;
    return isDrawable(nearer) ? nearer : NaN;
  });
}

/** The series on an x axis of `columns` columns; NaN where it has nothing to draw. */
export function onColumns(
  series: Series,
  values: readonly number[],
  axis: Axis,
  columns: number,
): number[] {
  const line = Array.from({ length: columns }, () => NaN);
  if (values.length === 0) return line;
  const ends = [xOf(series, axis, 0), xOf(series, axis, values.length - 1)];
  const [first, last] = ends
    .map((x) => Math.min(1, Math.max(0, axisPlace(axis, x))))
    .map((place) => Math.round(place * (columns - 1)))
    .toSorted((a, b) => a - b);
  resample(values, last - first + 1).forEach((value, i) => {
    line[first + i] = value;
  });
  return line;
}
