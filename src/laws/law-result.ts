import type { Snapshot } from './snapshot.ts';
import type { TimedCalls } from './guarded.ts';

/** What a law came to, as plain data: it crosses from the worker to the reporter, and into JSON. */
export type LawResult = LawText & LawOutcome;

interface LawText {
  /** The task's number and a letter, for example `2.1c`. */
  id: string;
  task: string;
  claim: string;
  points: number;
}

type LawOutcome =
  | { status: 'holds'; cases: number }
  | { status: 'broken'; explanation: Explanation }
  | { status: 'not started' }
  /** An earlier task is missing: nothing is known of this law. */
  | { status: 'not checked'; missing: string };

/** Why a law does not hold, for a person who wants to mend it. */
export interface Explanation {
  /** The smallest case that was found, by name. */
  given: Record<string, Snapshot>;
  wanted?: Snapshot;
  got?: Snapshot;
  difference?: { path: (number | string)[]; message: string };
  /** What went wrong, where there is nothing to compare. */
  message?: string;
  /** The subject threw or did not return: the law had nothing to judge, so its reason is beside the point. */
  isCrash?: boolean;
  /** The case is the first that was found, not the smallest: looking on would have taken too long. */
  isUnshrunk?: boolean;
  /** The stack of what the subject threw. */
  stack?: string;
  /** Where in the student's file that was, for example `katas/part2/conv2d.ts:25:3`. */
  place?: string;
  /** The common mistake that this behaves like, exactly. */
  suspect?: string;
  why: string;
  look: string;
  replay: { seed: number; path: string };
}

/** What the command line asks of the laws. */
export interface LawRunOptions {
  seed: number;
  /** Replays one case of the law named by `only`. */
  path?: string;
  /** Runs only the law with this id, or those of this task. */
  only?: string;
  /** Which calls have a time limit: `all` for code that hung when only the first ones had. */
  timed?: TimedCalls;
  /** `red` turns every law round: it passes when the subject is not implemented. */
  expect: 'green' | 'red';
}
