import type { TrainingEnd } from './checkpoint.ts';
import type { Measures, RunRecord } from './records.ts';

/** What the process of a training is told. */
export interface TrainingCall {
  name: string;
  epochs: number;
  /** What the part's own module needs to know; it is written into the checkpoint, and compared. */
  settings: unknown;
  measures: Measures;
  /** Which file trains, for messages: `katas/part3/train.ts`. */
  file: string;
  backend?: string | undefined;
  /** Where its checkpoint is kept; without it there is none. */
  checkpoint?: string | undefined;
}

/** What it tells on its way. */
export type TrainingNews =
  /** Its process runs. */
  | { news: 'started'; pid: number }
  /** It has what it needs, and trains from now on. */
  | { news: 'trains'; backend: string; description: string; parameters: number }
  /** Some more records of the epoch under way. */
  | { news: 'records'; records: RunRecord[] }
  /** An epoch is over; `records` are all of it, and take the place of what was told before. */
  | { news: 'epoch'; epochsDone: number; records: RunRecord[]; seconds: number }
  /** Something that a person should know. */
  | { news: 'note'; text: string };

export interface TrainingJob {
  call: TrainingCall;
  message: TrainingNews;
  result: TrainingEnd;
}
