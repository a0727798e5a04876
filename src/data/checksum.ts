import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export interface Checksum {
  algorithm: 'md5' | 'sha256';
  /** Lower-case hexadecimal. */
  hex: string;
}

export interface Mismatch {
  algorithm: Checksum['algorithm'];
  came: string;
  wanted: string;
}

/**
 * Reads a file once, in pieces, however large it is.
 *
 * @param checksums - all must match.
 * @returns the first that does not, or undefined when the file is the one wanted.
 * @throws the file system's error when the file cannot be read; the signal's reason when aborted.
 */
export async function findMismatch(
  path: string,
  checksums: readonly Checksum[],
  signal?: AbortSignal,
): Promise<Mismatch | undefined> {
  const hashes = checksums.map(({ algorithm }) => createHash(algorithm));
  await pipeline(
    createReadStream(path, { highWaterMark: 1 << 18 }),
    async (chunks: AsyncIterable<Uint8Array>) => {
      for await (const chunk of chunks) for (const hash of hashes) hash.update(chunk);
    },
    signal ? { signal } : {},
  );
  for (const [i, { algorithm, hex }] of checksums.entries()) {
    const came = hashes[i].digest('hex');
    if (came !== hex) return { algorithm, came, wanted: hex };
  }
  return undefined;
}
