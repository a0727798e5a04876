import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { decodeNpy, encodeNpy, readNpy, writeNpy } from '#src/data/npy';
import type { NpyArray } from '#src/data/npy';
import { temporaryFolders } from './temporary-folder.ts';

const temporaryFolder = temporaryFolders();

const integers = (bits: number, signed: boolean) =>
  signed
    ? fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 })
    : fc.integer({ min: 0, max: 2 ** bits - 1 });

/** Each dtype: its name, the class of its typed array, and its values. */
const dtypes = [
  ['float32', Float32Array, fc.float()],
  ['float64', Float64Array, fc.double()],
  ['bool', Uint8Array, fc.nat(1)],
  ['int8', Int8Array, integers(8, true)],
  ['uint8', Uint8Array, integers(8, false)],
  ['int16', Int16Array, integers(16, true)],
  ['uint16', Uint16Array, integers(16, false)],
  ['int32', Int32Array, integers(32, true)],
  ['uint32', Uint32Array, integers(32, false)],
  ['int64', Float64Array, fc.maxSafeInteger()],
  ['uint64', Float64Array, fc.maxSafeNat()],
] as const;

const arrays: fc.Arbitrary<Required<NpyArray>> = fc
  .tuple(fc.constantFrom(...dtypes), fc.array(fc.nat(4), { maxLength: 4 }))
  .chain(([[dtype, Type, values], shape]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc
      .array(values, { minLength: length, maxLength: length })
      .map((numbers) => ({ shape, dtype, data: Type.from(numbers) }));
  });

const header = (text: string, version = 1): Uint8Array => {
  const short = [text.length & 255, text.length >> 8];
  const length = version === 1 ? short : [...short, 0, 0];
  return Uint8Array.from([
    0x93,
    ...Buffer.from('NUMPY'),
    version,
    0,
    ...length,
    ...Buffer.from(text),
  ]);
};
const file = (text: string, numbers: Uint8Array, version = 1) =>
  Buffer.concat([header(text, version), numbers]);
