import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../common/user-error.ts';
import type { SearchState } from './search-state.ts';
import type { VirtualClock } from './virtual-order.ts';

/** Raised whenever an older program could not go on from a newer file, or the other way round. */
const FORMAT = 1;

/** The file in a folder of results that says how far a search is. */
export const SEARCH_FILE = 'search.json';

/** All that a search needs to go on as if it had not been interrupted, besides the checkpoints of its trials. */
export interface SearchFile<State> {
  /** How many trials ran at the same time. */
  jobs: number;
  /** That the search has taken so far. */
  seconds: number;
  clock: VirtualClock;
  /** How long each epoch of each trial took, in seconds. */
  epochSeconds: number[][];
  /** The state of the subject's search. */
  state: State;
}

export const searchFileText = (file: SearchFile<unknown>): string =>
  `${JSON.stringify({ format: FORMAT, ...file })}\n`;

/**
 * @returns undefined when there is none: the search was ended before it had begun.
 * @throws {UserError} when it is damaged, or of another format.
 */
export async function readSearchFile<State extends SearchState>(
  folder: string,
): Promise<SearchFile<State> | undefined> {
  const path = join(folder, SEARCH_FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UserError(`${path} cannot be read (${error.message}); wanted the state of a search.`);
  });
  if (text === undefined) return undefined;
  const file = parse(text) as (Partial<SearchFile<State>> & { format?: number }) | undefined;
  if (typeof file?.format === 'number' && file.format !== FORMAT) {
    throw new UserError(
      `${path} has format ${file.format}; this program reads format ${FORMAT}. Go on with the version that wrote it, or begin anew, without --resume.`,
    );
  }
  const { jobs, seconds, clock, epochSeconds, state } = file ?? {};
  const isWhole = typeof jobs === 'number' && typeof seconds === 'number' && Array.isArray(clock?.underway); // prettier-ignore
  if (!isWhole || !Array.isArray(epochSeconds) || !Array.isArray(state?.rows)) {
    throw new UserError(`${path} is damaged: jobs, seconds, clock, epochSeconds or state are missing. Nothing was changed. Begin anew, without --resume.`); // prettier-ignore
  }
  return file as SearchFile<State>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told by the caller
  }
}
