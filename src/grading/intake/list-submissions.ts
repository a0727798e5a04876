import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../common/user-error.ts';
import type { Student } from '../grade.ts';
import {
  findSubmissions,
  metadataPath,
  type FoundMember,
  type FoundSubmission,
} from './find-submissions.ts';
import { type GradescopeMetadata, readGradescopeMetadata } from './gradescope-metadata.ts';
import { findRow, studentOf } from './match-roster.ts';
import { submissionName, uniqueNames } from './names.ts';
import { reasonOf } from './read-file.ts';
import { readRoster, type Roster, type RosterRow } from './roster.ts';
import type { WantedFile } from './wanted.ts';

/** Whose submission lies where; its files are not read yet. */
export interface ListedSubmission {
  name: string;
  student: Student;
  submittedAt?: string;
  /** Gradescope's due time for this student, where it is known. ISO 8601, in UTC. */
  due?: string;
  members: readonly FoundMember[];
}

export interface Listing {
  submissions: ListedSubmission[];
  /** Students of the roster who have handed in nothing. */
  missing: Student[];
  /** What an instructor should know before anything is graded, in sentences. */
  warnings: string[];
}

export interface ListOptions {
  wanted: readonly WantedFile[];
  /** A CSV file; see `readRoster`. */
  roster?: string;
}

/**
 * Finds the submissions that paths lead to, and whose they are. Times are taken from `submissions.csv` in
 * the folder of the class, else from the roster, else from Gradescope, else they are unknown.
 *
 * @throws {UserError} when a path or the roster does not exist. Whatever else is wrong is a warning.
 */
export async function listSubmissions(
  paths: readonly string[],
  { wanted, roster: rosterPath }: ListOptions,
): Promise<Listing> {
  const found = await findSubmissions(paths, wanted);
  const roster: Roster =
    rosterPath === undefined ? { rows: [], warnings: [] } : await readRosterFile(rosterPath);
  const sidecars = new Map<string, Roster>();
  for (const folder of found.classFolders) sidecars.set(folder, await readSidecar(folder));
  const warnings = [
    ...found.warnings,
    ...roster.warnings,
    ...[...sidecars.values()].flatMap((sidecar) => sidecar.warnings),
  ];

  const unique = uniqueNames();
  const present = new Map<RosterRow, string[]>();
  const submissions: ListedSubmission[] = [];
  for (const one of found.submissions) {
    const name = unique(submissionName(one.entry));
    const row = findRow(roster.rows, submissionName(one.entry), one.parsed);
    const aside = findRow(
      sidecars.get(one.classFolder ?? '')?.rows ?? [],
      submissionName(one.entry),
      one.parsed,
    );
    const gradescope = await readMetadata(one);
    const submittedAt = aside?.submittedAt ?? row?.submittedAt ?? gradescope.submittedAt;
    const student = row === undefined ? unlisted(one, name, gradescope) : studentOf(row, name);
    if (row !== undefined) present.set(row, [...(present.get(row) ?? []), name]);
    else if (roster.rows.length > 0) warnings.push(`${name} belongs to nobody in ${rosterPath}.`);
    submissions.push({
      name,
      student,
      ...(submittedAt !== undefined && { submittedAt }),
      ...(gradescope.due !== undefined && { due: gradescope.due }),
      members: one.members,
    });
  }
  warnings.push(...twice(submissions));
  const missing = roster.rows
    .filter((row) => !present.has(row))
    .map((row) => studentOf(row, row.submission ?? ''));
  return { submissions, missing, warnings };
}

function unlisted(
  { parsed }: FoundSubmission,
  submission: string,
  gradescope: GradescopeMetadata,
): Student {
  const name = parsed.name ?? gradescope.name;
  return {
    id: parsed.id ?? gradescope.email ?? submission,
    ...(name !== undefined && { name }),
  };
}

function twice(submissions: readonly ListedSubmission[]): string[] {
  const byId = new Map<string, string[]>();
  for (const { student, name } of submissions) {
    byId.set(student.id, [...(byId.get(student.id) ?? []), name]);
  }
  return [...byId]
    .filter(([, names]) => names.length > 1)
    .map(
      ([id, names]) =>
        `${id} has handed in ${names.length} times: ${names.join(', ')}. Each is graded.`,
    );
}

async function readRosterFile(path: string): Promise<Roster> {
  try {
    return readRoster(await readFile(path, 'utf8'), path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const came = code === 'ENOENT' ? 'there is no such file' : reasonOf(error);
    throw new UserError(
      `The roster ${path} was not read: ${came}. Give a CSV file with a header row and a column submission or id.`,
    );
  }
}

/** `submissions.csv` in a class' folder, which is the instructor's: no student can write there. */
async function readSidecar(folder: string): Promise<Roster> {
  const path = join(folder, 'submissions.csv');
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? { rows: [], warnings: [] } : readRoster(text, path);
}

async function readMetadata(one: FoundSubmission): Promise<GradescopeMetadata> {
  const path = metadataPath(one);
  const text = path === undefined ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? {} : readGradescopeMetadata(text);
}