const dictionary = (descr: string, shape: string, order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

test('what is written is read back: shape, dtype and every number', () => {
  fc.assert(
    fc.property(arrays, (array) => {
      expect(decodeNpy(encodeNpy(array), 'file')).toEqual(array);
    }),
  );
});

test('the dtype comes from the typed array when none is named', () => {
  for (const [dtype, Type] of dtypes) {
    if (dtype === 'bool' || dtype.endsWith('int64')) continue;
    expect(decodeNpy(encodeNpy({ shape: [2], data: Type.of(1, 2) }), 'file').dtype).toBe(dtype);
  }
});

test('the numbers begin at a multiple of 64 bytes, as NumPy asks', () => {
  fc.assert(
    fc.property(arrays, ({ shape, dtype, data }) => {
      const bytes = encodeNpy({ shape, dtype, data });
      const start = 10 + bytes[8] + 256 * bytes[9];
      expect(start % 64).toBe(0);
      expect(bytes[start - 1]).toBe(0x0a);
    }),
  );
});

test('Fortran order is read: the first dimension runs fastest', () => {
  const bytes = file(dictionary('|u1', '(2, 3)', 'True'), Uint8Array.of(1, 4, 2, 5, 3, 6));
  expect(decodeNpy(bytes, 'file')).toMatchObject({
    shape: [2, 3],
    data: Uint8Array.of(1, 2, 3, 4, 5, 6),
  });
});

test.each([1, 2, 3])('format version %i is read, in either byte order', (version) => {
  const little = file(dictionary('<i2', '(2,)'), Uint8Array.of(1, 0, 0xff, 0xff), 1);
  const big = file(dictionary('>i2', '(2,)'), Uint8Array.of(0, 1, 0xff, 0xff), version);
  expect(decodeNpy(little, 'file').data).toEqual(Int16Array.of(1, -1));
  expect(decodeNpy(big, 'file').data).toEqual(Int16Array.of(1, -1));
});

test('the long integers of Python 2 and the shape of a single number are read', () => {
  expect(decodeNpy(file(dictionary('|u1', '(2L,)'), Uint8Array.of(8, 9)), 'file').shape).toEqual([
    2,
  ]);
  expect(decodeNpy(file(dictionary('|u1', '()'), Uint8Array.of(8)), 'file').shape).toEqual([]);
});

const good = encodeNpy({ shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) });
test.each<[string, Uint8Array, RegExp]>([
  ['an empty file', new Uint8Array(0), /the file is empty; wanted a NumPy \.npy file/],
  ['another kind of file', Buffer.from('PK\x03\x04zip'), /begins with 50 4b 03 04 7a 69/],
  ['only a magic number', good.subarray(0, 6), /format version \(missing\)/],
  ['an unknown version', header('', 9), /format version 9; wanted version 1, 2 or 3/],
  ['a header cut short', good.subarray(0, 60), /ends after 60 bytes; wanted a header of 128 bytes/],
  [
    'numbers cut short',
    good.subarray(0, -1),
    /23 bytes of numbers.*wanted 24 bytes for shape \(2, 3\)/,
  ],
  ['too many bytes', Buffer.concat([good, good]), /176 bytes of numbers \(too many bytes\)/],
  [
    'a huge shape',
    file(dictionary('<f8', '(99999999999, 99999999999)'), new Uint8Array(8)),
    /8 bytes of numbers/,
  ],
  [
    'an infinite shape',
    file(dictionary('<f8', `(${'9'.repeat(400)},)`), new Uint8Array(8)),
    /8 bytes of numbers/,
  ],
  [
    'Python objects',
    file(dictionary('|O', '(1,)'), new Uint8Array(8)),
    /pickled Python objects \(dtype object\); wanted plain/,
  ],
  [
    'named fields',
    file("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,)}", new Uint8Array(4)),
    /a structured dtype/,
  ],
  [
    'complex numbers',
    file(dictionary('<c8', '(1,)'), new Uint8Array(8)),
    /dtype '<c8'; wanted one of float32, /,
  ],
  [
    'no dictionary',
    file('nonsense', new Uint8Array(8)),
    /the header reads "nonsense"; wanted a dictionary/,
  ],
  [
    'a shape of words',
    file(dictionary('<f4', '(1, , 2)'), new Uint8Array(8)),
    /the shape \(1, , 2\)/,
  ],
  [
    'an integer that float64 cannot hold',
    file(dictionary('<i8', '(1,)'), new Uint8Array(8).fill(0x7f)),
    /the int64 9187.*wanted integers within/,
  ],
])('%s is one clear message that names the file', async (_, bytes, message) => {
  const path = join(await temporaryFolder(), 'a.npy');
  await writeFile(path, bytes);
  const failure = await readNpy(path).catch((error) => error);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure.message.startsWith(`${path}: `)).toBe(true);
  expect(failure.message).toMatch(message);
  expect(failure.message).toMatch(/numpy\.save/);
});

test('a missing file is one clear message', async () => {
  await expect(readNpy('/no/such.npy')).rejects.toThrow(
    /^\/no\/such\.npy: cannot be read \(ENOENT/,
  );
});

test('a file on disk keeps its array', async () => {
  const path = join(await temporaryFolder(), 'a.npy');
  await writeNpy(path, { shape: [3], data: Int32Array.of(1, -2, 3) });
  expect(await readNpy(path)).toEqual({
    shape: [3],
    dtype: 'int32',
    data: Int32Array.of(1, -2, 3),
  });
});

test('damaged bytes give an array or a UserError, never another error', () => {
  const edit = fc.tuple(fc.nat(127), fc.nat(255));
  fc.assert(
    fc.property(arrays, fc.array(edit, { maxLength: 3 }), fc.nat(200), (array, edits, length) => {
      const bytes = encodeNpy(array).slice(0, 60 + length);
      for (const [at, value] of edits) bytes[at] = value;
      try {
        decodeNpy(bytes, 'file');
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 1000 },
  );
});

test('any header text gives an array or a UserError, never another error', () => {
  const word = fc.constantFrom("'descr': ", "'fortran_order': ", "'shape': ", "'<f4'", "'|O'", 'True', 'False', '(', ')', ',', '9', ' ', "''", '[', '{', '}', '-1', '1e400'); // prettier-ignore
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 16 }),
      fc.uint8Array({ maxLength: 9 }),
      (words, numbers) => {
        try {
          decodeNpy(file(words.join(''), numbers), 'file');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('writing numbers that do not fill the shape is a RangeError', () => {
  expect(() => encodeNpy({ shape: [2], data: Float32Array.of(1) })).toThrow(RangeError);
  expect(() => encodeNpy({ shape: [1], dtype: 'int64', data: Float64Array.of(0.5) })).toThrow(
    RangeError,
  );
});
