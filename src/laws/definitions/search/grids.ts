import fc from 'fast-check';
import type { Outcome } from '../../tensors/stand-in-evaluation.ts';

// Grids, and what a search through them must come to.

export type Grid = Record<string, (number | string | boolean)[]>;

export type Combination = Record<string, number | string | boolean>;

const names = ['kernels', 'units', 'rate', 'augmented', 'optimizer'];

/** Few values of one kind each, some of them listed twice. */
const lists: fc.Arbitrary<(number | string | boolean)[]> = fc.oneof(
  fc.array(fc.constantFrom(16, 32, 48, 96, 0.001), { minLength: 1, maxLength: 3 }),
  fc.array(fc.constantFrom('sgd', 'adam', '32'), { minLength: 1, maxLength: 3 }),
  fc.shuffledSubarray([true, false], { minLength: 1 }),
);

/** Grids of no name to four, in any order of names. */
export const grids: fc.Arbitrary<Grid> = fc
  .shuffledSubarray(names, { maxLength: 4 })
  .chain((chosen) =>
    fc
      .tuple(...chosen.map(() => lists))
      .map((all) => Object.fromEntries(chosen.map((name, i) => [name, all[i]]))),
  );

/** Three names, a different number of values of each, and none of the names in alphabetic order. */
export const plainGrid: Grid = { units: [256, 512], kernels: [16, 32, 48], augmented: [true] };

/** Every combination, the last name changing fastest. */
export function combinationsOf(grid: Grid): Combination[] {
  const [name, ...rest] = Object.keys(grid);
  if (name === undefined) return [{}];
  const others = combinationsOf(Object.fromEntries(rest.map((other) => [other, grid[other]])));
  return [...new Set(grid[name])].flatMap((value) =>
    others.map((other) => ({ [name]: value, ...other })),
  );
}

/** What a mistaken reader of the order would give: the first name changes fastest. */
export function firstNameFastest(grid: Grid): Combination[] {
  const entries = Object.entries(grid).toReversed();
  return combinationsOf(Object.fromEntries(entries)).map(named(Object.keys(grid)));
}

/** With the names in this order. */
const named =
  (order: readonly string[]) =>
  (combination: Combination): Combination =>
    Object.fromEntries(order.map((name) => [name, combination[name]]));

/** A grid, and what the evaluation of each combination comes to. */
export interface SearchCase {
  grid: Grid;
  outcomes: Outcome[];
  isAsync: boolean;
}

const scores = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(0.5, 0.75, 0.25, 0, -1, -2.5) },
  { weight: 2, arbitrary: fc.constant(NaN) },
  { weight: 1, arbitrary: fc.constant(-Infinity) },
);

/** @param failures - whether an evaluation may throw. */
export const searchCases = (failures: boolean): fc.Arbitrary<SearchCase> =>
  grids
    .filter((grid) => combinationsOf(grid).length < 14)
    .chain((grid) => {
      const combinations = combinationsOf(grid);
      const drawn = failures
        ? fc.oneof(
            { weight: 3, arbitrary: scores.map((score) => ({ score })) },
            { weight: 1, arbitrary: fc.constantFrom({ throws: 'out of memory' }, { throws: '' }) },
          )
        : scores.map((score) => ({ score }));
      return fc
        .record({
          results: fc.array(drawn, {
            minLength: combinations.length,
            maxLength: combinations.length,
          }),
          isAsync: fc.boolean(),
        })
        .map(({ results, isAsync }) => ({
          grid,
          outcomes: combinations.map((combination, i) => ({ combination, ...results[i] })),
          isAsync,
        }));
    });

/** The trials of a search, as they should be noted. */
export const trialsOf = ({ outcomes }: SearchCase) =>
  outcomes.map(({ combination, score, throws }) =>
    throws === undefined ? { combination, score } : { combination, error: throws },
  );

/** Which trial is best by this order of two scores: the first that no other one beats. */
export function bestOf(given: SearchCase, beats = (a: number, b: number) => a > b) {
  const trials = trialsOf(given).filter(({ score }) => score !== undefined && !Number.isNaN(score));
  return trials.find((trial) => !trials.some((other) => beats(other.score!, trial.score!)));
}
