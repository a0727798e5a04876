import * as reference from '../../solutions/part7/grid-search.ts';
import type { Combination, Grid, SearchResult, Trial } from '../../solutions/part7/grid-search.ts';
import { proveCorpus } from './corpus.ts';
import type { Implementation } from './implementation.ts';

type Search = typeof reference;
type Evaluate = Parameters<typeof reference.gridSearch>[1];

const { combinations, gridSearch } = reference;

/** The search with its trials changed before the best is chosen. */
const chosenBy = (best: (trials: Trial[]) => Trial | undefined) => ({
  async gridSearch(grid: Grid, evaluate: Evaluate): Promise<SearchResult> {
    const { trials } = await gridSearch(grid, evaluate);
    return { trials, best: best(trials) };
  },
});

/** A search that evaluates in this way. */
const run = (evaluated: (all: Combination[], evaluate: Evaluate) => Promise<Trial[]>) => ({
  async gridSearch(grid: Grid, evaluate: Evaluate): Promise<SearchResult> {
    const trials = await evaluated(combinations(grid), evaluate);
    return { trials, best: first(trials, (a, b) => a > b) };
  },
});

/** The first trial that no other one beats. */
function first(trials: Trial[], beats: (a: number, b: number) => boolean): Trial | undefined {
  let best: Trial | undefined;
  for (const trial of trials) {
    if (trial.score === undefined || Number.isNaN(trial.score)) continue;
    if (best === undefined || beats(trial.score, best.score!)) best = trial;
  }
  return best;
}

const tried = async (combination: Combination, evaluate: Evaluate): Promise<Trial> => {
  try {
    return { combination, score: await evaluate({ ...combination }) };
  } catch (error) {
    return { combination, error: (error as Error).message };
  }
};

const wrong: Implementation<Search>[] = [
  {
    name: 'the first name changes fastest',
    module: {
      combinations: (grid: Grid) =>
        combinations(Object.fromEntries(Object.entries(grid).toReversed())),
    },
  },
  {
    name: 'names in alphabetic order',
    module: {
      combinations: (grid: Grid) =>
        combinations(Object.fromEntries(Object.entries(grid).sort(([a], [b]) => (a < b ? -1 : 1)))),
    },
  },
  {
    name: 'the lists side by side',
    module: {
      combinations: (grid: Grid) =>
        combinations(grid).filter((combination) => {
          const places = Object.entries(combination).map(([name, value]) => grid[name].indexOf(value)); // prettier-ignore
          return new Set(places).size < 2;
        }),
    },
  },
  {
    name: 'an empty grid has no combination',
    module: {
      combinations: (grid: Grid) => (Object.keys(grid).length === 0 ? [] : combinations(grid)),
    },
  },
  {
    name: 'what is listed twice counts twice',
    module: {
      combinations: (grid: Grid) =>
        Object.entries(grid).reduce<Combination[]>(
          (all, [name, values]) => {
            if (values.length === 0) throw new Error(name);
            return all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
          },
          [{}],
        ),
    },
  },
  {
    name: 'values that look alike are one',
    module: {
      combinations(grid: Grid) {
        const entries = Object.entries(grid).map(([name, values]): [string, typeof values] => [
          name,
          values.filter((value, i) => values.findIndex((other) => other == value) === i), // oxlint-disable-line eqeqeq -- the mistake
        ]);
        return combinations(Object.fromEntries(entries)).map((one) =>
          Object.fromEntries(Object.entries(one).map(([name, value]) => [name, String(value)])),
        );
      },
    },
  },
  {
    name: 'a list without values is left out',
    module: {
      combinations: (grid: Grid) =>
        combinations(Object.fromEntries(Object.entries(grid).filter(([, list]) => list.length > 0))), // prettier-ignore
    },
  },
  {
    name: 'a list without values makes the grid empty, in silence',
    module: {
      combinations: (grid: Grid) =>
        Object.values(grid).some((list) => list.length === 0) ? [] : combinations(grid),
    },
  },
  {
    name: 'the error for an empty list says nothing',
    module: {
      combinations(grid: Grid) {
        if (Object.values(grid).some((list) => list.length === 0)) throw new Error('empty');
        return combinations(grid);
      },
    },
  },
  {
    name: 'the search refuses after it has begun',
    module: {
      async gridSearch(grid: Grid, evaluate: Evaluate) {
        await Promise.resolve(evaluate({})).catch(() => {});
        return gridSearch(grid, evaluate);
      },
    },
  },
  {
    name: 'all at once',
    module: run((all, evaluate) => Promise.all(all.map((one) => tried(one, evaluate)))),
  },
  {
    name: 'the best is evaluated once more',
    module: {
      async gridSearch(grid: Grid, evaluate: Evaluate) {
        const result = await gridSearch(grid, evaluate);
        if (result.best) await tried(result.best.combination, evaluate);
        return result;
      },
    },
  },
  {
    name: 'from the last to the first',
    module: run(async (all, evaluate) => {
      const trials: Trial[] = [];
      for (const one of all.toReversed()) trials.unshift(await tried(one, evaluate));
      return trials;
    }),
  },
  {
    name: 'no copy for the evaluation',
    module: run(async (all, evaluate) => {
      const trials: Trial[] = [];
      for (const combination of all) {
        try {
          trials.push({ combination, score: await evaluate(combination) });
        } catch (error) {
          trials.push({ combination, error: (error as Error).message });
        }
      }
      return trials;
    }),
  },
  {
    name: 'the score is a promise',
    module: run(async (all, evaluate) => {
      const trials: Trial[] = [];
      for (const combination of all) {
        const score = evaluate({ ...combination });
        await Promise.resolve(score).catch(() => {});
        trials.push({ combination, score: score as number });
      }
      return trials;
    }),
  },
  { name: 'the last of the best', module: chosenBy((trials) => first(trials, (a, b) => a >= b)) },
  { name: 'the lowest wins', module: chosenBy((trials) => first(trials, (a, b) => a < b)) },
  {
    name: 'nothing at or below 0 can win',
    module: chosenBy((trials) =>
      first(
        trials.filter(({ score }) => score! > 0),
        (a, b) => a > b,
      ),
    ),
  },
  {
    name: 'a NaN at the beginning stays the best',
    module: chosenBy((trials) =>
      trials.reduce((best, trial) => (trial.score! > best.score! ? trial : best)),
    ),
  },
  {
    name: 'each NaN takes the lead',
    module: chosenBy((trials) =>
      trials.reduce((best, trial) => (trial.score! <= best.score! ? best : trial)),
    ),
  },
  {
    name: 'sorted, whatever NaN does to that',
    module: chosenBy((trials) => trials.toSorted((a, b) => b.score! - a.score!)[0]),
  },
  {
    name: 'trials with NaN are left out',
    module: {
      async gridSearch(grid: Grid, evaluate: Evaluate) {
        const { trials, best } = await gridSearch(grid, evaluate);
        return { trials: trials.filter(({ score }) => !Number.isNaN(score)), best };
      },
    },
  },
  {
    name: 'what throws ends the search',
    module: run(async (all, evaluate) => {
      const trials: Trial[] = [];
      for (const combination of all) trials.push({ combination, score: await evaluate({ ...combination }) }); // prettier-ignore
      return trials;
    }),
  },
  {
    name: 'what throws counts as a score of 0',
    module: run(async (all, evaluate) => {
      const trials: Trial[] = [];
      for (const one of all) {
        const trial = await tried(one, evaluate);
        trials.push(trial.error === undefined ? trial : { ...trial, score: 0 });
      }
      return trials;
    }),
  },
  {
    name: 'what throws is left out',
    module: run(async (all, evaluate) => {
      const trials: Trial[] = [];
      for (const one of all) trials.push(await tried(one, evaluate));
      return trials.filter(({ error }) => error === undefined);
    }),
  },
];

