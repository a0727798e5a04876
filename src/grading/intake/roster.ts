import { parse } from 'csv-parse/sync';
import { readTime } from './when.ts';

/** One line of a roster. */
export interface RosterRow {
  /** The name of a submission, where there is such a column. */
  submission?: string;
  /** All that the student may be known by, the best first. */
  ids: string[];
  /** Moodle's number of the participant: its column `Identifier` without `Participant`. */
  participant?: string;
  name?: string;
  submittedAt?: string;
  /** Every column by its title. */
  columns: Record<string, string>;
}

export interface Roster {
  rows: RosterRow[];
  /** What was wrong with it, in sentences; the rows are those that could be read. */
  warnings: string[];
}

/** Titles of columns, small and without signs, that hold an id; the best first. */
const idTitles = ['enumber', 'studentnumber', 'studentid', 'idnumber', 'id', 'student', 'sisuserid', 'sisloginid', 'username']; // prettier-ignore
const nameTitles = ['name', 'fullname', 'student', 'studentname'];
const timeTitles = ['submittedat', 'submissiontime'];

/**
 * Reads a CSV file with a header row, in which a column `submission`, or one like `id`, `student` or
 * `e-number`, says whose row it is. The gradebook of Canvas and the grading worksheet of Moodle are such
 * files. Commas, semicolons and tabs divide; the header row shows which.
 *
 * @param path - what messages call it.
 */
export function readRoster(text: string, path: string): Roster {
  const warnings: string[] = [];
  const records = recordsOf(text, (line) => {
    warnings.push(`${path}, line ${line} is no CSV and was left out. Check its quotation marks.`);
  });
  const [titles = [], ...lines] = records;
  const keys = titles.map((title) => title.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));
  if (!keys.some((key) => ['submission', 'identifier', ...idTitles].includes(key))) {
    const came = titles.length === 0 ? 'is empty' : `has the columns ${titles.join(', ')}`;
    return {
      rows: [],
      warnings: [
        ...warnings,
        `${path} ${came}; wanted is a header row with a column submission, id, student or e-number. Nothing of it was used.`,
      ],
    };
  }
  const rows: RosterRow[] = [];
  for (const line of lines) {
    // Below the titles, Canvas has a row that is no student.
    if (line[0]?.trim() === 'Points Possible') continue;
    const row = rowOf(titles, keys, line);
    const time = valueOf(keys, line, timeTitles);
    if (row.submission === undefined && row.ids.length === 0 && row.participant === undefined) {
      warnings.push(`${path} has a row that says of nobody whose it is: ${line.join(', ')}`);
      continue;
    }
    if (time !== undefined && row.submittedAt === undefined) {
      warnings.push(
        `${path}: ${row.submission ?? row.ids[0] ?? row.name} was handed in at "${time}", which is not understood; wanted is a time like 2026-04-06T23:50:00+03:00`,
      );
    }
    rows.push(row);
  }
  return { rows, warnings };
}

function rowOf(
  titles: readonly string[],
  keys: readonly string[],
  line: readonly string[],
): RosterRow {
  const submission = valueOf(keys, line, ['submission']);
  const identifier = valueOf(keys, line, ['identifier']);
  const name = valueOf(keys, line, nameTitles);
  const submittedAt = readTime(valueOf(keys, line, timeTitles) ?? '');
  const ids = idTitles.flatMap((title) => {
    const value = valueOf(keys, line, [title]);
    // In Canvas' gradebook, `Student` is a name.
    return value === undefined || (title === 'student' && !/\d/.test(value)) ? [] : [value];
  });
  return {
    ...(submission !== undefined && { submission }),
    ids,
    ...(identifier !== undefined && { participant: identifier.replace(/^\D+/, '') }),
    ...(name !== undefined && { name }),
    ...(submittedAt !== undefined && { submittedAt }),
    columns: Object.fromEntries(titles.map((title, i) => [title, line[i] ?? ''])),
  };
}

function valueOf(
  keys: readonly string[],
  line: readonly string[],
  titles: readonly string[],
): string | undefined {
  for (const title of titles) {
    const value = line[keys.indexOf(title)]?.trim();
    if (value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** A text that is no CSV as a whole is taken line by line, without the lines that are none. */
function recordsOf(text: string, onSkipped: (line: number) => void): string[][] {
  const [header = ''] = text.split(/\r?\n/, 1);
  const count = (sign: string) => header.split(sign).length;
  const [delimiter] = [',', ';', '\t'].sort((a, b) => count(b) - count(a));
  const read = (part: string) =>
    parse(part, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  try {
    return read(text);
  } catch {
    return text.split(/\r?\n/).flatMap((line, i) => {
      try {
        return read(line);
      } catch {
        onSkipped(i + 1);
        return [];
      }
    });
  }
}
