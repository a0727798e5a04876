import { createReadStream } from 'node:fs';
import { posix } from 'node:path';
import { createGunzip } from 'node:zlib';
import { Parser } from 'tar/parse';
import type { ReadEntry } from 'tar/read-entry';
import { UserError } from '../common/user-error.ts';
import { verified } from './sink.ts';
import type { Sink } from './sink.ts';
import type { Content } from './sources.ts';

const pieceBytes = 1 << 18;

/**
 * Reads members of a `.tar.gz` in one pass, in the order in which they lie there, and verifies each.
 * A member is known by its name, whatever the folder it is in; others are passed over, and so is what
 * comes after the last one wanted. Memory: one piece of the file.
 *
 * @param members - all must be there.
 * @param open - called at the beginning of each; its sink finishes only when the member is right.
 * @param advice - the last sentence of messages.
 * @throws {UserError} when the archive cannot be read, is cut short or damaged, or a member is missing or wrong.
 * @throws the signal's reason when aborted.
 */
export async function readArchive(
  path: string,
  members: readonly Content[],
  open: (member: Content) => Sink,
  advice: string,
  signal?: AbortSignal,
): Promise<void> {
  const missing = new Map(members.map((member) => [member.name, member]));
  let sink: Sink | undefined;
  let failure: unknown;
  let warning: string | undefined;

  /** What a listener throws would leave the parser half way: it is kept, and thrown below. */
  const guarded = (action: () => void) => () => {
    try {
      if (failure === undefined) action();
    } catch (error) {
      failure = error;
    }
  };

  function onReadEntry(entry: ReadEntry): void {
    const member = missing.get(posix.basename(entry.path));
    if (!member || (entry.type !== 'File' && entry.type !== 'OldFile')) {
      entry.resume();
      return;
    }
    missing.delete(member.name);
    const mine = verified(`${path}: ${member.name}`, member, open(member), advice);
    sink = mine;
    entry.on('data', (chunk: Uint8Array) => guarded(() => mine.push(chunk))());
    entry.on(
      'end',
      guarded(() => {
        mine.finish();
        sink = undefined;
      }),
    );
  }

  const parser = new Parser({ onReadEntry, onwarn: (_, message) => (warning ??= message) });
  parser.on('error', (error: Error) => (failure ??= error));
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const unzipped = createGunzip({ chunkSize: pieceBytes });
  file.on('error', (error) => unzipped.destroy(error));
  file.pipe(unzipped);
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      parser.write(chunk);
      if (failure !== undefined) throw failure;
      if (missing.size === 0 && sink === undefined) return;
    }
    parser.end();
    if (failure !== undefined) throw failure;
    const reason = warning === undefined ? '' : ` (${warning})`;
    const names = [...missing.keys()].join(', ');
    throw archiveError(path, `no ${names} in it${reason}`, members, advice);
  } catch (error) {
    sink?.abandon?.();
    if (error instanceof UserError || signal?.aborted) throw error;
    const { code = '', message } = error as NodeJS.ErrnoException;
    const came = code.startsWith('Z_') ? `damaged or cut-short gzip data (${message})` : message;
    throw archiveError(path, came, members, advice);
  } finally {
    file.destroy();
  }
}

function archiveError(
  path: string,
  came: string,
  members: readonly Content[],
  advice: string,
): UserError {
  const names = members.map(({ name }) => name).join(', ');
  return new UserError(`${path}: ${came}; wanted a .tar.gz with ${names}. ${advice}`);
}
