import type { Glyphs } from './colour.ts';

/**
 * A bar that fills from the left, to an eighth of a character (`███████▍    `).
 *
 * @param fraction - 0 … 1; beyond is cut off, and what is not a number counts as 0.
 * @param width - characters that the bar takes, always.
 * @param track - what stands where the bar has not come, one character. Default: a space.
 */
export function progressBar(fraction: number, width: number, glyphs: Glyphs, track = ' '): string {
  const done = Number.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction));
  if (glyphs === 'ascii') {
    const full = Math.floor(done * width);
    return '#'.repeat(full) + track.repeat(width - full);
  }
  // rounded down: a bar is full only when the work is done
  const eighths = Math.floor(done * width * 8);
  const full = Math.floor(eighths / 8);
  const part = ' ▏▎▍▌▋▊▉'[eighths % 8];
  const rest =
    eighths % 8 === 0 ? track.repeat(width - full) : part + track.repeat(width - full - 1);
  return '█'.repeat(full) + rest;
}
