import { UserError } from '../../common/user-error.ts';

/** What a trial came to on the validation samples. */
export interface Measures {
  loss: number;
  /** 0 … 1 */
  accuracy: number;
}

export type Configuration = Record<string, number | string>;

type TrialStatus = 'waiting' | 'running' | 'stopped' | 'finished' | 'failed';

/** A row of the table that the subject's search keeps. */
export interface TrialRow {
  trial: number;
  configuration: Configuration;
  status: TrialStatus;
  /** One for each epoch so far; `null` is a number that is not finite. */
  epochs: { loss: number | null; accuracy: number | null }[];
  error?: string;
}

/** What is known of the state of a subject's search: more may be in it. */
export interface SearchState {
  rows: TrialRow[];
}

const statuses: readonly string[] = ['waiting', 'running', 'stopped', 'finished', 'failed'] satisfies TrialStatus[]; // prettier-ignore

export const isEnded = ({ status }: TrialRow) => status !== 'waiting' && status !== 'running';

/**
 * Lets the state of a search pass.
 *
 * @param count - how many trials there are.
 * @param file - whose work it is, for the message: `katas/part8/search.ts`.
 * @throws {UserError} when it has no row for each trial, or one is none.
 */
export function requireRows(state: unknown, count: number, file: string): void {
  const { rows } = (state ?? {}) as Partial<SearchState>;
  if (!Array.isArray(rows) || rows.length !== count) {
    const came = Array.isArray(rows) ? `${rows.length} rows` : `"rows" that are ${typeof rows}`;
    throw new UserError(`${file}: a state of the search has ${came}; wanted one for each of the ${count} trials.`); // prettier-ignore
  }
  for (const [trial, row] of rows.entries()) {
    const { status, epochs } = (row ?? {}) as Partial<TrialRow>;
    if (statuses.includes(status ?? '') && Array.isArray(epochs)) continue;
    throw new UserError(`${file}: the row of trial ${trial} has the status ${String(status)} and epochs that are ${typeof epochs}; wanted one of ${statuses.join(', ')}, and an array.`); // prettier-ignore
  }
}
