import { UserError } from '../common/user-error.ts';

/** What the header of an `.npy` file says about the numbers that follow it. */
export interface NpyHeader {
  /** NumPy's type string: byte order (`<`, `>`, `|`, `=`), letter, size; for example `<f4`. */
  descr: string;
  fortranOrder: boolean;
  shape: number[];
  /** Where the numbers begin, in bytes from the start of the file. */
  dataOffset: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
const alignment = 64;

/** Every complaint about a file: what came, what was wanted, what to do. */
export function npyError(name: string, came: string, wanted: string, next?: string): UserError {
  const advice = next ?? 'Write it again with numpy.save(name, array), or copy it again.';
  return new UserError(`${name}: ${came}; wanted ${wanted}. ${advice}`);
}

/**
 * @param bytes - the file, at least its header.
 * @param name - how messages call the file.
 * @throws {UserError} when the bytes are no `.npy` header of version 1.0, 2.0 or 3.0.
 */
export function parseHeader(bytes: Uint8Array, name: string): NpyHeader {
  const starts = magic.every((byte, i) => bytes[i] === byte);
  if (!starts) {
    const came = bytes.length === 0 ? 'the file is empty' : `the file begins with ${hex(bytes)}`;
    throw npyError(
      name,
      came,
      'a NumPy .npy file, which begins with 93 4e 55 4d 50 59 ("\\x93NUMPY")',
    );
  }
  const major = bytes[6];
  if (major === undefined || ![1, 2, 3].includes(major)) {
    throw npyError(name, `.npy format version ${major ?? '(missing)'}`, 'version 1, 2 or 3');
  }
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw cutShort(name, bytes.length, start);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataOffset = start + (major === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < dataOffset) throw cutShort(name, bytes.length, dataOffset);
  const encoding = major === 3 ? 'utf-8' : 'latin1';
  const text = new TextDecoder(encoding).decode(bytes.subarray(start, dataOffset));
  return { ...parseDictionary(text, name), dataOffset };
}

/** Reads the one Python dictionary that headers hold: `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`. */
function parseDictionary(text: string, name: string): Omit<NpyHeader, 'dataOffset'> {
  const value = (key: string, pattern: string) =>
    new RegExp(`['"]${key}['"]\\s*:\\s*${pattern}`).exec(text)?.[1];
  const descr = value('descr', `['"]([^'"]*)['"]`);
  const order = value('fortran_order', '(True|False)');
  const shape = value('shape', '\\(([\\s\\d,L]*)\\)'); // Python 2 wrote 3L for 3
  if (descr === undefined && /['"]descr['"]\s*:\s*\[/.test(text)) {
    throw npyError(name, 'a structured dtype (named fields)', 'plain numbers', savePlain);
  }
  if (descr === undefined || order === undefined || shape === undefined) {
    throw npyError(
      name,
      `the header reads ${JSON.stringify(text.slice(0, 80).trim())}`,
      "a dictionary with 'descr', 'fortran_order' and 'shape'",
    );
  }
  const dimensions = shape.split(',').map((part) => part.trim().replace(/L$/, ''));
  if (dimensions.at(-1) === '') dimensions.pop(); // the comma after the last, as in (3,)
  if (!dimensions.every((part) => /^\d+$/.test(part))) {
    throw npyError(name, `the shape (${shape})`, 'whole numbers');
  }
  return { descr, fortranOrder: order === 'True', shape: dimensions.map(Number) };
}

export const savePlain =
  'Save it as plain numbers: numpy.save(name, numpy.asarray(array, dtype=numpy.float32)).';

/** @returns the bytes before the numbers, as `numpy.save` writes them (format 1.0, C order). */
export function formatHeader(descr: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const total = Math.ceil((10 + text.length + 1) / alignment) * alignment;
  const bytes = new Uint8Array(total).fill(0x20);
  bytes.set(magic);
  bytes.set([1, 0], 6);
  new DataView(bytes.buffer).setUint16(8, total - 10, true);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[total - 1] = 0x0a;
  return bytes;
}

function cutShort(name: string, came: number, wanted: number): UserError {
  return npyError(name, `the file ends after ${came} bytes`, `a header of ${wanted} bytes`);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
