import { describe, expect, test } from 'vitest';
import { UsageError } from '#src/common/user-error';
import { chooseFromGroups, chooseNames } from '#src/training/choose-names';

const names = ['mlp_1', 'mlp_2', 'cnn_3'] as const;

test('without a choice all are chosen; those that are chosen keep their order', () => {
  expect(chooseNames(names, undefined)).toEqual(names);
  expect(chooseNames(names, ['cnn_3', 'mlp_1'])).toEqual(['mlp_1', 'cnn_3']);
});

test('a name that is none is refused, with the nearest', () => {
  expect(() => chooseNames(names, ['mlp_1', 'cnn3'])).toThrow(UsageError);
  expect(() => chooseNames(names, ['mlp_1', 'cnn3'])).toThrow('--only cnn3: there is none of that name; there are mlp_1, mlp_2, cnn_3. Did you mean cnn_3?'); // prettier-ignore
});

describe('runs in groups', () => {
  const runsOf = { networks: ['small', 'base'], rates: ['base', 'rate 1'], grid: [] as string[] };
  const named = (names: readonly string[]) => ({ runs: names.map((name) => ({ name })) });
  const groups = { networks: named(runsOf.networks), rates: named(runsOf.rates), grid: named(runsOf.grid) }; // prettier-ignore
  const chosenBy = (only: readonly string[] | undefined) =>
    Object.fromEntries(
      [...chooseFromGroups(groups, only)].map(([group, runs]) => [group, runs.map(({ name }) => name)]), // prettier-ignore
    );
  const chosen = (...only: string[]) => chosenBy(only);

  test('are chosen by the group, or one by one wherever they are', () => {
    expect(chosenBy(undefined)).toEqual(runsOf);
    expect(chosen('rates')).toEqual({ rates: ['base', 'rate 1'] });
    expect(chosen('grid', 'rate 1')).toEqual({ rates: ['rate 1'], grid: [] });
    expect(chosen('base', 'networks')).toEqual({ networks: ['small', 'base'], rates: ['base'] });
  });

  test('a name of neither is refused, with the nearest of both', () => {
    expect(() => chosen('rate_1')).toThrow(UsageError);
    expect(() => chosen('rate_1')).toThrow('--only rate_1: there is none of that name; there are networks, rates, grid, and each run of theirs by its own name. Did you mean rate 1?'); // prettier-ignore
  });
});
