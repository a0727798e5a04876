import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A folder that others may enter, or a file that they may read, has this bit. */
const ENTER = 0o001;
const READ = 0o004;

/**
 * What keeps other users from a file or folder.
 *
 * @param path - absolute, with no symbolic link in it.
 * @returns the folder that they may not enter, or the path itself; undefined where they may read it.
 */
export async function closedToOthers(path: string): Promise<string | undefined> {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!((await stat(folder)).mode & ENTER)) return folder;
  }
  return (await stat(path)).mode & READ ? undefined : path;
}
