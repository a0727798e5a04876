import { readFile, writeFile } from 'node:fs/promises';
import { UserError } from '../common/user-error.ts';
import { codecByCode, codecByDtype, dtypeOf, readableDtypes } from './npy-dtype.ts';
import type { Codec, NpyData, NpyDtype } from './npy-dtype.ts';
import { formatHeader, npyError, parseHeader, savePlain } from './npy-header.ts';

/** An array of any rank: `data` holds the numbers in C order, the last dimension running fastest. */
export interface NpyArray {
  shape: number[];
  /** Default when writing: what the typed array says. */
  dtype?: NpyDtype;
  data: NpyData;
}

/**
 * @param path - a file as `numpy.save` writes it: format 1.0, 2.0 or 3.0, either byte order, C or Fortran order.
 * @returns the array in C order, in the typed array of its dtype.
 * @throws {UserError} when the file is missing, unreadable, cut short, corrupt, or holds no plain numbers.
 */
export async function readNpy(path: string): Promise<Required<NpyArray>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${path}: cannot be read (${reason}); wanted a NumPy .npy file. Check the path and its permissions.`,
      { cause: error },
    );
  }
  return decodeNpy(bytes, path);
}

/**
 * @param bytes - a whole `.npy` file.
 * @param name - how messages call it; usually its path.
 * @throws {UserError} as {@link readNpy}.
 */
export function decodeNpy(bytes: Uint8Array, name: string): Required<NpyArray> {
  const { descr, fortranOrder, shape, dataOffset } = parseHeader(bytes, name);
  const codec = codecOf(descr, name);
  const length = elementCount(shape);
  const wanted = length * codec.bytes;
  const came = bytes.length - dataOffset;
  // Compared before anything is allocated: a header that lies cannot ask for memory.
  if (wanted !== came) {
    const problem = came < wanted ? 'the file was cut short, or its header lies' : 'too many bytes';
    throw npyError(
      name,
      `${came} bytes of numbers (${problem})`,
      `${wanted} bytes for shape (${shape.join(', ')}) of ${codec.dtype}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + dataOffset, came);
  const littleEndian = descr[0] !== '>';
  const data = codec.allocate(length);
  const source = fortranOrder ? fortranIndices(shape) : (i: number) => i;
  for (let i = 0; i < length; i++) {
    data[i] = codec.read(view, source(i) * codec.bytes, littleEndian);
  }
  if (codec.dtype.endsWith('64') && codec.dtype !== 'float64') requireExact(data, codec, name);
  return { shape, dtype: codec.dtype, data };
}

/**
 * @returns a whole `.npy` file (format 1.0, little-endian, C order): what `numpy.load` reads.
 * @throws {RangeError} when `data` has not as many numbers as `shape` says, or `int64` gets a fraction.
 */
export function encodeNpy({ shape, dtype, data }: NpyArray): Uint8Array {
  if (elementCount(shape) !== data.length) {
    throw new RangeError(`shape (${shape.join(', ')}) does not hold ${data.length} numbers`);
  }
  const codec = codecByDtype(dtype ?? dtypeOf(data));
  const header = formatHeader((codec.bytes === 1 ? '|' : '<') + codec.code, shape);
  const bytes = new Uint8Array(header.length + data.length * codec.bytes);
  bytes.set(header);
  const view = new DataView(bytes.buffer, header.length);
  data.forEach((value, i) => codec.write(view, i * codec.bytes, value));
  return bytes;
}

/** Writes what {@link encodeNpy} makes. */
export async function writeNpy(path: string, array: NpyArray): Promise<void> {
  await writeFile(path, encodeNpy(array));
}

function codecOf(descr: string, name: string): Codec {
  if (descr.slice(1).startsWith('O')) {
    throw npyError(name, 'pickled Python objects (dtype object)', 'plain numbers', savePlain);
  }
  const codec = /^[<>|=]/.test(descr) ? codecByCode(descr.slice(1)) : undefined;
  if (!codec) throw npyError(name, `dtype '${descr}'`, `one of ${readableDtypes}`, savePlain);
  return codec;
}

function elementCount(shape: readonly number[]): number {
  return shape.includes(0) ? 0 : shape.reduce((product, size) => product * size, 1);
}

/** @returns for the i-th element in C order, where it lies in Fortran order (the first dimension running fastest). */
function fortranIndices(shape: readonly number[]): (i: number) => number {
  return (i) => {
    let rest = i;
    let index = 0;
    for (let axis = shape.length - 1, stride = elementCount(shape); axis >= 0; axis--) {
      stride /= shape[axis];
      index += (rest % shape[axis]) * stride;
      rest = Math.floor(rest / shape[axis]);
    }
    return index;
  };
}

function requireExact(data: NpyData, codec: Codec, name: string): void {
  const large = data.find((value) => !Number.isSafeInteger(value));
  if (large === undefined) return;
  throw npyError(name, `the ${codec.dtype} ${large}`, 'integers within ±(2^53 − 1)', savePlain);
}
