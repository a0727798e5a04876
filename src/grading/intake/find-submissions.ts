import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../../common/user-error.ts';
import { parseName, type ParsedName } from './names.ts';
import { partOf } from './place-files.ts';
import { isArchiveName } from './read-archive.ts';
import { reasonOf } from './read-file.ts';
import type { WantedFile } from './wanted.ts';

/** A submission on the disk, not read yet. */
export interface FoundSubmission {
  /** Its folder's or file's name; of several files that a platform keeps apart, the first one's. */
  entry: string;
  parsed: ParsedName;
  members: FoundMember[];
  /** The folder of a class that it lies in; undefined where it was named itself. */
  classFolder?: string;
}

export interface FoundMember {
  path: string;
  kind: 'folder' | 'archive' | 'file' | (string & {});
  /** What a single file is called within the submission. */
  name: string;
}

export interface Found {
  submissions: FoundSubmission[];
  /** Folders of classes. */
  classFolders: string[];
  warnings: string[];
}

/** What lies in a class' folder without being anybody's submission. */
const beside = /\.(csv|json|ya?ml|txt|md|html|xlsx|ods|log)$/i;

/**
 * Finds the submissions that paths lead to. A folder is one when it is named like one, or has `katas/`,
 * a folder of a part or a wanted file in it; any other is the folder of a class, in which each folder,
 * archive and `.ts` file is one.
 *
 * @throws {UserError} when a path does not exist.
 */
export async function findSubmissions(
  paths: readonly string[],
  wanted: readonly WantedFile[],
): Promise<Found> {
  const found: Found = { submissions: [], classFolders: [], warnings: [] };
  for (const given of paths) {
    const named = resolve(given);
    const stats = await stat(named).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') return undefined;
      throw new UserError(
        `There is no ${given}. Give a folder of submissions, or submissions: folders, .zip, .tar.gz or .ts files.`,
      );
    });
    const entry = basename(named);
    // Links are followed here, and only here: the instructor has named this one.
    const path = await realpath(named).catch(() => named);
    const members = stats?.isDirectory() ? await listed(path, found) : undefined;
    if (members === undefined || isSubmission(entry, members, wanted)) {
      const kind = stats === undefined ? 'not readable' : kindOf(entry, stats);
      found.submissions.push(single(path, kind, entry, partAbove(named)));
    } else {
      found.classFolders.push(path);
      found.submissions.push(...inClass(path, members));
    }
  }
  if (found.submissions.length === 0 && found.warnings.length === 0) {
    found.warnings.push(`There is no submission in ${paths.join(', ')}.`);
  }
  return found;
}

async function listed(path: string, { warnings }: Found): Promise<Dirent[]> {
  try {
    const members = await readdir(path, { withFileTypes: true });
    return members.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    warnings.push(`${path}: ${reasonOf(error)}`);
    return [];
  }
}

function isSubmission(
  name: string,
  members: readonly Dirent[],
  wanted: readonly WantedFile[],
): boolean {
  if (name === 'submission' || parseName(name).by !== 'nobody') return true; // Gradescope's is the first
  const names = new Set(wanted.map((file) => file.name.toLowerCase()));
  return members.some((member) =>
    member.isDirectory()
      ? member.name === 'katas' || partOf(member.name) !== undefined
      : names.has(member.name.toLowerCase()),
  );
}

function inClass(folder: string, members: readonly Dirent[]): FoundSubmission[] {
  const byKey = new Map<string, FoundSubmission>();
  for (const member of members) {
    const parsed = parseName(member.name);
    const isBeside =
      beside.test(member.name) && parsed.ownName === undefined && !member.isDirectory();
    if (/^[.~]|^__MACOSX$/.test(member.name) || isBeside) continue;
    const next: FoundSubmission = {
      ...single(join(folder, member.name), kindOf(member.name, member)),
      classFolder: folder,
    };
    const earlier = byKey.get(parsed.key);
    if (earlier === undefined) byKey.set(parsed.key, next);
    else earlier.members.push(...next.members);
  }
  return [...byKey.values()];
}

function single(
  path: string,
  kind: FoundMember['kind'],
  entry = basename(path),
  above = '',
): FoundSubmission {
  const parsed = parseName(entry);
  return { entry, parsed, members: [{ path, kind, name: above + (parsed.ownName ?? entry) }] };
}

/** `part3/` for `…/part3/train.ts`: which of several `train.ts` it is. */
function partAbove(path: string): string {
  const above = basename(dirname(path));
  return partOf(above) === undefined ? '' : `${above}/`;
}

function kindOf(
  name: string,
  is: Pick<Dirent, 'isDirectory' | 'isFile' | 'isSymbolicLink'>,
): FoundMember['kind'] {
  if (is.isDirectory()) return 'folder';
  if (is.isSymbolicLink()) return 'a symbolic link, which is not followed';
  if (!is.isFile()) return 'neither a file nor a folder';
  if (isArchiveName(name)) return 'archive';
  return /\.(ts|md)$/i.test(name) ? 'file' : 'a file of a kind that is not read';
}

/** Gradescope's description of the submission in a folder, which lies outside of what the student wrote. */
export function metadataPath({ entry, members, classFolder }: FoundSubmission): string | undefined {
  if (classFolder !== undefined || entry !== 'submission') return undefined;
  return join(dirname(members[0].path), 'submission_metadata.json');
}
