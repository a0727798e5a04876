import type { Checkpoint, TrainingEnd } from './checkpoint.ts';
import type { RunRecord } from './records.ts';
import type { TrainingNews } from './run-messages.ts';

/** What is to be trained. */
export interface TrainingPlan<Settings = unknown> {
  /** For example `cnn_4`; also the name of its checkpoint. */
  name: string;
  epochs: number;
  stepsPerEpoch: number;
  /** How long an epoch takes, in any unit: the longest training begins first. Default 1. */
  cost?: number | undefined;
  /** What the part's job module needs to know; JSON. */
  settings: Settings;
}

/** What is known of a training, at any time. */
export interface RunState {
  readonly name: string;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  state: 'waiting' | 'starting' | 'training' | 'done' | 'diverged' | 'failed' | 'stopped';
  epochsDone: number;
  /** Of the epochs that are done, and of the one under way as far as they have come. */
  records: RunRecord[];
  /** How many of them belong to epochs that are done. */
  settled: number;
  /** Spent on the epochs that are done. */
  seconds: number;
  /** When it last went on training, in milliseconds as `performance.now()`, and how far it was. */
  since?: { time: number; step: number };
  parameters?: number;
  /** What it computes on. */
  backend?: string;
  /** Of one that is done: what its `finish` gave. */
  result?: unknown;
  /** Of one that diverged: where. */
  divergedAt?: number;
  /** Of one that diverged or failed: what a person should know. */
  message?: string;
  /** As `Error.stack`, of a mistake in somebody's code. */
  stack?: string;
}

export function newRun({ name, epochs, stepsPerEpoch }: TrainingPlan): RunState {
  const nothing = { epochsDone: 0, records: [], settled: 0, seconds: 0 };
  return { name, epochs, stepsPerEpoch, state: 'waiting', ...nothing };
}

/** Brings a run to where its checkpoint is. */
export function takeCheckpoint(run: RunState, checkpoint: Checkpoint): void {
  const { epochsDone, records, seconds, parameters, ended } = checkpoint;
  Object.assign(run, { epochsDone, records: [...records], settled: records.length, seconds, parameters }); // prettier-ignore
  if (ended !== undefined) takeEnd(run, ended);
}

/** @param now - as `performance.now()`. */
export function takeNews(run: RunState, news: TrainingNews, now: number): void {
  switch (news.news) {
    case 'started':
      run.state = 'starting';
      return;
    case 'trains':
      run.state = 'training';
      run.parameters = news.parameters;
      run.backend = news.backend;
      run.since = { time: now, step: run.epochsDone * run.stepsPerEpoch };
      return;
    case 'records':
      run.records.push(...news.records);
      return;
    case 'epoch':
      run.records.splice(run.settled, Infinity, ...news.records);
      run.settled = run.records.length;
      run.epochsDone = news.epochsDone;
      run.seconds = news.seconds;
      return;
    case 'note':
  }
}

export function takeEnd(run: RunState, end: TrainingEnd): void {
  run.state = end.state;
  if (end.state === 'done') {
    run.result = end.result;
  } else {
    run.divergedAt = end.step;
    run.message = end.message;
  }
}

/** How many steps it has taken, as far as is known. */
export function stepsTaken(run: RunState): number {
  return Math.max(run.epochsDone * run.stepsPerEpoch, run.records.at(-1)?.step ?? 0);
}

/** The seconds that it still needs at the pace it has had; undefined where that is not known. */
export function secondsLeft(run: RunState, now: number): number | undefined {
  if (run.state !== 'training' || run.since === undefined) return undefined;
  const taken = stepsTaken(run) - run.since.step;
  const left = run.epochs * run.stepsPerEpoch - stepsTaken(run);
  if (taken <= 0) return undefined;
  return (((now - run.since.time) / taken) * left) / 1000;
}

/** The mean of the last few values of a measure, none of them an epoch old; undefined where there is none. */
export function recent(run: RunState, measure: string): number | undefined {
  const last = run.records.at(-1);
  if (last === undefined) return undefined;
  const values = run.records
    .slice(-SMOOTHING)
    .filter(({ step }) => step > last.step - run.stepsPerEpoch)
    .map((record) => record[measure]);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Curves are smoothed over this many records: 50 steps, where every tenth is recorded. */
const SMOOTHING = 5;
