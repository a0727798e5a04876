export type Grid = Record<string, readonly (number | string | boolean)[]>;

export type Combination = Record<string, number | string | boolean>;

export interface Trial {
  combination: Combination;
  score?: number;
  error?: string;
}

export interface SearchResult {
  trials: Trial[];
  best: Trial | undefined;
}

export function combinations(grid: Grid): Combination[] {
  let found: Combination[] = [{}];
  for (const [name, values] of Object.entries(grid)) {
    if (values.length === 0) throw new Error(`${name} has no values: list one at least.`);
    found = found.flatMap((before) =>
      [...new Set(values)].map((value) => ({ ...before, [name]: value })),
    );
  }
  return found;
}

export async function gridSearch(
  grid: Grid,
  evaluate: (combination: Combination) => number | Promise<number>,
): Promise<SearchResult> {
  const trials: Trial[] = [];
  let best: Trial | undefined;
  for (const combination of combinations(grid)) {
    const trial: Trial = { combination };
    try {
      trial.score = await evaluate({ ...combination });
    } catch (error) {
      trial.error = error instanceof Error ? error.message : String(error);
    }
    trials.push(trial);
    const { score = NaN } = trial;
    if (best === undefined ? !Number.isNaN(score) : score > best.score!) best = trial;
  }
  return { trials, best };
}
