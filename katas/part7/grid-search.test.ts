import fc from 'fast-check';
import * as subject from '#kata/part7/grid-search';
import { compare, exactly } from '#src/laws/compare';
import {
  bestOf,
  combinationsOf,
  firstNameFastest,
  grids,
  plainGrid,
  searchCases,
  trialsOf,
  type Grid,
  type SearchCase,
} from '#src/laws/definitions/search/grids';
import { isUntouched } from '#src/laws/expectations';
import { law, Unlawful } from '#src/laws/law';
import { call } from '#src/laws/subject';
import { SubjectFailed, wasStopped } from '#src/laws/subject-failed';
import { evaluationOf, evaluationsAsked } from '#src/laws/tensors/evaluations';

const combinationsLook = 'katas/part7/README.md, "Every combination".';
const look = 'katas/part7/README.md, "The best".';

law<Grid>({
  task: '7.6',
  claim: 'every combination is there once, the last name changing fastest',
  points: 1,
  given: grids,
  examples: [plainGrid, {}, { units: [64, 64, 32] }],
  show: (grid) => ({ grid }),
  async got(grid) {
    const before = structuredClone(grid);
    const found = await call(subject, 'combinations', grid);
    isUntouched('grid', before, grid);
    return found;
  },
  wanted: combinationsOf,
  tolerance: exactly,
  suspects: [
    { says: 'In yours the first name changes fastest: it is the outermost loop.', as: firstNameFastest }, // prettier-ignore
    {
      says: 'Yours goes through the lists side by side: every value must meet every other.',
      as: (grid) => {
        const lists = Object.values(grid);
        const count = Math.max(0, ...lists.map((list) => list.length));
        return Array.from({ length: count }, (_, i) =>
          Object.fromEntries(Object.keys(grid).map((name) => [name, grid[name][i]])),
        );
      },
    },
    {
      says: 'Yours has no combination for an empty grid: there is one, the empty one.',
      as: (grid) => (Object.keys(grid).length === 0 ? [] : combinationsOf(grid)),
    },
  ],
  why: 'As many loops as there are names, one within the other, make each combination once. Without a loop there is one way: the combination of nothing.',
  look: combinationsLook,
});

const search = async (given: SearchCase, spoils = false) => {
  const { grid, outcomes, isAsync } = given;
  const evaluate = await evaluationOf({ outcomes, isAsync, spoils });
  const result = await call(subject, 'gridSearch', grid, evaluate);
  return { result, asked: await evaluationsAsked() };
};

const shown = ({ grid, outcomes, isAsync }: SearchCase) => ({
  grid,
  'what the evaluations come to': outcomes.map(({ score, throws }) =>
    throws === undefined ? score : `throws "${throws}"`,
  ),
  'evaluate returns': isAsync ? 'a promise' : 'a number',
});

const withScores = (grid: Grid, scores: readonly number[], isAsync = true): SearchCase => ({
  grid,
  outcomes: combinationsOf(grid).map((combination, i) => ({ combination, score: scores[i] })),
  isAsync,
});

const inTurn = withScores(plainGrid, [0.5, 0.25, 0.75, 0.5, 0.75, 0.5]);

law<SearchCase>({
  task: '7.6',
  claim: 'each combination is evaluated once, one after the other, and its score is noted',
  points: 1,
  given: searchCases(false),
  examples: [inTurn, { ...inTurn, isAsync: false }],
  draws: 30,
  show: shown,
  async check(given) {
    const { result, asked } = await search(given, true);
    const wanted = combinationsOf(given.grid);
    const got = asked.map(({ combination }) => combination);
    if (compare(got, wanted, exactly)) {
      throw new Unlawful('`evaluate` is not asked for every combination once, in their order', {
        wanted,
        got,
      });
    }
    if (asked.some(({ running }) => running > 0)) {
      throw new Unlawful('an evaluation begins before the one before it has ended');
    }
    const trials = trialsOf(given);
    if (!compare(result.trials, trials, exactly)) return;
    const isSpoilt = JSON.stringify(result.trials ?? '').includes('spoilt');
    throw new Unlawful(
      isSpoilt
        ? 'an evaluation that writes into its combination has changed the trial: give it a copy'
        : 'the trials are not the combinations with their scores',
      { wanted: trials, got: result.trials },
    );
  },
  why: 'A training takes all of the machine: two at once take as long as one after the other, and the memory of both. Each result is written down beside what it was for.',
  look: combinationsLook,
});

