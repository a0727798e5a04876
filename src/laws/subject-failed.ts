import { TimeLimitExceeded } from './time-limit.ts';

/** Thrown when the subject itself failed: the law has nothing to compare. */
export class SubjectFailed extends Error {
  override name = 'SubjectFailed';
  /** What was called, for example `myConv2d`. */
  readonly what: string;

  constructor(what: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.what = what;
  }
}

/** Whether the subject was stopped because it did not return. */
export function ranOutOfTime(error: unknown): boolean {
  return error instanceof SubjectFailed && error.cause instanceof TimeLimitExceeded;
}
