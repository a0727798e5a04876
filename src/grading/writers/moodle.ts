import type { Grade } from '../grade.ts';
import { html, Html } from './html.ts';
import { addressKeys, matchStudents } from './match-students.ts';
import { pointText } from './point-text.ts';
import { sumText } from './sentences.ts';
import { verdictLine } from './verdict-text.ts';
import { verdicts } from './verdicts.ts';
import { visibleLine } from './visible-text.ts';
import { columnOf, readWorksheet, sameTitle, writeWorksheet } from './worksheet.ts';
import type { FilledWorksheet, Worksheet } from './worksheet.ts';

const name = 'The grading worksheet of Moodle';

/** Titles of the columns, which Moodle writes in the language of its page. */
export interface MoodleColumns {
  identifier?: string;
  fullName?: string;
  idNumber?: string;
  email?: string;
  grade?: string;
  maximum?: string;
  canChange?: string;
  feedback?: string;
}

const english: Required<MoodleColumns> = {
  identifier: 'Identifier',
  fullName: 'Full name',
  idNumber: 'ID number',
  email: 'Email address',
  grade: 'Grade',
  maximum: 'Maximum Grade',
  canChange: 'Grade can be changed',
  feedback: 'Feedback comments',
};

const MOST_LAWS = 20;

/**
 * Fills the worksheet that an instructor downloaded from an assignment in Moodle (Download grading
 * worksheet): grade, and feedback as simple HTML where it has that column. All else stays as it is.
 *
 * @param titles - of columns, where the worksheet is not in English.
 * @throws {UserError} when the file is no such worksheet.
 */
export function fillMoodleWorksheet(
  csv: string,
  grades: readonly Grade[],
  titles: MoodleColumns = {},
): FilledWorksheet {
  const sheet = readWorksheet(csv, name);
  const called = { ...english, ...titles };
  columnOf(sheet, called.identifier, name);
  const gradeColumn = columnOf(sheet, called.grade, name);
  const at = (key: keyof MoodleColumns) =>
    sheet.columns.findIndex((column) => sameTitle(column, called[key]));
  const cell = (row: readonly string[], key: keyof MoodleColumns) => row[at(key)] ?? '';
  const candidates = sheet.rows.map((row) => ({
    keys: [
      participant(cell(row, 'identifier')),
      cell(row, 'idNumber'),
      ...addressKeys(cell(row, 'email')),
    ],
    name: cell(row, 'fullName'),
  }));
  const matched = matchStudents(candidates, grades, (grade) => moodleKeys(grade, called));
  const notes: string[] = [];
  let filled = 0;
  for (const [i, grade] of matched.entries()) {
    if (grade === undefined) continue;
    const row = sheet.rows[i];
    if (/^no$/i.test(cell(row, 'canChange').trim())) {
      notes.push(`${shownName(row)}: Moodle lets nobody change this grade; it was left as it is.`);
      continue;
    }
    filled++;
    const maximum = cell(row, 'maximum').trim();
    const points = pointText(grade.points.final);
    row[gradeColumn] = /^\d+,\d+$/.test(maximum) ? points.replace('.', ',') : points;
    if (at('feedback') >= 0) row[at('feedback')] = comment(grade);
    const most = Number(maximum.replace(',', '.'));
    if (maximum !== '' && grade.points.final > most) {
      notes.push(
        `${shownName(row)}: ${points} is more than Moodle’s maximum of ${maximum}; it will be refused.`,
      );
    }
  }
  return {
    // Moodle reads commas only, even where a spreadsheet has saved semicolons.
    csv: writeWorksheet({ ...sheet, delimiter: ',' }),
    filled,
    unmatchedRows: sheet.rows.filter((_, i) => matched[i] === undefined).map(shownName),
    unmatchedGrades: grades
      .filter((grade) => !matched.includes(grade))
      .map(({ submission }) => visibleLine(submission)),
    notes: [...notes, ...maximumNote(sheet, at('maximum'), grades)],
  };

  function shownName(row: readonly string[]): string {
    return visibleLine(cell(row, 'fullName') || cell(row, 'identifier'));
  }
}

/** `Participant 12345` in any language; with the word before it, it is no one's student number. */
const participant = (identifier: string) =>
  `participant ${/\d+$/.exec(identifier.trim())?.[0] ?? identifier}`;

function moodleKeys({ student, submission }: Grade, called: Required<MoodleColumns>): string[] {
  // Moodle's own download names folders `Ada Lovelace_12345_assignsubmission_file_`.
  const [, number] = /_(\d+)_assignsubmission_/.exec(submission) ?? [];
  const titled = Object.entries(student.roster ?? {}).flatMap(([title, value]) => {
    if (sameTitle(title, called.identifier)) return [participant(value)];
    if (sameTitle(title, called.idNumber)) return [value];
    return /e-?mail/i.test(title) || sameTitle(title, called.email) ? addressKeys(value) : [];
  });
  return [student.id, ...(number === undefined ? [] : [participant(number)]), ...titled];
}

/** A few lines; the whole feedback is a file of its own. */
function comment(grade: Grade): string {
  const { points } = grade;
  const open = verdicts(grade).filter(
    ({ status, zero }) => status !== 'holds' || zero !== undefined,
  );
  const sum = sumText(grade);
  const items = open
    .slice(0, MOST_LAWS)
    .map((verdict) => html`<li>${verdict.id} ${verdict.claim}: ${verdictLine(verdict)}</li>`);
  const more = open.length - items.length;
  const list =
    items.length === 0
      ? new Html('')
      : html`<ul>
          ${items}
        </ul>`;
  const text = html`<p>
      ${pointText(points.final)} of ${pointText(points.possible)}
      points${sum === undefined ? '' : `: ${sum}`}
    </p>
    ${list}${more > 0 ? `… and ${more} more` : ''}`.text;
  return text.replace(/\s+/g, ' ').replace(/(?<=>) | (?=<)/g, '');
}

function maximumNote({ rows }: Worksheet, column: number, grades: readonly Grade[]): string[] {
  const maximum = rows[0]?.[column]?.trim() ?? '';
  const own = grades[0]?.points.possible;
  if (maximum === '' || own === undefined || Number(maximum.replace(',', '.')) === own) return [];
  return [`The maximum grade is ${maximum} in Moodle; these points are out of ${pointText(own)}.`];
}
