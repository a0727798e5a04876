import type { Combination, SearchResult } from '#kata/part7/grid-search';
import { UserError } from '#src/common/user-error';
import type { RunState } from '#src/training/runs/run-state';
import type { TrainedCnn } from './cnn-training.ts';
import type { SavedSearch } from './grid-report.ts';
import { type CnnChoices, grid } from './settings.ts';

/** What a grid search needs of the subject. */
export interface Searcher {
  combinations(grid: Record<string, readonly number[]>): Combination[];
  gridSearch(
    grid: Record<string, readonly number[]>,
    evaluate: (combination: Combination) => number | Promise<number>,
  ): Promise<SearchResult>;
}

/** The networks to train, as the subject combines them. @throws {UserError} when it gives other combinations than those of the grid. */
export function networksOf({
  combinations,
}: Searcher): { name: string; choices: Pick<CnnChoices, 'kernels' | 'units'> }[] {
  // prettier-ignore
  const found = combinations(grid);
  const names = new Set(found.map(nameOf));
  const wanted = grid.kernels.length * grid.units.length;
  if (names.size !== wanted || found.length !== wanted) {
    throw new UserError(`grid-search.ts: combinations gave ${JSON.stringify(found)}; wanted each of the ${wanted} combinations of ${JSON.stringify(grid)} once.`); // prettier-ignore
  }
  return found.map((combination) => {
    const { kernels, units } = combination as { kernels: number; units: number };
    return { name: nameOf(combination), choices: { kernels: [kernels, 2 * kernels], units } };
  });
}

function nameOf({ kernels, units }: Combination): string {
  const isOne = grid.kernels.includes(kernels as number) && grid.units.includes(units as number);
  return isOne ? `${kernels} kernels ${units} units` : 'another';
}

/** Lets the subject choose among networks that are trained: the score of each is its validation accuracy. */
export async function searched(
  { gridSearch }: Searcher,
  runs: readonly RunState[],
): Promise<SavedSearch> {
  const { trials, best } = await gridSearch(grid, (combination) => {
    const run = runs.find(({ name }) => name === nameOf(combination));
    if (run?.state === 'diverged') return NaN;
    if (run?.state !== 'done') throw new Error(run?.message ?? 'It was not trained.');
    return (run.result as TrainedCnn).validationAccuracy ?? NaN;
  });
  return {
    trials: trials.map(({ combination, score = NaN, error }) => ({
      name: nameOf(combination),
      score: Number.isFinite(score) ? score : null,
      ...(error === undefined ? {} : { error }),
    })),
    best: best === undefined ? null : nameOf(best.combination),
  };
}
