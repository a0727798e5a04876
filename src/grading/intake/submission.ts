import type { Student } from '../grade.ts';

/** What one student handed in, in memory. Everything in it is what the student wrote: trust none of it. */
export interface Submission {
  /** Unique in its class, and safe as a file's name. */
  name: string;
  student: Student;
  /** ISO 8601, in UTC; see `when.ts` for where it may come from. */
  submittedAt?: string;
  /** The wanted files, by their places below `katas/`: `part2/conv2d.ts`. */
  files: ReadonlyMap<string, Uint8Array>;
  /** What was not taken although it might have been meant to be. */
  refused: Refusal[];
  /** How many files lay there that nobody asked for. */
  ignored: number;
  /** What is wrong with the submission as a whole; `files` has what could be read all the same. */
  problem?: string;
}

export interface Refusal {
  /** Its path as the submission has it, cut after 200 characters. */
  file: string;
  reason: string;
}
