/**
 * A mistake or a mishap that the person at the keyboard can do something about.
 * The command line prints its message alone, without a stack trace.
 * The message says what came, what was wanted, and what to do next.
 */
export class UserError extends Error {
  override name = 'UserError';
}