law<SearchCase>({
  task: '7.6',
  claim: 'the best is the trial with the highest score, the first of several, and NaN never',
  points: 1,
  given: searchCases(false),
  examples: [
    inTurn,
    withScores(plainGrid, [NaN, 0.5, NaN, 0.75, 0.75, 0.25]),
    withScores({ units: [1, 2] }, [NaN, NaN]),
    withScores({ units: [1, 2, 3] }, [-3, -1, -2]),
  ],
  draws: 40,
  show: shown,
  async got(given) {
    const { result } = await search(given);
    const { best, trials } = result as { best: unknown; trials: unknown };
    if (!Array.isArray(trials)) throw new Unlawful('`trials` must be a list', { trials });
    // Whether the field is missing or holds undefined or null is all the same.
    return { best: best ?? 'none', trials: trials.length };
  },
  wanted: (given) => ({ best: bestOf(given) ?? 'none', trials: given.outcomes.length }),
  tolerance: exactly,
  suspects: [
    {
      says: 'Yours is the last of several with the same score: wanted is the first.',
      as: (given) => {
        const last = bestOf({ ...given, outcomes: given.outcomes.toReversed() });
        return { best: last ?? 'none', trials: given.outcomes.length };
      },
    },
    {
      says: 'Yours is the one with the lowest score: the higher, the better.',
      as: (given) => ({
        best: bestOf(given, (a, b) => a < b) ?? 'none',
        trials: given.outcomes.length,
      }),
    },
    {
      says: 'In yours no score of 0 or below can win: begin with the first that is a number.',
      as: (given) => {
        const best = bestOf(given);
        return {
          best: best !== undefined && best.score! > 0 ? best : 'none',
          trials: given.outcomes.length,
        };
      },
    },
  ],
  why: 'NaN is neither larger nor smaller than anything: a comparison with it is false, whichever way round. So it must not be what others are compared with. A training that diverged is a result, but no candidate.',
  look,
});

interface Failing extends SearchCase {
  /** A name without values is added. */
  empty?: string;
}

law<Failing>({
  task: '7.6',
  claim:
    'an evaluation that throws is noted with its message, and the search goes on; an empty list is refused at once',
  points: 1,
  given: fc
    .record({
      given: searchCases(true),
      empty: fc.option(fc.constantFrom('dropout', 'epochs'), { nil: undefined, freq: 3 }),
    })
    .map(({ given, empty }) => (empty === undefined ? given : { ...given, empty })),
  examples: [
    {
      grid: { units: [64, 128, 256] },
      outcomes: [
        { combination: { units: 64 }, throws: 'out of memory' },
        { combination: { units: 128 }, score: -1 },
        { combination: { units: 256 }, throws: '' },
      ],
      isAsync: true,
    },
    { ...inTurn, empty: 'dropout' },
  ],
  draws: 30,
  show: (given) => ({
    ...shown(given),
    ...(given.empty === undefined ? {} : { 'a list without values': given.empty }),
  }),
  async check(given) {
    const { result } = await search(given);
    const wanted = trialsOf(given);
    if (compare(result.trials, wanted, exactly)) {
      throw new Unlawful('the trials are not what the evaluations came to', {
        wanted,
        got: result.trials,
      });
    }
    // Which of them is the best is for another law to say.
    const best = result.best ?? undefined;
    if ((best?.score === undefined) !== (bestOf(given) === undefined)) {
      throw new Unlawful('the best trial is one that has a score, where there is any', { best });
    }
    const odd = result.trials.find(
      ({ score, error }) => (score === undefined) === (error === undefined),
    );
    if (odd !== undefined) {
      throw new Unlawful('a trial has either a score or an error', { trial: odd });
    }
    if (given.empty === undefined) return;
    areOf(given.grid, await call(subject, 'combinations', given.grid));
    const grid = { ...given.grid, [given.empty]: [] };
    await refusesList(call(subject, 'combinations', grid), given.empty);
    await refusesList(search({ ...given, grid }), given.empty);
    if ((await evaluationsAsked()).length > 0) {
      throw new Unlawful('combinations are evaluated before the grid is refused');
    }
  },
  why: 'A search may run for a night: one combination that does not fit into memory must not cost the others. A list without values leaves nothing to combine, which is a slip of whoever wrote the grid.',
  look,
});

/** @throws {Unlawful} unless these are as many combinations of the grid's values as there are, right or wrong. */
function areOf(grid: Grid, found: unknown): void {
  const wanted = combinationsOf(grid);
  const isOf = (one: unknown) =>
    typeof one === 'object' &&
    one !== null &&
    Object.entries(one).every(([name, value]) => grid[name]?.includes(value as never));
  if (Array.isArray(found) && found.length === wanted.length && found.every(isOf)) return;
  throw new Unlawful('this law counts only where `combinations` combines', { wanted, got: found });
}

/** @throws {Unlawful} unless it fails with an error whose message gives the name of the list. */
async function refusesList(attempt: Promise<unknown>, name: string): Promise<void> {
  let returned: unknown;
  try {
    returned = await attempt;
  } catch (error) {
    const isThrown = error instanceof SubjectFailed && error.cause instanceof Error;
    if (!isThrown || wasStopped(error)) throw error;
    const { message } = error.cause as Error;
    if (message.includes(name)) return;
    throw new Unlawful(`wanted an error whose message gives ${name}; got one that says: ${message}`); // prettier-ignore
  }
  throw new Unlawful(`wanted an error for ${name}, which has no values, but none was thrown`, { returned }); // prettier-ignore
}
