import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { writeWhole } from '../common/write-file.ts';

/** What became of one file. */
export interface ResetFile {
  /** For example `katas/part2/conv2d.ts`. */
  path: string;
  /** Where the student's version went; absent when the file was missing or still the stub. */
  backup?: string;
  /** Whether the file is now another than before. */
  isChanged: boolean;
}

/**
 * Puts committed originals back, after a backup of what the student had.
 *
 * @param files - file names within the kata, for example `conv2d.ts` or `answers.md`.
 * @param stamp - names the backup's folder, for example a time.
 * @throws {UserError} when a backup or a file cannot be written; nothing is overwritten without one.
 */
export async function resetFiles(
  root: string,
  part: string,
  files: readonly string[],
  stamp: string,
): Promise<ResetFile[]> {
  const outcomes: ResetFile[] = [];
  for (const file of files) {
    const path = `katas/${part}/${file}`;
    const original = await readFile(join(root, 'fixtures/originals', part, file)).catch(() => {
      throw new UserError(
        `The original of ${path} is missing from fixtures/originals; \`git checkout fixtures\` brings it back.`,
      );
    });
    const current = await readIfThere(join(root, path));
    if (current?.equals(original)) {
      outcomes.push({ path, isChanged: false });
      continue;
    }
    const backup = `.kata/backups/${part}-${stamp}/${file}`;
    if (current) await writeWhole(join(root, backup), current);
    await writeWhole(join(root, path), original);
    outcomes.push({ path, isChanged: true, ...(current ? { backup } : {}) });
  }
  return outcomes;
}

/** @throws {UserError} when the file is there but cannot be read: then it cannot be backed up. */
async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UserError(
      `${path} cannot be read, so it cannot be backed up: ${String(error)}. Nothing was changed.`,
    );
  }
}
