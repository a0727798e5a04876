import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { sayBytes } from './caps.ts';

/** The bytes of a file, or why it was not read. */
export type FileOutcome = { bytes: Buffer } | { reason: string };

/**
 * Reads a regular file, `limit` bytes at most. A link is not followed, and a pipe is not waited for.
 * A file with several names (hard links) is read: on a disk of ours it can only be a file of ours.
 */
export async function readRegularFile(path: string, limit: number): Promise<FileOutcome> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants; // undefined, hence 0, on Windows
  const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
  const opened = await open(path, flags).catch((error: unknown) => reasonOf(error));
  if (typeof opened === 'string') return { reason: opened };
  try {
    if (!(await opened.stat()).isFile()) return { reason: 'it is not a regular file' };
    const buffer = Buffer.allocUnsafe(limit + 1);
    let size = 0;
    while (size <= limit) {
      const { bytesRead } = await opened.read(buffer, size, limit + 1 - size);
      if (bytesRead === 0) break;
      size += bytesRead;
    }
    if (size > limit) return { reason: `it has more than ${sayBytes(limit)}` };
    return { bytes: Buffer.from(buffer.subarray(0, size)) };
  } catch (error) {
    return { reason: reasonOf(error) };
  } finally {
    await opened.close();
  }
}

const reasons: Record<string, string> = {
  ELOOP: 'it is a symbolic link, not a file',
  EMLINK: 'it is a symbolic link, not a file', // FreeBSD
  ENXIO: 'it is a socket, not a file',
  EACCES: 'it may not be read by whoever grades',
  EPERM: 'it may not be read by whoever grades',
  EISDIR: 'it is a folder',
};

/** What the system said about a file or a folder, in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? `it cannot be read (${code === '' ? message : code})`;
}
