import type { FileHandle } from 'node:fs/promises';
import { onDisk } from './disk-error.ts';

/** What a mirror did that it should not have; the message is one short clause. */
export class MirrorError extends Error {
  override name = 'MirrorError';
}

export interface Transfer {
  url: string;
  /** Open for reading and writing. */
  file: FileHandle;
  /** For messages. */
  path: string;
  /** How much of the file is there already. */
  offset: number;
  /** How large the whole file is. */
  bytes: number;
  /** Called after each piece. */
  onReceived: (receivedBytes: number) => void;
  /** Milliseconds without a single byte after which a mirror counts as stalled. */
  stallTimeoutMs: number;
  signal: AbortSignal | undefined;
}

/**
 * Fetches what is missing of a file into it. A server that cannot continue at an offset sends all of it again.
 * On return the file is as long as it should be; whether it is right is for its checksum to say.
 *
 * @throws {MirrorError} when the mirror fails. What came until then stays in the file.
 * @throws {UserError} when the disk does.
 * @throws the signal's reason when aborted.
 */
export async function transfer(job: Transfer): Promise<void> {
  const { signal, stallTimeoutMs } = job;
  const stalled = new AbortController();
  const giveUp = () =>
    stalled.abort(new MirrorError(`nothing came for ${stallTimeoutMs / 1000} seconds`));
  let timer = setTimeout(giveUp, stallTimeoutMs);
  const restart = () => {
    clearTimeout(timer);
    timer = setTimeout(giveUp, stallTimeoutMs);
  };
  const combined = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
  try {
    signal?.throwIfAborted();
    const { response, offset } = await request(job, combined);
    await receive(job, response, offset, restart);
  } catch (error) {
    signal?.throwIfAborted();
    if (stalled.signal.aborted) throw stalled.signal.reason;
    throw error instanceof TypeError ? new MirrorError(networkReason(error)) : error;
  } finally {
    clearTimeout(timer);
    stalled.abort(); // lets go of a connection that is still open
  }
}

async function request(
  { url, offset, bytes }: Transfer,
  signal: AbortSignal,
): Promise<{ response: Response; offset: number }> {
  // identity: a .gz file must arrive as it is, not unpacked on the way.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (offset > 0) headers.range = `bytes=${offset}-`;
  let response = await fetch(url, { headers, signal });
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  const continues = response.status === 206 && offset > 0 && Number(start) === offset;
  if (!continues && offset > 0 && (response.status === 416 || response.status === 206)) {
    await response.body?.cancel();
    delete headers.range;
    response = await fetch(url, { headers, signal });
  }
  if (!continues && response.status !== 200) {
    throw new MirrorError(`answered ${response.status} ${response.statusText}`.trim());
  }
  // Looked at before anything is written: a login page must not replace half a data set.
  const from = continues ? offset : 0;
  const length = response.headers.get('content-length');
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) throw new MirrorError('sent a web page in place of the file');
  if (length !== null && Number(length) !== bytes - from) {
    throw new MirrorError(`offers ${length} bytes where ${bytes - from} were wanted`);
  }
  return { response, offset: from };
}

async function receive(
  { file, path, bytes, onReceived }: Transfer,
  response: Response,
  offset: number,
  restartTimer: () => void,
): Promise<void> {
  // What is there from an earlier download is written over, not cut off: breaking off loses nothing.
  let position = offset;
  for await (const chunk of response.body ?? []) {
    restartTimer();
    if (position + chunk.length > bytes) {
      await onDisk(path, () => file.truncate(0));
      throw new MirrorError(`sent more than the ${bytes} bytes wanted`);
    }
    for (let written = 0; written < chunk.length;) {
      const { bytesWritten } = await onDisk(path, () =>
        file.write(chunk, written, chunk.length - written, position),
      );
      written += bytesWritten;
      position += bytesWritten;
    }
    onReceived(position);
  }
  if (position < bytes) throw new MirrorError(`stopped after ${position} of ${bytes} bytes`);
}

/** `fetch` says only "fetch failed" or "terminated"; what happened is in its cause. */
function networkReason(error: TypeError): string {
  const cause = error.cause as
    (NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] }) | undefined;
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `no such host can be found (${code})`;
  if (code === 'UND_ERR_SOCKET') return 'the connection broke';
  return code ? `no connection (${code})` : (cause?.message ?? error.message);
}
