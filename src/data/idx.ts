import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '../common/user-error.ts';

/** Unsigned bytes of any rank, in C order, as MNIST keeps its images and labels. */
export interface IdxArray {
  shape: number[];
  data: Uint8Array;
}

const unsignedByte = 0x08;
const gzipExpandsAtMost = 1032; // deflate turns 258 bytes into no less than 2 bits

/**
 * Reads an IDX file of unsigned bytes, plain or compressed by gzip (told by its content, not its name).
 * Memory: the array, and one piece of the file. A header that promises more than the file can hold
 * allocates nothing.
 *
 * @param path - the file.
 * @param rank - 3 for images `[count, height, width]`, 1 for labels `[count]`.
 * @throws {UserError} when the file is missing, cut short, damaged, too long, or of another kind.
 */
export async function readIdx(path: string, rank: number): Promise<IdxArray> {
  let refused: unknown;
  try {
    const { size, zipped } = await inspect(path);
    const decoder = idxDecoder(path, rank, zipped ? size * gzipExpandsAtMost : size);
    const consume = async (chunks: AsyncIterable<Uint8Array>) => {
      try {
        for await (const chunk of chunks) decoder.push(chunk);
      } catch (error) {
        refused = error; // the pipeline may report its own end ("aborted") in place of the reason
        throw error;
      }
    };
    const file = createReadStream(path);
    await (zipped ? pipeline(file, createGunzip(), consume) : pipeline(file, consume));
    return decoder.finish();
  } catch (error) {
    const reason = refused ?? error;
    if (reason instanceof UserError) throw reason;
    const { code = '', message } = reason as NodeJS.ErrnoException;
    const came = code.startsWith('Z_') ? `damaged or cut-short gzip data (${message})` : message;
    throw idxError(path, came, 'a readable IDX file');
  }
}

async function inspect(path: string): Promise<{ size: number; zipped: boolean }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(2), 0, 2, 0);
    const zipped = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    return { size: (await file.stat()).size, zipped };
  } finally {
    await file.close();
  }
}

/**
 * Decodes IDX bytes that come in pieces of any size.
 *
 * @param name - how messages call the file.
 * @param mostBytes - the array is refused before it is allocated when it would be larger.
 */
export function idxDecoder(
  name: string,
  rank: number,
  mostBytes: number,
): { push(chunk: Uint8Array): void; finish(): IdxArray } {
  const header = new Uint8Array(4 + 4 * rank);
  let headerLength = 0;
  let array: IdxArray | undefined;
  let filled = 0;

  function push(chunk: Uint8Array): void {
    let rest = chunk;
    if (!array) {
      const taken = rest.subarray(0, header.length - headerLength);
      header.set(taken, headerLength);
      headerLength += taken.length;
      checkMagic(name, header.subarray(0, headerLength), rank);
      if (headerLength < header.length) return;
      rest = rest.subarray(taken.length);
      array = allocate(name, header, rank, mostBytes);
    }
    if (filled + rest.length > array.data.length) {
      throw idxError(
        name,
        `bytes after the last of the ${array.data.length} that shape (${array.shape.join(', ')}) has`,
        'the end of the file there',
      );
    }
    array.data.set(rest, filled);
    filled += rest.length;
  }

  function finish(): IdxArray {
    if (!array)
      throw idxError(name, `only ${headerLength} bytes`, `a header of ${header.length} bytes`);
    if (filled < array.data.length) {
      const wanted = `${array.data.length} for shape (${array.shape.join(', ')})`;
      throw idxError(name, `${filled} bytes of numbers (the file was cut short)`, wanted);
    }
    return array;
  }

  return { push, finish };
}

/** The magic number: two zero bytes, the type of the numbers, the rank. */
function checkMagic(name: string, header: Uint8Array, rank: number): void {
  const wanted = [0, 0, unsignedByte, rank];
  const came = header.subarray(0, 4);
  if (came.every((byte, i) => byte === wanted[i])) return;
  const hex = (bytes: Iterable<number>) =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw idxError(
    name,
    `the file begins with ${hex(came)}`,
    `${hex(wanted)}: IDX, unsigned bytes, ${rank} dimension${rank === 1 ? '' : 's'}`,
  );
}

function allocate(name: string, header: Uint8Array, rank: number, mostBytes: number): IdxArray {
  const view = new DataView(header.buffer);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const length = shape.reduce((product, size) => product * size, 1);
  if (length > mostBytes) {
    throw idxError(
      name,
      `a header that promises shape (${shape.join(', ')}), ${length} bytes`,
      `at most ${mostBytes}, which is all that the file can hold`,
    );
  }
  return { shape, data: new Uint8Array(length) };
}

function idxError(name: string, came: string, wanted: string): UserError {
  return new UserError(`${name}: ${came}; wanted ${wanted}. Download or copy the file again.`);
}
