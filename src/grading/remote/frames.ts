import { LIMITS, ProtocolError } from './wire.ts';

/** A message: JSON, and numbers as they are, NaN and −0 included. */
export interface Frame {
  json: unknown;
  numbers: Float64Array;
}

/** The bytes of the rest, and of the JSON in it: two unsigned 32-bit integers, little-endian. */
const HEAD = 8;

/** @returns `[length of the rest][length of the JSON][JSON][float64 …]` @throws {ProtocolError} when it is too large. */
export function frameBytes(json: unknown, numbers: Float64Array): Buffer {
  const text = Buffer.from(JSON.stringify(json));
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  if (text.length + bytes.length > LIMITS.bytes) throw new ProtocolError('it is too large');
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(text.length + bytes.length, 0);
  head.writeUInt32LE(text.length, 4);
  return Buffer.concat([head, text, bytes]);
}

/** Puts frames together from the pieces in which bytes arrive. */
export class FrameReader {
  private pieces: Buffer[] = [];
  private length = 0;
  /** So many bytes are needed to go on: joining pieces before would copy a large frame again and again. */
  private needed = HEAD;

  /** @returns the frames that are whole now. @throws {ProtocolError} for bytes that are no frame. */
  take(piece: Buffer): Frame[] {
    this.pieces.push(piece);
    this.length += piece.length;
    const frames: Frame[] = [];
    while (this.length >= this.needed) {
      const bytes = this.joined();
      const rest = bytes.readUInt32LE(0);
      const text = bytes.readUInt32LE(4);
      if (rest > LIMITS.bytes || text > rest || (rest - text) % 8 !== 0) {
        throw new ProtocolError('these bytes are no message');
      }
      const end = HEAD + rest;
      this.needed = end;
      if (this.length < end) continue;
      frames.push(frameOf(bytes.subarray(HEAD, HEAD + text), bytes.subarray(HEAD + text, end)));
      this.pieces = [bytes.subarray(end)];
      this.length -= end;
      this.needed = HEAD;
    }
    return frames;
  }

  private joined(): Buffer {
    if (this.pieces.length > 1) this.pieces = [Buffer.concat(this.pieces)];
    return this.pieces[0];
  }
}

function frameOf(text: Buffer, bytes: Buffer): Frame {
  const numbers = new Float64Array(bytes.length / 8);
  Buffer.from(numbers.buffer).set(bytes); // a copy: only so are they aligned
  try {
    return { json: JSON.parse(text.toString('utf8')) as unknown, numbers };
  } catch {
    throw new ProtocolError('its JSON does not parse');
  }
}
