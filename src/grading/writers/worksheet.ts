import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { closest } from '../../common/closest.ts';
import { UserError } from '../../common/user-error.ts';

/** A table that a course platform exported: every cell as it came. */
export interface Worksheet {
  columns: string[];
  rows: string[][];
  delimiter: string;
  bom: boolean;
}

/** A worksheet with grades filled in, and who was left over. */
export interface FilledWorksheet {
  csv: string;
  /** How many rows got a grade. */
  filled: number;
  /** Students of the worksheet without a submission, as it names them. */
  unmatchedRows: string[];
  /** Submissions for which the worksheet has no row, or for which several students came into question. */
  unmatchedGrades: string[];
  /** What a person should look at. */
  notes: string[];
}

/**
 * Reads an exported table; comma, semicolon or tab, as its first line says.
 *
 * @param name - what it is, for messages.
 * @throws {UserError} when it is no table.
 */
export function readWorksheet(csv: string, name: string): Worksheet {
  const [firstLine] = csv.split('\n', 1);
  const frequency = (character: string) => firstLine.split(character).length;
  const [delimiter] = [',', ';', '\t'].sort((a, b) => frequency(b) - frequency(a));
  let records: string[][];
  try {
    records = parse(csv, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`${name} cannot be read as a table: ${reason}. Export it again, as CSV.`);
  }
  const [columns, ...rows] = records;
  if (columns === undefined || columns.length < 2) {
    throw new UserError(`${name} has no columns; wanted a CSV with titles in its first row.`);
  }
  return { columns, rows, delimiter, bom: csv.startsWith('\ufeff') };
}

/** The table as text again. Cells stay as the platform wrote them: it must know them again. */
export function writeWorksheet({ columns, rows, delimiter, bom }: Worksheet): string {
  return stringify([columns, ...rows], { delimiter, bom });
}

/**
 * Where a column is, by its title.
 *
 * @throws {UserError} when there is none; the message names the nearest title.
 */
export function columnOf({ columns }: Worksheet, title: string, name: string): number {
  const index = columns.findIndex((column) => sameTitle(column, title));
  if (index >= 0) return index;
  const near = closest(title, columns);
  const hint =
    near === undefined ? `Its columns: ${columns.join(', ')}.` : `Did you mean “${near}”?`;
  throw new UserError(`${name} has no column “${title}”. ${hint}`);
}

/** Titles are the same without regard to case and outer spaces. */
export function sameTitle(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
