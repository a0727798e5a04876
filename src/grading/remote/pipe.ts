import { readSync, writeSync } from 'node:fs';
import { FrameReader, frameBytes, type Frame } from './frames.ts';

// A submission could exchange what a module exports, and what streams are made of.
const read = readSync;
const write = writeSync;

const PIECE = 64 * 1024;

/** The host's end of the pipe to the laws' side. It waits for its reader and writer. */
export class Pipe {
  private readonly fd: number;
  private readonly reader = new FrameReader();
  private readonly frames: Frame[] = [];

  constructor(fd: number) {
    this.fd = fd;
  }

  /** @returns the next message; nothing once the other end is closed. */
  next(): Frame | undefined {
    while (this.frames.length === 0) {
      const piece = Buffer.alloc(PIECE);
      const length = read(this.fd, piece, 0, PIECE, null);
      if (length === 0) return undefined;
      this.frames.push(...this.reader.take(piece.subarray(0, length)));
    }
    return this.frames.shift();
  }

  /** @throws {ProtocolError} when it is too large. */
  send(json: unknown, numbers: Float64Array): void {
    const bytes = frameBytes(json, numbers);
    for (let at = 0; at < bytes.length;) at += write(this.fd, bytes, at, bytes.length - at, null);
  }
}
