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

/** The cause of a failure when the process of the subject ended in the middle of a call. */
export class SubjectEnded extends Error {
  override name = 'SubjectEnded';
}

/** Whether the subject was stopped, or ended itself: trying smaller cases would take long, and show no more. */
export function wasStopped(error: unknown): boolean {
  if (!(error instanceof SubjectFailed)) return false;
  return error.cause instanceof TimeLimitExceeded || error.cause instanceof SubjectEnded;
}
