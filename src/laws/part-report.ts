import type { Kata, Task } from './kata.ts';
import type { LawResult } from './law-result.ts';

/** What a run of laws came to, for one part. */
export interface PartReport {
  kata: Kata;
  /** The tasks that were run, in the manifest's order. */
  tasks: TaskReport[];
  milliseconds: number;
  seed: number;
  /** Only some of the part's laws were asked for: nothing can be said about the whole part. */
  isPartial: boolean;
}

export interface TaskReport {
  task: Task;
  laws: LawResult[];
  /** Why none of the laws could be judged: the file is missing, does not parse, does not load. */
  problem?: FileProblem;
}

/** What keeps a student's file from being judged at all. */
export interface FileProblem {
  message: string;
  /** Lines that show the place. */
  excerpt?: string[];
}

/** Points of the laws that hold. */
export function earned({ laws }: TaskReport): number {
  return laws.reduce((sum, law) => sum + (law.status === 'holds' ? law.points : 0), 0);
}

/** Whether every law of a task was judged and holds. */
export function isDone(report: TaskReport): boolean {
  return (
    report.problem === undefined &&
    report.laws.length > 0 &&
    report.laws.every(({ status }) => status === 'holds')
  );
}

/** Whether nothing of a task has been written yet. */
export function isUntouched(report: TaskReport): boolean {
  return (
    report.problem === undefined &&
    report.laws.length > 0 &&
    report.laws.every(({ status }) => status === 'not started' || status === 'not checked')
  );
}

/**
 * Whether a run is a success for whoever called it: every law holds that was run;
 * a bonus task that was not started does not count against it.
 */
export function isGreen({ tasks }: PartReport): boolean {
  return tasks.every((report) => isDone(report) || (report.task.bonus && isUntouched(report)));
}

/** Points earned, and points to be had, in the assignment's own tasks and in the bonus. */
export function pointsOf({ tasks }: PartReport) {
  const points = { earned: 0, total: 0, bonus: 0, bonusTotal: 0 };
  for (const report of tasks) {
    if (report.task.bonus) {
      points.bonus += earned(report);
      points.bonusTotal += report.task.points;
    } else {
      points.earned += earned(report);
      points.total += report.task.points;
    }
  }
  return points;
}

/** The first task that is not done, the assignment's own before the bonus. */
export function nextTask({ tasks }: PartReport): TaskReport | undefined {
  const open = tasks.filter((report) => !isDone(report));
  return open.find(({ task }) => !task.bonus) ?? open[0];
}
