import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../common/user-error.ts';
import { verified } from './sink.ts';
import type { Sink } from './sink.ts';
import type { Content } from './sources.ts';

/**
 * Reads and verifies one member of an archive that lies unpacked in a folder. Memory: one piece of it.
 *
 * @param sink - finishes only when the member is right.
 * @param advice - the last sentence of messages.
 * @throws {UserError} when the member is missing, cannot be read, or is wrong.
 * @throws the signal's reason when aborted.
 */
export async function readUnpacked(
  folder: string,
  member: Content,
  sink: Sink,
  advice: string,
  signal?: AbortSignal,
): Promise<void> {
  const path = join(folder, member.name);
  const checked = verified(path, member, sink, advice);
  try {
    const file = createReadStream(path, { highWaterMark: 1 << 18 });
    for await (const chunk of file as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      checked.push(chunk);
    }
    checked.finish();
  } catch (error) {
    checked.abandon?.();
    if (error instanceof UserError || signal?.aborted) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const came = code === 'ENOENT' ? 'it is missing' : message;
    throw new UserError(`${path}: ${came}; wanted a file of ${member.bytes} bytes. ${advice}`);
  }
}
