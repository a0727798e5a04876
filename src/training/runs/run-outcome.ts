import type { Outcome } from '../job-messages.ts';
import { placeInKata } from '../subject-place.ts';
import type { TrainingEnd } from './checkpoint.ts';
import type { RunFact } from './run-file.ts';
import { type RunState, takeEnd } from './run-state.ts';

/** Whether it has come to its end by itself, and there is nothing more to train. */
export const isOver = ({ state }: RunState) => state === 'done' || state === 'diverged';

/**
 * Takes over what became of the process of a training.
 *
 * @param silent - the seconds of silence after which it was given up, if it was.
 */
export function takeOutcome(
  run: RunState,
  outcome: Outcome<TrainingEnd>,
  silent: number | undefined,
): void {
  if (outcome.state === 'done') {
    takeEnd(run, outcome.result);
  } else if (outcome.state === 'stopped') {
    run.state = 'stopped';
  } else {
    run.state = 'failed';
    run.message = silent === undefined ? outcome.message : hangs(run, silent);
    if (outcome.stack !== undefined) run.stack = outcome.stack;
  }
}

function hangs({ epochsDone, records }: RunState, seconds: number): string {
  const last = records.at(-1);
  const where = last === undefined ? 'before its first record' : `after step ${last.step}`;
  return `In epoch ${epochsDone + 1}, ${where}, nothing came for ${seconds} s, far longer than ever before: it is taken for an endless loop, and was ended. Does every loop of the training function come to its end?`;
}

/** What `run.json` says of it. */
export function factOf(run: RunState): RunFact {
  const { state, epochs, epochsDone, seconds, parameters, divergedAt, message } = run;
  return {
    state,
    epochs,
    epochs_done: epochsDone,
    seconds: Number(seconds.toFixed(1)),
    ...(parameters === undefined ? {} : { parameters }),
    ...(divergedAt === undefined ? {} : { diverged_at: divergedAt }),
    ...(message === undefined ? {} : { message }),
  };
}

/** What went wrong with those that failed: one message for all that have the same. */
export function failures(
  runs: readonly Pick<RunState, 'name' | 'state' | 'message' | 'stack'>[],
  part: string,
): string[] {
  const names = new Map<string, string[]>();
  for (const run of runs) {
    if (run.state !== 'failed') continue;
    const place = placeInKata(run.stack, part);
    // Without a place in the student's file the mistake is ours, and the stack tells where.
    const what = run.stack === undefined || place !== undefined ? run.message : run.stack;
    const message = place === undefined ? `${what}` : `${what}\n  at ${place}`;
    names.set(message, [...(names.get(message) ?? []), run.name]);
  }
  return [...names].map(([message, of]) => `${of.join(', ')} failed. ${message}`);
}
