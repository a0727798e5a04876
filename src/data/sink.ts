import { createHash } from 'node:crypto';
import { UserError } from '../common/user-error.ts';
import type { Content } from './sources.ts';

/** Takes the bytes of one file, in pieces of any size; a piece may not be kept after the call. */
export interface Sink {
  push(chunk: Uint8Array): void;
  /** Called once after the last piece, when the bytes were the right ones. */
  finish(): void;
  /** Called in place of `finish` when they were not, or did not all come. */
  abandon?(): void;
}

/** Takes anything, and does nothing with it. */
export const nowhere: Sink = { push: () => undefined, finish: () => undefined };

/** Hands the same bytes to several. */
export function toAll(sinks: readonly Sink[]): Sink {
  return {
    push: (chunk) => sinks.forEach((sink) => sink.push(chunk)),
    finish: () => sinks.forEach((sink) => sink.finish()),
    abandon: () => sinks.forEach((sink) => sink.abandon?.()),
  };
}

/**
 * Passes bytes on, and lets the inner sink finish only when they were the published ones.
 *
 * @param name - how messages call the file, for example `cifar-10-binary.tar.gz: test_batch.bin`.
 * @param advice - the last sentence of messages.
 * @returns a sink whose `push` and `finish` throw a UserError when the bytes are too many, too few, or others.
 */
export function verified(name: string, content: Content, inner: Sink, advice: string): Sink {
  const hash = createHash('sha256');
  let length = 0;
  const wrong = (came: string, wanted: string) =>
    new UserError(`${name}: ${came}; wanted ${wanted}. ${advice}`);
  return {
    push(chunk) {
      length += chunk.length;
      if (length > content.bytes) throw wrong('it is too long', `${content.bytes} bytes`);
      hash.update(chunk);
      inner.push(chunk);
    },
    finish() {
      if (length < content.bytes) {
        throw wrong(`${length} bytes (it was cut short)`, `${content.bytes} bytes`);
      }
      const came = hash.digest('hex');
      if (came !== content.sha256) throw wrong(`its sha256 is ${came}`, content.sha256);
      inner.finish();
    },
    abandon: () => inner.abandon?.(),
  };
}
