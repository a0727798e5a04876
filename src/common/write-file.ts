import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UserError } from './user-error.ts';

/**
 * Writes a whole file or none of it: into a neighbour first, which then takes its place.
 * Folders on the way are made.
 *
 * @throws {UserError} when the disk is full or the place cannot be written; the old file stays.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, content, { flush: true });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw new UserError(
      `${path} could not be written: ${reason(error)} What was there is unchanged.`,
    );
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return 'the disk is full. Make room and run the command again.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return 'you may not write there. Choose another place, or change its permissions.';
  }
  return `${error instanceof Error ? error.message : String(error)}.`;
}
