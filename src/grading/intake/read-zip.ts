import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import type { Basket, EntryKind, Sink } from './basket.ts';
import type { Caps } from './caps.ts';

const stored = 0;
const deflated = 8;

/**
 * Reads the wanted files of a `.zip`. Only these are unpacked, each up to its cap; sizes and checksums
 * are compared with what the archive says of them.
 *
 * @param prefix - goes before the paths in it.
 * @throws when the archive's list of contents cannot be read; what came before is in the basket.
 */
export async function readZip(
  bytes: Buffer,
  basket: Basket,
  caps: Caps,
  prefix = '',
): Promise<void> {
  // With names decoded here, one bad name does not end the reading of all others.
  const zip = await fromBufferPromise(bytes, { decodeStrings: false });
  for await (const entry of zip.eachEntry()) {
    const name = getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      true,
    );
    const sink = basket.begin(name, kindOf(entry, name), prefix);
    if (basket.isFull()) return;
    if (sink !== undefined) await readEntry(zip, entry, bytes, sink, caps);
  }
}

async function readEntry(
  zip: ZipFile,
  entry: Entry,
  archive: Buffer,
  sink: Sink,
  caps: Caps,
): Promise<void> {
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const packed = archive.subarray(fileDataStart, fileDataStart + entry.compressedSize);
    const isStored = entry.compressionMethod === stored;
    const bytes = isStored
      ? packed.subarray(0, caps.fileBytes + 1)
      : inflateRawSync(packed, { maxOutputLength: caps.fileBytes });
    if (!sink.push(bytes)) return;
    if (bytes.length === entry.uncompressedSize && crc32(bytes) === entry.crc32) sink.finish();
    else sink.fail('it is damaged: its size or its checksum is not what the archive says');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      sink.push(new Uint8Array(caps.fileBytes + 1)); // counted as what it cost to unpack
    } else {
      sink.fail(`it is damaged (${(error as Error).message})`);
    }
  }
}

const unixTypes: Record<number, EntryKind> = {
  0o010000: 'a pipe',
  0o020000: 'a device',
  0o040000: 'folder',
  0o060000: 'a device',
  0o120000: 'a symbolic link',
  0o140000: 'a socket',
};

function kindOf(entry: Entry, name: string): EntryKind {
  // Unix keeps its mode in the upper half, whatever system the archive says it is from.
  const kind = unixTypes[(entry.externalFileAttributes >>> 16) & 0o170000];
  if (kind !== undefined) return kind;
  if (name.endsWith('/')) return 'folder';
  if (entry.isEncrypted()) return 'encrypted';
  const isReadable = [stored, deflated].includes(entry.compressionMethod);
  return isReadable ? 'file' : `packed by method ${entry.compressionMethod}, which is not read`;
}
