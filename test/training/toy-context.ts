import { join } from 'node:path';
import { writeWhole } from '#src/common/write-file';
import type { ExperimentContext } from '#src/training/experiment';

/** What an experiment with toys told the outside. */
export interface Heard {
  /** What was printed for good. */
  out: string;
  /** What was told to have failed. */
  failures: string[];
  /** The live pictures, where there is a terminal. */
  pictures: string[];
}

export interface ToyContextOptions {
  folder?: string | undefined;
  isResumed?: boolean | undefined;
  rows?: number | undefined;
  jobs?: number | undefined;
  signal?: AbortSignal | undefined;
  onPrint?: ((text: string) => void) | undefined;
}

/** A context for an experiment with toys; what it hears changes `heard`. */
export function toyContext(
  part: string,
  heard: Heard,
  { folder, isResumed = false, rows = 0, jobs = 2, signal, onPrint }: ToyContextOptions,
): ExperimentContext {
  return {
    part,
    subject: 'katas',
    options: { dataset: 'toy', seed: 1, jobs, backend: 'cpu' },
    canvas: { width: 80, colour: 'none', glyphs: 'unicode' },
    rows,
    folder,
    isResumed,
    print(text) {
      heard.out += `${text}\n`;
      onPrint?.(text);
    },
    live: (text) => void (text !== '' && heard.pictures.push(text)),
    save: async (name, content) => {
      if (folder !== undefined) await writeWhole(join(folder, name), content);
    },
    fail: (message) => void heard.failures.push(message),
    env: process.env,
    signal: signal ?? new AbortController().signal,
  };
}
