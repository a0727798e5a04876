import { expect, test } from 'vitest';
import { UsageError } from '#src/common/user-error';
import { chooseNames } from '#src/training/choose-names';

const names = ['mlp_1', 'mlp_2', 'cnn_3'] as const;

test('without a choice all are chosen; those that are chosen keep their order', () => {
  expect(chooseNames(names, undefined)).toEqual(names);
  expect(chooseNames(names, ['cnn_3', 'mlp_1'])).toEqual(['mlp_1', 'cnn_3']);
});

test('a name that is none is refused, with the nearest', () => {
  expect(() => chooseNames(names, ['mlp_1', 'cnn3'])).toThrow(UsageError);
  expect(() => chooseNames(names, ['mlp_1', 'cnn3'])).toThrow('--only cnn3: there is none of that name; there are mlp_1, mlp_2, cnn_3. Did you mean cnn_3?'); // prettier-ignore
});
