// What crosses between the laws and a subject in a process of its own: JSON, and numbers as they are.

/** Thrown for a message that no honest peer sends, and for one that is too large. */
export class ProtocolError extends Error {
  override name = 'ProtocolError';
}

/** More than any law needs, and less than hurts. */
export const LIMITS = {
  /** Arrays and objects in a message. */
  objects: 300_000,
  /** Numbers in a message. */
  numbers: 4_000_000,
  /** Bytes of a message. */
  bytes: 32 * 1024 * 1024,
  /** Characters of a text. */
  text: 20_000,
} as const;

export const typedArrays = {
  Float32Array,
  Float64Array,
  Int32Array,
  Uint32Array,
  Uint8Array,
} as const;

export type TypedArrayName = keyof typeof typedArrays;

/** A value, where it stands in a message. */
export type Item =
  | null
  | boolean
  | string
  /** The next of the numbers. */
  | { n: 1 }
  | { undefined: 1 }
  /** An array or object, by its number. */
  | { object: number }
  /** Something of the subject's that stays there, by its number. */
  | { thing: number }
  /** A function of the law's, by its number; it may end every call with an error. */
  | { listener: number; throws?: string }
  /** Something that cannot cross; only what it is is told. */
  | { other: 'function' | 'symbol' | 'bigint' };

/** The content of an array or object. */
export type ObjectNode = { id: number; frozen?: true } & (
  | { kind: 'numbers'; length: number }
  | { kind: 'array'; items: Item[] }
  | { kind: 'typed'; type: TypedArrayName; length: number }
  /** `name` is that of its class, for an instance of one. */
  | { kind: 'object'; name?: string; keys: string[]; items: Item[] }
);

/** Values, and the arrays and objects that are new or have changed since the message before. */
export interface Packed {
  values: Item[];
  objects: ObjectNode[];
}
