import type { CollectedAnswer, Grade, Walls } from '../grade.ts';
import { pointText } from './point-text.ts';
import { visibleLine } from './visible-text.ts';

/** How the final points came about; undefined where they are the sum of the laws. */
export function sumText({ points, lateness }: Grade): string | undefined {
  const { earned, bonus, final } = points;
  if (bonus === 0 && lateness.factor === 1) return undefined;
  const sum = bonus === 0 ? pointText(earned) : `${pointText(earned)} + ${pointText(bonus)} bonus`;
  if (lateness.factor === 1) return `${sum} = ${pointText(final)}`;
  const bracketed = bonus === 0 ? sum : `(${sum})`;
  return `${bracketed} × ${pointText(lateness.factor)} for lateness = ${pointText(final)}`;
}

/** When it came, and how late that was: no sentence, one or two. */
export function gradedAtText({ submittedAt, lateness }: Grade): string[] {
  const came = submittedAt === undefined ? [] : [`handed in ${visibleLine(submittedAt)}`];
  return lateness.says === '' ? came : [...came, visibleLine(lateness.says)];
}

/** What kept the submission from doing harm, in one sentence. */
export function wallsText({ level, standing, missing }: Walls): string {
  const stood =
    standing.length === 0 ? 'ran without walls' : `ran behind walls: ${standing.join(', ')}`;
  const gone = missing.map(({ wall, reason }) => `${wall} (${visibleLine(reason)})`);
  return `${stood} (${level})${gone.length === 0 ? '' : `; without ${gone.join(', ')}`}`;
}

/** For each part with questions: who grades the answers, and which are empty. */
export function answersText(answers: readonly CollectedAnswer[]): string[] {
  const parts = [...new Set(answers.map(({ part }) => part))];
  return parts.map((part) => {
    const own = answers.filter((answer) => answer.part === part);
    const empty = own.filter(({ isEmpty }) => isEmpty).map(({ number }) => number);
    const missing = empty.length === 0 ? 'none is empty' : `empty: ${empty.join(', ')}`;
    return `${part}, answers.md: a person grades the answers; ${missing}`;
  });
}
