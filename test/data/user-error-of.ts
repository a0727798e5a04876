import { expect } from 'vitest';
import { UserError } from '#src/common/user-error';

/** @returns the message with which something failed; anything but a UserError fails the test. */
export async function userErrorOf(result: Promise<unknown>): Promise<string> {
  const failure: unknown = await result.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(UserError);
  return (failure as UserError).message;
}
