import { createGunzip } from 'node:zlib';
import { Parser } from 'tar/parse';
import type { ReadEntry } from 'tar/read-entry';
import type { Basket, EntryKind } from './basket.ts';

const metaBytes = 64 * 1024;

/**
 * Reads the wanted files of a `.tar.gz`. All of it is unpacked in passing, piece by piece, up to the cap.
 *
 * @param prefix - goes before the paths in it.
 * @throws when the archive is damaged or cut short; what came whole before that is in the basket.
 */
export async function readTarGz(bytes: Buffer, basket: Basket, prefix = ''): Promise<void> {
  let failure: string | undefined;
  let isKnown = false;
  const onReadEntry = (entry: ReadEntry) => {
    isKnown = true;
    take(entry, basket, prefix);
  };
  const parser = new Parser({ onReadEntry, maxMetaEntrySize: metaBytes });
  parser.on('ignoredEntry', (entry: ReadEntry) => {
    basket.begin(entry.path, 'something that is no part of a folder', prefix);
  });
  parser.on('warn', (_code, message: string | Error) => (failure ??= String(message)));
  parser.on('error', (error: Error) => (failure ??= error.message));

  try {
    for await (const chunk of unpacked(bytes)) {
      basket.unpack(chunk.length);
      if (!basket.isFull()) parser.write(chunk);
      if (basket.isFull()) return;
    }
  } finally {
    parser.end(); // tells the file that was being read that no more of it comes
  }
  if (failure !== undefined) throw new Error(failure);
  if (!isKnown) throw new Error('there is no file in it');
}

const block = 512;

/** What gzip gives, its first piece at least a block of tar long. */
async function* unpacked(bytes: Buffer): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  gunzip.end(bytes);
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < block) continue;
    // The parser would unpack what is packed twice, uncounted.
    if (isPacked(head)) throw new Error('it is packed more than once');
    yield head;
    head = undefined;
  }
}

function isPacked(head: Buffer): boolean {
  const magics = ['1f8b', '28b52ffd', 'fd377a58', '425a68'];
  return magics.some((magic) => head.toString('hex', 0, magic.length / 2) === magic);
}

function take(entry: ReadEntry, basket: Basket, prefix: string): void {
  const sink = basket.begin(entry.path, kinds[entry.type] ?? 'a device', prefix);
  if (sink === undefined) {
    entry.resume();
    return;
  }
  let size = 0;
  entry.on('data', (chunk: Buffer) => {
    size += chunk.length;
    sink.push(chunk);
  });
  entry.on('end', () => {
    if (size === entry.size) sink.finish();
    else sink.fail('it is cut short');
  });
}

const kinds: Partial<Record<ReadEntry['type'], EntryKind>> = {
  File: 'file',
  OldFile: 'file',
  ContiguousFile: 'file',
  Directory: 'folder',
  GNUDumpDir: 'folder',
  Link: 'a hard link',
  SymbolicLink: 'a symbolic link',
  FIFO: 'a pipe',
};
