import type { Grade } from '../grade.ts';

/** All grades with all that is known, for scripts. NaN and ±Infinity, which JSON lacks, are written as text. */
export function gradesJson(grades: readonly Grade[]): string {
  const spelledOut = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify({ grades }, spelledOut, 2)}\n`;
}
