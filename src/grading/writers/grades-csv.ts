import { stringify } from 'csv-stringify/sync';
import { partName } from '../../laws/kata.ts';
import type { Grade } from '../grade.ts';
import { csvCell } from './csv-cell.ts';
import { pointText } from './point-text.ts';
import { partPoints } from './verdicts.ts';

export interface GradesCsvOptions {
  /** Begins with a byte order mark, without which Excel garbles names with accents. Default true. */
  bom?: boolean;
}

/**
 * One row a submission: id, name, submission, submitted, points of each part (without its bonus),
 * bonus, earned, possible, late factor, lateness, final, empty answers, walls, seed, warnings.
 * Text that a spreadsheet would take for a formula begins with `'`.
 */
export function gradesCsv(grades: readonly Grade[], { bom = true }: GradesCsvOptions = {}): string {
  const katas = new Map(
    grades.flatMap(({ parts }) => parts.map(({ report: { kata } }) => [kata.part, kata])),
  );
  const parts = [...katas.values()].sort((a, b) => a.part - b.part).map(partName);
  const columns = [
    ['id', 'name', 'submission', 'submitted'],
    parts,
    ['bonus', 'earned', 'possible', 'late factor', 'lateness', 'final'],
    ['empty answers', 'walls', 'seed', 'warnings'],
  ].flat();
  const rows = grades.map((grade) => rowOf(grade, parts));
  return stringify([columns, ...rows], { bom, escape_formulas: true });
}

function rowOf(grade: Grade, parts: readonly string[]): string[] {
  const { student, points, lateness, answers, walls } = grade;
  const byPart = new Map(
    grade.parts.map((part) => [partName(part.report.kata), partPoints(part).earned]),
  );
  const inPart = (part: string) => {
    const earned = byPart.get(part);
    return earned === undefined ? '' : pointText(earned);
  };
  return [
    ...[student.id, student.name ?? '', grade.submission, grade.submittedAt ?? ''].map((text) =>
      csvCell(text),
    ),
    ...parts.map(inPart),
    ...[points.bonus, points.earned, points.possible, lateness.factor].map(pointText),
    csvCell(lateness.says),
    pointText(points.final),
    String(answers.filter(({ isEmpty }) => isEmpty).length),
    walls.level,
    String(grade.seed),
    csvCell(warningsText(grade), 1000),
  ];
}

function warningsText({ parts, warnings }: Grade): string {
  const zeros = parts.flatMap(({ report, zero }) =>
    zero ? [`${partName(report.kata)} counts 0: ${zero.reason} (${zero.file}:${zero.line})`] : [],
  );
  return [...zeros, ...warnings].join(' | ');
}
