// What laws say of networks and trials that are trained, in data.

/** What a stand-in for a network or a loss was asked, in order. */
export type Heard =
  | { by: 'forward'; images: number[][] }
  | { by: 'backward'; gradient: number[][] }
  | { by: 'loss'; outputs: number[][]; labels: number[] };

/** What an epoch of a trial comes to, and when. */
export interface ScriptedEpoch {
  loss: number;
  accuracy: number;
  /** How long it takes, by the clock of the script. */
  time: number;
  /** The message of an error with which it ends instead: after its time, or at once without a promise. */
  error?: string;
  isAtOnce?: boolean;
}

/** For each trial, its epochs. */
export type Script = ScriptedEpoch[][];

/** What a stand-in for a trainer noticed: an epoch of a trial began or ended, at that time. */
export interface TrainingEvent {
  what: 'begins' | 'ends';
  /** As it was given. */
  trial: unknown;
  epoch: unknown;
  time: number;
}