const right: Implementation<Search>[] = [
  {
    name: 'a number with mixed bases says which combination it is',
    module: {
      combinations(grid: Grid) {
        const names = Object.keys(grid);
        const lists = names.map((name) => grid[name].filter((v, i, all) => all.indexOf(v) === i));
        names.forEach((name, i) => {
          if (lists[i].length === 0) throw new RangeError(`"${name}" is empty`);
        });
        const count = lists.reduce((product, list) => product * list.length, 1);
        return Array.from({ length: count }, (_, n) => {
          let rest = n;
          const values = lists.map(() => 0) as Combination[string][];
          for (let i = lists.length - 1; i >= 0; i--) {
            values[i] = lists[i][rest % lists[i].length];
            rest = Math.floor(rest / lists[i].length);
          }
          return Object.fromEntries(names.map((name, i) => [name, values[i]]));
        });
      },
    },
  },
  {
    name: 'recursive, promises chained, the best chosen at the end, null where there is none',
    module: {
      gridSearch(grid: Grid, evaluate: Evaluate) {
        const trials: Trial[] = [];
        return Promise.resolve()
          .then(() =>
            combinations(grid).reduce(
              (before, combination) =>
                before
                  .then(() => evaluate(structuredClone(combination)))
                  .then(
                    (score) => void trials.push({ combination, score }),
                    (error: Error) => void trials.push({ combination, error: error.message }),
                  ),
              Promise.resolve(),
            ),
          )
          .then(() => {
            const scores = trials.map(({ score }) => score ?? NaN).filter((s) => !Number.isNaN(s));
            const best = trials.find(({ score }) => score === Math.max(...scores));
            return { trials, best: best ?? null };
          });
      },
    },
  },
];

proveCorpus({ part: 'part7', file: 'grid-search', reference, wrong, right });
