import type { Student } from '../grade.ts';
import type { ParsedName } from './names.ts';
import type { RosterRow } from './roster.ts';

/**
 * Finds the row that a submission belongs to: by the submission's name, else by the id, else, for the
 * downloads of Moodle and Canvas, by the only student of that name. An id is compared with the column
 * that means the same: Moodle's participant 1234567 is not the student e1234567.
 */
export function findRow(
  rows: readonly RosterRow[],
  submission: string,
  { by, id, name }: ParsedName,
): RosterRow | undefined {
  const named = rows.find((row) => same(row.submission, submission));
  if (named !== undefined) return named;
  if (by === 'nobody') return rows.find(({ ids }) => ids.some((one) => same(one, submission)));
  if (by === 'assignment') return rows.find(({ ids }) => ids.some((one) => sameNumber(one, id!)));
  const numbered = rows.find((row) =>
    by === 'Moodle' ? same(row.participant, id!) : same(canvasIdOf(row), id!),
  );
  if (numbered !== undefined) return numbered;
  const wanted = new Set(turns(name!));
  const likely = rows.filter((row) => turns(row.name ?? '').some((turn) => wanted.has(turn)));
  return likely.length === 1 ? likely[0] : undefined;
}

/** The student of a row; its submission is known by `fallback` where the row has no id. */
export function studentOf(row: RosterRow, fallback: string): Student {
  return {
    id: row.ids[0] ?? row.participant ?? fallback,
    ...(row.name !== undefined && { name: row.name }),
    roster: row.columns,
  };
}

/** Canvas' number of a user, where the roster is a gradebook of Canvas. */
function canvasIdOf({ columns }: RosterRow): string | undefined {
  return 'SIS User ID' in columns || 'SIS Login ID' in columns ? columns.ID : undefined;
}

function same(a: string | undefined, b: string): boolean {
  return a !== undefined && plain(a) === plain(b);
}

function sameNumber(a: string, b: string): boolean {
  return plain(a).replace(/^e(?=\d+$)/, '') === plain(b).replace(/^e(?=\d+$)/, '');
}

function plain(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/**
 * A name's letters in every order that platforms know: `Ada Lovelace`, `Lovelace, Ada` and
 * `lovelaceada` have one in common.
 */
function turns(name: string): string[] {
  const words = plain(name).match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.map((_, i) => [...words.slice(i), ...words.slice(0, i)].join(''));
}
