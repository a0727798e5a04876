import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { claimPart } from './part-file.ts';
import { nowhere } from './sink.ts';
import type { Sink } from './sink.ts';

/**
 * Keeps a file for later runs: it appears at its destination whole, or not at all. Several processes
 * may do this at the same time. What goes wrong on the disk is no error: then nothing is kept.
 */
export async function keep(destination: string): Promise<Sink> {
  try {
    await mkdir(dirname(destination), { recursive: true });
    return keepIn(await claimPart(destination), destination);
  } catch {
    return nowhere;
  }
}

function keepIn(part: string, destination: string): Sink {
  let file: number | undefined;
  let failed = false;

  /** Runs one step on the disk; after one that failed, the others are left out. */
  function attempt(step: () => void): void {
    if (failed) return;
    try {
      step();
    } catch {
      failed = true;
      abandon();
    }
  }

  function abandon(): void {
    failed = true;
    try {
      if (file !== undefined) closeSync(file);
      file = undefined;
      rmSync(part, { force: true });
    } catch {
      // the next one that keeps this file takes the part over
    }
  }

  return {
    push: (chunk) =>
      attempt(() => {
        file ??= openSync(part, 'w'); // empties what another process may have left
        for (let at = 0; at < chunk.length;) at += writeSync(file, chunk, at);
      }),
    finish: () =>
      attempt(() => {
        if (file !== undefined) closeSync(file);
        file = undefined;
        renameSync(part, destination);
      }),
    abandon,
  };
}
