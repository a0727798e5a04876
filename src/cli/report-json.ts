import { partName } from '../laws/kata.ts';
import { earned, isGreen, nextTask, pointsOf, type PartReport } from '../laws/part-report.ts';

/** Results for scripts. NaN and ±Infinity, which JSON lacks, are written as text. */
export function reportJson(reports: readonly PartReport[]): string {
  const parts = reports.map((report) => ({
    part: partName(report.kata),
    title: report.kata.title,
    green: isGreen(report),
    seed: report.seed,
    ...pointsOf(report),
    next: nextTask(report)?.task.id ?? null,
    tasks: report.tasks.map((entry) => ({
      ...entry.task,
      earned: earned(entry),
      ...(entry.problem === undefined ? {} : { problem: entry.problem.message }),
      laws: entry.laws,
    })),
  }));
  const encode = (_: string, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return JSON.stringify({ green: reports.every(isGreen), parts }, encode, 2);
}
