/** What crosses between the two sides of a kind of job; one interface that both name. */
export interface JobTypes {
  /** What a job is told to do. */
  call: unknown;
  /** What it says on its way. */
  message: unknown;
  /** What it gives in the end. */
  result: unknown;
}

/** What became of a job. */
export type Outcome<Result> =
  { state: 'done'; result: Result } | ({ state: 'failed' } & Failure) | { state: 'stopped' };

export interface Failure {
  /** For a person: what went wrong, and what to do where that is known. */
  message: string;
  /** As `Error.stack`, of an error that is no `UserError`: a mistake in somebody's code. */
  stack?: string;
}

/** What a job's process tells its parent. */
export type FromJob<Job extends JobTypes> =
  | { job: 'message'; message: Job['message'] }
  | { job: 'result'; result: Job['result'] }
  | { job: 'failure'; failure: Failure };
