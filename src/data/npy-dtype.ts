/** What an `.npy` file may hold here. `int64`, `uint64` travel in a Float64Array, exact or refused. */
export type NpyDtype =
  | 'float32'
  | 'float64'
  | 'bool'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64';

export type NpyData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** How one dtype is named in a header, sized, and moved between bytes and a typed array. */
export interface Codec {
  dtype: NpyDtype;
  /** NumPy's letter and size, without the byte order: `f4`. */
  code: string;
  bytes: number;
  allocate(length: number): NpyData;
  read(view: DataView, offset: number, littleEndian: boolean): number;
  write(view: DataView, offset: number, value: number): void;
}

const codecs: Codec[] = [
  {
    dtype: 'float32',
    code: 'f4',
    bytes: 4,
    allocate: (n) => new Float32Array(n),
    read: (view, offset, little) => view.getFloat32(offset, little),
    write: (view, offset, value) => view.setFloat32(offset, value, true),
  },
  {
    dtype: 'float64',
    code: 'f8',
    bytes: 8,
    allocate: (n) => new Float64Array(n),
    read: (view, offset, little) => view.getFloat64(offset, little),
    write: (view, offset, value) => view.setFloat64(offset, value, true),
  },
  {
    dtype: 'uint8',
    code: 'u1',
    bytes: 1,
    allocate: (n) => new Uint8Array(n),
    read: (view, offset) => view.getUint8(offset),
    write: (view, offset, value) => view.setUint8(offset, value),
  },
  {
    dtype: 'bool',
    code: 'b1',
    bytes: 1,
    allocate: (n) => new Uint8Array(n),
    read: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1),
    write: (view, offset, value) => view.setUint8(offset, value === 0 ? 0 : 1),
  },
  {
    dtype: 'int8',
    code: 'i1',
    bytes: 1,
    allocate: (n) => new Int8Array(n),
    read: (view, offset) => view.getInt8(offset),
    write: (view, offset, value) => view.setInt8(offset, value),
  },
  {
    dtype: 'int16',
    code: 'i2',
    bytes: 2,
    allocate: (n) => new Int16Array(n),
    read: (view, offset, little) => view.getInt16(offset, little),
    write: (view, offset, value) => view.setInt16(offset, value, true),
  },
  {
    dtype: 'uint16',
    code: 'u2',
    bytes: 2,
    allocate: (n) => new Uint16Array(n),
    read: (view, offset, little) => view.getUint16(offset, little),
    write: (view, offset, value) => view.setUint16(offset, value, true),
  },
  {
    dtype: 'int32',
    code: 'i4',
    bytes: 4,
    allocate: (n) => new Int32Array(n),
    read: (view, offset, little) => view.getInt32(offset, little),
    write: (view, offset, value) => view.setInt32(offset, value, true),
  },
  {
    dtype: 'uint32',
    code: 'u4',
    bytes: 4,
    allocate: (n) => new Uint32Array(n),
    read: (view, offset, little) => view.getUint32(offset, little),
    write: (view, offset, value) => view.setUint32(offset, value, true),
  },
  {
    dtype: 'int64',
    code: 'i8',
    bytes: 8,
    allocate: (n) => new Float64Array(n),
    read: (view, offset, little) => Number(view.getBigInt64(offset, little)),
    write: (view, offset, value) => view.setBigInt64(offset, BigInt(value), true),
  },
  {
    dtype: 'uint64',
    code: 'u8',
    bytes: 8,
    allocate: (n) => new Float64Array(n),
    read: (view, offset, little) => Number(view.getBigUint64(offset, little)),
    write: (view, offset, value) => view.setBigUint64(offset, BigInt(value), true),
  },
];

export const codecByCode = (code: string) => codecs.find((codec) => codec.code === code);
export const codecByDtype = (dtype: NpyDtype) => codecs.find((codec) => codec.dtype === dtype)!;

/** For messages: what can be read, as NumPy names it. */
export const readableDtypes = codecs.map((codec) => codec.dtype).join(', ');

/** The dtype that keeps every value of a typed array, when none is named. */
export function dtypeOf(data: NpyData): NpyDtype {
  if (data instanceof Float64Array) return 'float64';
  return codecs.find((codec) => codec.allocate(0).constructor === data.constructor)!.dtype;
}
