/** What crosses between the two sides of a kind of job; one interface that both name. */
export interface JobTypes {
  /** What a job is told to do. */
  call: unknown;
  /** What it says on its way. */
  message: unknown;
  /** What it gives in the end. */
  result: unknown;
  /** What it asks on its way, and waits to be told; a kind of job without it asks nothing. */
  question?: unknown;
  answer?: unknown;
}

export type Question<Job> = Job extends { question: infer Asked } ? Asked : never;
export type Answer<Job> = Job extends { answer: infer Told } ? Told : never;

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
  | { job: 'question'; question: Question<Job> }
  | { job: 'result'; result: Job['result'] }
  | { job: 'failure'; failure: Failure };

/** What its parent tells a job's process: first what to do, then the answer to each question. */
export type ToJob<Job extends JobTypes> = { call: Job['call'] } | { answer: Answer<Job> };
