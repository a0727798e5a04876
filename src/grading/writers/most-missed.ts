import type { Grade } from '../grade.ts';
import { verdicts } from './verdicts.ts';

/** A law that submissions lost points on. */
export interface MissedLaw {
  id: string;
  claim: string;
  /** Submissions in which it is broken, or not started and no bonus. */
  times: number;
}

/** The laws that most submissions miss, most first; nothing that none misses. */
export function mostMissed(grades: readonly Grade[], most: number): MissedLaw[] {
  const missed = new Map<string, MissedLaw>();
  for (const { id, claim, status, task } of grades.flatMap(verdicts)) {
    const isMissed = status === 'broken' || (status === 'not started' && task.bonus !== true);
    if (!isMissed) continue;
    const law = missed.get(id) ?? { id, claim, times: 0 };
    law.times++;
    missed.set(id, law);
  }
  return [...missed.values()]
    .sort((a, b) => b.times - a.times || a.id.localeCompare(b.id, 'en', { numeric: true }))
    .slice(0, most);
}
