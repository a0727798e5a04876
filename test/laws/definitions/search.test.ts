import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../src/common/random.ts';
import { compare } from '../../../src/laws/compare.ts';
import { areTied, beyondChance, isByChance } from '../../../src/laws/definitions/search/chance.ts';
import { arriving, halvingCases } from '../../../src/laws/definitions/search/halving-cases.ts';
import {
  decisionsOf,
  halvingMistakes,
  nameOf,
  rungsOf,
} from '../../../src/laws/definitions/search/halving.ts';
import {
  bestOf,
  type SearchCase,
  searched,
} from '../../../src/laws/definitions/search/searches.ts';

test('by hand: the table of the README of part 8', () => {
  const settings = { gracePeriod: 1, reductionFactor: 2, maxEpochs: 3 };
  const reports = arriving(1, [0.5, 0.75, 0.5, 0.25, 0.5]);
  const decisions = decisionsOf({ settings, reports });
  expect(Object.values(decisions)).toEqual([
    'continue',
    'stop',
    'continue',
    'continue',
    'continue',
  ]);
});

test('the report’s rungs are 3 and 6', () => {
  expect(rungsOf({ gracePeriod: 3, reductionFactor: 2, maxEpochs: 10 })).toEqual([3, 6]);
});

test('cases are such that every report is decided, the last one of a trial alone by a stop', () => {
  fc.assert(
    fc.property(halvingCases, (given) => {
      const decisions = decisionsOf(given);
      expect(Object.keys(decisions)).toEqual(given.reports.map(nameOf));
    }),
    { seed: 1, numRuns: 200 },
  );
});

test.each(halvingMistakes)('a mistake, and found out by some case: $says', ({ as }) => {
  const cases = fc.sample(halvingCases, { seed: 2, numRuns: 300 });
  expect(cases.some((given) => compare(as(given), decisionsOf(given)) !== undefined)).toBe(true);
});

const epoch = (loss: number, accuracy: number, time: number) => ({ loss, accuracy, time });

const byHand: SearchCase = {
  configurations: [{ width: 1 }, { width: 2 }, { width: 3 }],
  settings: { gracePeriod: 1, reductionFactor: 2, maxEpochs: 2 },
  metric: 'error',
  jobs: 2,
  script: [
    [epoch(1, 0.5, 10), epoch(1, 0.75, 10)],
    [epoch(9, 0.75, 3), epoch(9, 1, 3)],
    [epoch(0, 0.25, 1), epoch(0, 0.25, 1)],
  ],
};

test('by hand: with two jobs, the quick trial comes to the rung first', () => {
  const { rows, begins } = searched(byHand);
  expect(rows.map(({ status, epochs }) => [status, epochs.length])).toEqual([
    ['finished', 2],
    ['finished', 2],
    ['stopped', 1],
  ]);
  expect(begins.map(({ trial, epoch: n, time }) => [(trial as { trial: number }).trial, n, time])).toEqual([[0, 1, 0], [1, 1, 0], [1, 2, 3], [2, 1, 6], [0, 2, 10]]); // prettier-ignore
  expect(bestOf(rows, 'error')?.trial).toBe(1);
});

test('by hand: by the loss, another one is best', () => {
  const { rows } = searched({ ...byHand, metric: 'loss' });
  expect(bestOf(rows, 'loss')?.trial).toBe(2);
});

test('with one job, trials come to the rung in the order of their numbers', () => {
  const { begins } = searched({ ...byHand, jobs: 1 });
  const order = begins.map(({ trial }) => (trial as { trial: number }).trial);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

const values = (count: number, seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.uniform());
};

test('chance is not blamed for what it does', () => {
  for (let seed = 0; seed < 300; seed++) {
    const [first, second] = [values(200, seed), values(200, seed + 1000)];
    expect(beyondChance(first)).toBeUndefined();
    expect(areTied(first.map((a, i) => [a, second[i]] as const))).toBe(false);
    const hits = first.filter((a) => a < 0.25).length;
    expect(isByChance(hits, 200, 0.25)).toBe(true);
  }
});

test('what chance does not do is noticed', () => {
  const uniform = values(2000, 1);
  expect(beyondChance(uniform.map((a) => a * a))).toMatch(/% of them lie/);
  expect(beyondChance(uniform.map((a) => 0.15 + 0.85 * a))).toMatch(/% of them lie/);
  expect(beyondChance(uniform.map((a) => 0.85 * a))).toMatch(/% of them lie/);
  expect(areTied(uniform.map((a) => [a, a] as const))).toBe(true);
  expect(areTied(uniform.map((a) => [a, 1 - a] as const))).toBe(true);
  expect(isByChance(800, 2000, 0.25)).toBe(false);
});
