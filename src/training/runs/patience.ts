/** How long a training may say nothing before it is taken to be caught in an endless loop, in seconds. */
export interface Patience {
  /** Before its first record: data is read, a GPU set up, and some steps taken. */
  first: number;
  /** Between records, however quickly they came before. */
  least: number;
  /** How many times its longest pause so far. */
  times: number;
}

/**
 * A step of a convolutional network takes the plain backend half a minute, and a record ten of them and
 * the validation; everywhere else a record takes seconds. The longest pause so far, and not the usual
 * one, is the measure: it holds the validation, and what else happens once in a while. Twenty times as
 * long leaves room for a machine that is suddenly busy, and for the evaluation after the last epoch.
 */
export const patienceWith = (backend: string | undefined): Patience =>
  backend === 'cpu'
    ? { first: 7200, least: 7200, times: 20 }
    : { first: 300, least: 120, times: 20 };

/** Seconds of silence after which it is given up, given the longest pause between two records so far. */
export function mostSilence(
  { first, least, times }: Patience,
  longest: number | undefined,
): number {
  return longest === undefined ? first : Math.max(least, times * longest);
}
