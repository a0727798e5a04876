import { describe, expect, test } from 'vitest';
import { UserError } from '#src/common/user-error';
import { DivergedError, requireFinite } from '#src/training/finite-loss';

/** The error that a loss is refused with. */
function refusal(loss: number, step: number, learningRate?: number): DivergedError {
  try {
    requireFinite(loss, { step, ...(learningRate === undefined ? {} : { learningRate }) });
  } catch (error) {
    if (error instanceof DivergedError) return error;
    throw error;
  }
  throw new Error('it was let pass');
}

test.each([0, -0, 2.3, -7, 5e-324, Number.MAX_VALUE])('a loss of %s passes', (loss) => {
  expect(() => requireFinite(loss, { step: 1 })).not.toThrow();
});

describe.each([Number.NaN, Infinity, -Infinity])('a loss of %s', (loss) => {
  test('is an error for the user that says what came, and at which step', () => {
    const error = refusal(loss, 120);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ step: 120, loss });
    expect(error.message).toMatch(new RegExp(`^The loss is ${loss} at step 120: .* diverged`));
  });

  test('at the first step is not blamed on the learning rate', () => {
    const { message } = refusal(loss, 1, 10);
    expect(message).toContain('the learning rate is not to blame');
    expect(message).not.toMatch(/diverged|try/);
  });
});

test.each([
  [0.3, '0.03'],
  [1, '0.1'],
  [0.001, '0.0001'],
])('a learning rate of %s is named, with a tenth of it to try', (rate, wanted) => {
  expect(refusal(Number.NaN, 2, rate).message).toContain(
    `the learning rate of ${rate} is too large: try ${wanted}. `,
  );
});

test('without a known learning rate the advice is the same', () => {
  expect(refusal(Infinity, 2).message).toContain(
    'the learning rate is too large: try a tenth of it.',
  );
});
