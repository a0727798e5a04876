import type { Measures } from './search-state.ts';

/** What the process of a trial is told. */
export interface TrialCall {
  /** To train on as it is told, or to test the trial as it was after `epoch`. */
  does: 'train' | 'test';
  /** The first epoch that is wanted. */
  epoch: number;
  /** Also the name of its checkpoint. */
  name: string;
  /** At most. */
  epochs: number;
  stepsPerEpoch: number;
  /** What the part's own module needs to know; it is written into the checkpoint, and compared. */
  settings: unknown;
  /** Which file trains, for messages: `katas/part8/train.ts`. */
  file: string;
  backend?: string | undefined;
  /** Where its checkpoint is kept; without it there is none. */
  checkpoint?: string | undefined;
}

/** What it tells on its way. */
export type TrialNews =
  /** It has what it needs, and trains from now on. */
  | { news: 'trains'; backend: string; description: string }
  /** How far it is in the epoch, 0 … 1. */
  | { news: 'progress'; fraction: number }
  /** Something that a person should know. */
  | { news: 'note'; text: string };

/** An epoch that is over, and was measured. */
export interface EpochMeasured extends Measures {
  /** Spent on training and measuring. */
  seconds: number;
}

/** What a trial has noted down of an epoch; it is kept in its checkpoint. */
export interface EpochNotes {
  loss: number | null;
  accuracy: number | null;
  seconds: number;
  /** How many steps it had. */
  steps: number;
  /** The losses of some of its steps, evenly spaced up to the last one; `null` for those that are no number. */
  step_losses: (number | null)[];
}

/** What it asks after an epoch: which one is wanted next; none where it shall end. */
export type NextEpoch = number | 'none';

export type TrialEnd =
  | { state: 'ended' }
  | { state: 'tested'; notes: EpochNotes[]; test: Measures }
  /** What concerns all trials, such as a missing data set or an unwritten task. */
  | { state: 'refused'; message: string };

export interface TrialJob {
  call: TrialCall;
  message: TrialNews;
  result: TrialEnd;
  question: EpochMeasured;
  answer: NextEpoch;
}
