import { NotImplemented } from '#src/laws/not-implemented';

/** What is to be tried for each hyperparameter, by its name. */
export type Grid = Record<string, readonly (number | string | boolean)[]>;

/** One value for each hyperparameter. */
export type Combination = Record<string, number | string | boolean>;

/** What came of one combination. */
export interface Trial {
  combination: Combination;
  /** The higher, the better; NaN where a training diverged. Missing where the evaluation threw. */
  score?: number;
  /** The message of what the evaluation threw. */
  error?: string;
}

export interface SearchResult {
  /** In the order of the combinations. */
  trials: Trial[];
  /** The trial with the highest score, the first of them where several have it; undefined where no trial has a score that is a number. */
  best: Trial | undefined;
}

/**
 * Task 7.6: every combination of the values, each once. The order is that of nested loops: the first
 * name is the outermost loop, the last one changes fastest. A value that is listed twice counts once.
 *
 * @returns for an empty grid the one combination of nothing, `[{}]`.
 * @throws {Error} for a name without values: the message gives the name.
 */
export function combinations(grid: Grid): Combination[] {
  throw new NotImplemented('7.6', 'combinations');
}

/**
 * Task 7.6: evaluates every combination of a grid, one after the other: the next begins when the one before
 * has ended. None is evaluated twice.
 *
 * @param evaluate - trains and measures with a combination, of which it is given a copy of its own. Where it throws,
 *   the search notes that, and goes on.
 * @throws {Error} as `combinations`, before anything is evaluated.
 */
export async function gridSearch(
  grid: Grid,
  evaluate: (combination: Combination) => number | Promise<number>,
): Promise<SearchResult> {
  throw new NotImplemented('7.6', 'gridSearch');
}
