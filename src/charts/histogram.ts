import { type Canvas, paint } from './colour.ts';
import { page, titleLines } from './cells.ts';
import { padStart } from './text-width.ts';
import { roundStep } from './ticks.ts';

export interface Histogram {
  /** Those that are no finite number are left out; those beyond the range count at its ends. */
  values: readonly number[];
  /** Whole numbers: where the first bin begins, and the largest value of the last. */
  from: number;
  to: number;
  title?: string;
  /** About how many bins at most; 6 by default. Their width is 1, 2 or 5 times a power of ten. */
  bins?: number;
}

/**
 * How many values lie where: a row for each bin with its range, a bar, and the count. A bar has a
 * character for each value, or fewer where they do not fit; whatever is there has at least one.
 */
export function histogram(
  { values, from, to, title, bins = 6 }: Histogram,
  canvas: Canvas,
): string {
  const last = Math.max(to, from + 1);
  const step = Math.max(1, roundStep(last - from, bins));
  const size = Math.max(1, Math.ceil((last - from) / step));
  const counts = Array.from({ length: size }, () => 0);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    counts[Math.min(size - 1, Math.max(0, Math.floor((value - from) / step)))]++;
  }
  const starts = counts.map((_, i) => String(from + i * step));
  const ends = counts.map((_, i) => String(i === size - 1 ? last : from + (i + 1) * step - 1));
  const digits = Math.max(...[...starts, ...ends].map((text) => text.length));
  const dash = canvas.glyphs === 'unicode' ? '–' : '-';
  const labels = counts.map((_, i) =>
    starts[i] === ends[i]
      ? padStart(starts[i], 2 * digits + 1)
      : padStart(starts[i], digits) + dash + padStart(ends[i], digits),
  );
  const most = Math.max(...counts);
  const room = Math.max(1, canvas.width - (2 * digits + 1) - String(most).length - 2);
  const scale = Math.min(1, room / Math.max(1, most));
  const glyph = canvas.glyphs === 'unicode' ? '▇' : '#';
  const rows = counts.map((count, i) => {
    const bar = glyph.repeat(count === 0 ? 0 : Math.max(1, Math.round(count * scale)));
    const number = count === 0 ? '' : paint(String(count), {}, canvas.colour);
    return `${labels[i]} ${bar} ${number}`.trimEnd();
  });
  return page([...titleLines(title, canvas), ...rows], canvas);
}
