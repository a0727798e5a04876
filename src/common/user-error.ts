/**
 * A mishap that the person at the keyboard can do something about.
 * The command line prints its message alone, without a stack trace, and exits with 1.
 * The message says what came, what was wanted, and what to do next.
 */
export class UserError extends Error {
  override name = 'UserError';
}

/** A call that was wrong in itself: an unknown name, an option that does not fit. Exits with 2. */
export class UsageError extends UserError {
  override name = 'UsageError';
}
