import { type Kata, partName, type Task } from '../../laws/kata.ts';
import type { LawResult } from '../../laws/law-result.ts';
import { pointsOf } from '../../laws/part-report.ts';
import type { Grade, GradedPart } from '../grade.ts';

/** What one law came to; or a whole task, where its file kept its laws from being judged. */
export interface Verdict {
  /** For example `part2`. */
  part: string;
  kata: Kata;
  task: Task;
  /** The law's id, or the task's. */
  id: string;
  /** The law's claim, or the task's title. */
  claim: string;
  status: LawResult['status'] | 'cannot be judged';
  /** What counts: 0 where the part is worth nothing, whatever its laws say. */
  earned: number;
  possible: number;
  law?: LawResult;
  /** What kept the task from being judged. */
  problem?: string;
  /** Why the part is worth nothing. */
  zero?: string;
}

/** One line for each law of a grade, in the order of parts and tasks: what most formats list. */
export function verdicts(grade: Grade): Verdict[] {
  return grade.parts.flatMap(partVerdicts);
}

export function partVerdicts({ report, zero }: GradedPart): Verdict[] {
  const { kata } = report;
  const part = partName(kata);
  const why = zero === undefined ? {} : { zero: `${zero.reason} (${zero.file}:${zero.line})` };
  return report.tasks.flatMap(({ task, laws, problem }): Verdict[] => {
    if (problem !== undefined) {
      const whole = { part, kata, task, id: task.id, claim: task.title, possible: task.points };
      return [
        { ...whole, ...why, status: 'cannot be judged', earned: 0, problem: problem.message },
      ];
    }
    return laws.map((law) => {
      const { id, claim, status, points } = law;
      const earned = status === 'holds' && zero === undefined ? points : 0;
      return { part, kata, task, id, claim, status, earned, possible: points, law, ...why };
    });
  });
}

/** Points of one part as they count: none where the part is worth nothing. */
export function partPoints({ report, zero }: GradedPart) {
  const points = pointsOf(report);
  return zero === undefined ? points : { ...points, earned: 0, bonus: 0 };
}
