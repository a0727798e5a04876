import { UserError } from '../../common/user-error.ts';
import type { Grade } from '../grade.ts';
import { addressKeys, matchStudents } from './match-students.ts';
import { pointText } from './point-text.ts';
import { columnOf, readWorksheet, sameTitle, writeWorksheet } from './worksheet.ts';
import type { FilledWorksheet, Worksheet } from './worksheet.ts';
import { visibleLine } from './visible-text.ts';

const name = 'The gradebook of Canvas';

/** Those that Canvas knows a student by; any other column of the export is left out. */
const identity = ['Student', 'LastName', 'FirstName', 'ID', 'SIS User ID', 'SIS Login ID', 'Integration ID', 'Root Account', 'Section']; // prettier-ignore

/**
 * Fills the gradebook that an instructor exported from Canvas (Grades, Export). The file to import
 * has the columns that name a student, and this one assignment: no other grade can be overwritten.
 *
 * @param assignment - the title of its column, with or without the number in brackets that Canvas adds.
 * @throws {UserError} when the file is no such gradebook, or has no such assignment.
 */
export function fillCanvasGradebook(
  csv: string,
  grades: readonly Grade[],
  assignment: string,
): FilledWorksheet {
  const sheet = readWorksheet(csv, name);
  const id = columnOf(sheet, 'ID', name);
  const target = assignmentColumn(sheet, assignment);
  const kept = sheet.columns.flatMap((column, i) =>
    identity.some((title) => sameTitle(title, column)) || i === target ? [i] : [],
  );
  const cell = (row: readonly string[], title: string) =>
    row[sheet.columns.findIndex((column) => sameTitle(column, title))] ?? '';
  // Rows of points possible and of posting policies have no id; the test student is nobody.
  const students = sheet.rows.filter((row) => (row[id] ?? '').trim() !== '');
  const nameOf = (row: readonly string[]) =>
    cell(row, 'Student') || `${cell(row, 'LastName')}, ${cell(row, 'FirstName')}`;
  const candidates = students.map((row) => ({
    keys: [
      `id ${cell(row, 'ID')}`,
      cell(row, 'SIS User ID'),
      cell(row, 'Integration ID'),
      ...addressKeys(cell(row, 'SIS Login ID')),
    ],
    name: nameOf(row),
  }));
  const matched = matchStudents(candidates, grades, canvasKeys);
  for (const [i, grade] of matched.entries()) {
    if (grade !== undefined) students[i][target] = pointText(grade.points.final);
  }
  const narrow = (row: readonly string[]) => kept.map((i) => row[i] ?? '');
  return {
    csv: writeWorksheet({ ...sheet, columns: narrow(sheet.columns), rows: sheet.rows.map(narrow) }),
    filled: matched.filter((grade) => grade !== undefined).length,
    unmatchedRows: students
      .filter((_, i) => matched[i] === undefined)
      .map(nameOf)
      .map((text) => visibleLine(text)),
    unmatchedGrades: grades
      .filter((grade) => !matched.includes(grade))
      .map(({ submission }) => visibleLine(submission)),
    notes: possibleNote(sheet, target, grades),
  };
}

function canvasKeys({ student: { id, roster = {} } }: Grade): string[] {
  const titled = Object.entries(roster).flatMap(([title, value]) => {
    if (sameTitle(title, 'ID')) return [`id ${value}`]; // Canvas numbers its users by itself
    const isKey = ['SIS User ID', 'SIS Login ID', 'Integration ID'].some((key) =>
      sameTitle(key, title),
    );
    if (isKey) return [value];
    return /e-?mail/i.test(title) ? addressKeys(value) : [];
  });
  return [id, ...titled];
}

function assignmentColumn({ columns }: Worksheet, wanted: string): number {
  const titles = columns.map((column) => column.replace(/\s*\(\d+\)\s*$/, ''));
  const fitting = columns.flatMap((column, i) =>
    /\(\d+\)\s*$/.test(column) && (sameTitle(column, wanted) || sameTitle(titles[i], wanted))
      ? [i]
      : [],
  );
  if (fitting.length === 1) return fitting[0];
  const there = columns.filter((column) => /\(\d+\)\s*$/.test(column)).join(', ');
  throw new UserError(
    `${name} has ${fitting.length === 0 ? 'no' : 'more than one'} assignment “${wanted}”; its assignments: ${there || 'none'}. ` +
      'Give the whole title, with its number in brackets.',
  );
}

/** Canvas takes any number; one that is out of another total than the instructor's may surprise. */
function possibleNote(
  { rows, columns }: Worksheet,
  target: number,
  grades: readonly Grade[],
): string[] {
  const row = rows.find((cells) => cells[0]?.trim() === 'Points Possible');
  const set = Number((row?.[target] ?? '').replace(',', '.'));
  const own = grades[0]?.points.possible;
  if (row === undefined || own === undefined || set === own) return [];
  return [
    `“${columns[target]}” is out of ${row[target] || 'nothing'} in Canvas; these points are out of ${pointText(own)}.`,
  ];
}
