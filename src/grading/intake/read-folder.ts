import { opendir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import type { Basket, EntryKind } from './basket.ts';
import type { Caps } from './caps.ts';
import { isByTheWay } from './entry-path.ts';
import { isArchiveName, readArchive, withoutEnding } from './read-archive.ts';
import { readRegularFile, reasonOf } from './read-file.ts';

const deepest = 20;

/**
 * Reads the wanted files below a folder, in the order of their names. Links are not followed. Of a
 * folder that has `katas/` in it, a whole working copy, only that one is read. Archives that lie
 * directly in it are read too: Moodle makes a folder around what a student has uploaded.
 *
 * @param prefix - the folder's own path within the submission, '' or ending in `/`.
 */
export async function readFolder(
  folder: string,
  basket: Basket,
  caps: Caps,
  prefix = '',
  depth = 0,
): Promise<void> {
  const members = await list(folder, caps).catch((error: unknown) => reasonOf(error));
  if (typeof members === 'string') {
    if (depth === 0) basket.spoil(members);
    else basket.refuse(prefix, members);
    return;
  }
  const katas = members.filter((member) => member.isDirectory() && member.name === 'katas');
  for (const member of katas.length > 0 ? katas : members) {
    if (basket.isFull()) return;
    const path = prefix + member.name;
    const sink = basket.begin(path, kindOf(member));
    const real = join(folder, member.name);
    if (member.isDirectory() && !isByTheWay([member.name])) {
      if (depth >= deepest) basket.refuse(path, `it lies more than ${deepest} folders deep`);
      else await readFolder(real, basket, caps, `${path}/`, depth + 1);
    } else if (sink !== undefined) {
      const file = await readRegularFile(real, caps.fileBytes);
      if ('reason' in file) sink.fail(file.reason);
      else if (sink.push(file.bytes)) sink.finish();
    } else if (depth === 0 && member.isFile() && isArchiveName(member.name)) {
      const reason = await readArchive(real, basket, caps, `${withoutEnding(member.name)}/`);
      if (reason !== undefined) basket.refuse(path, reason);
    }
  }
}

/** What lies in a folder, sorted; no more of it than the caps allow, however much there is. */
async function list(folder: string, { entries }: Caps): Promise<Dirent[]> {
  const members: Dirent[] = [];
  for await (const member of await opendir(folder)) {
    members.push(member);
    if (members.length > entries) break;
  }
  return members.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What an entry of a folder is, in the words of a basket. */
function kindOf(member: Dirent): EntryKind {
  if (member.isFile()) return 'file';
  if (member.isDirectory()) return 'folder';
  if (member.isSymbolicLink()) return 'a symbolic link';
  if (member.isFIFO()) return 'a pipe';
  return member.isSocket() ? 'a socket' : 'a device';
}
