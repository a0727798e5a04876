import { pointsOf } from '../../laws/part-report.ts';
import type { GradedPart, Points } from '../grade.ts';

/**
 * Adds up parts. A part with a forbidden import is worth nothing; points of the bonus come on top.
 *
 * @param factor - of lateness, from 0 to 1.
 */
export function totalOf(parts: readonly GradedPart[], factor: number): Points {
  const sum = { earned: 0, possible: 0, bonus: 0, bonusPossible: 0 };
  for (const { report, zero } of parts) {
    const { earned, total, bonus, bonusTotal } = pointsOf(report);
    if (zero === undefined) {
      sum.earned += earned;
      sum.bonus += bonus;
    }
    sum.possible += total;
    sum.bonusPossible += bonusTotal;
  }
  return { ...sum, final: Math.round((sum.earned + sum.bonus) * factor * 100) / 100 };
}
