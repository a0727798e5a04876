import type { PartReport } from '../laws/part-report.ts';

/** Raised whenever a result file of an older program could not be read. */
export const GRADE_FORMAT = 1;

/** Everything that is known of one submission after grading: plain data, as its result file holds it. */
export interface Grade {
  format: typeof GRADE_FORMAT;
  /** The name of its folder or archive, without an ending: for example `hw1_ada_lovelace_e1234567`. */
  submission: string;
  student: Student;
  /** When it was handed in, as ISO 8601, where that is known. */
  submittedAt?: string;
  walls: Walls;
  /** The seed of all its laws; with it anyone can replay what failed. */
  seed: number;
  parts: GradedPart[];
  lateness: Lateness;
  answers: CollectedAnswer[];
  /** What a person should look at, in sentences. None of it changes the points. */
  warnings: string[];
  points: Points;
}

export interface Student {
  /** For example `e1234567`; the name of the submission where nothing better is known. */
  id: string;
  name?: string;
  /** Further columns of the roster, by their titles: `email`, `SIS User ID` … */
  roster?: Record<string, string>;
}

/** What kept the submission from doing harm while it ran. */
export interface Walls {
  /** `full` is all that this program knows; `none` grades only the instructor's own code. */
  level: 'full' | 'reduced' | 'none';
  /** The walls that stood, for example `uid`, `bubblewrap`, `limits`, `permissions`. */
  standing: string[];
  /** Those that did not, and why. */
  missing: { wall: string; reason: string }[];
}

export interface GradedPart {
  report: PartReport;
  /** Why the part is worth nothing, whatever its laws say. */
  zero?: { reason: string; file: string; line: number; excerpt: string };
}

export interface Lateness {
  /** Seconds after the due time; 0 in time, undefined when the due time or the submission's is unknown. */
  seconds?: number;
  /** What the points are multiplied with, from 0 to 1. */
  factor: number;
  /** For example `2 days late: 70%`. */
  says: string;
}

/** An answer to a discussion question: a person grades it. */
export interface CollectedAnswer {
  part: string;
  /** The question's number within its part. */
  number: number;
  question: string;
  /** As it was written, in Markdown. */
  text: string;
  isEmpty: boolean;
}

export interface Points {
  /** By laws, of the assignment's own tasks; lateness is not counted yet. */
  earned: number;
  /** To be had there. */
  possible: number;
  /** By laws, of tasks beyond the assignment. They come on top. */
  bonus: number;
  bonusPossible: number;
  /** (earned + bonus) × the factor of lateness, rounded to hundredths. */
  final: number;
}
