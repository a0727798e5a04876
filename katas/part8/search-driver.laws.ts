import * as subject from '#kata/part8/search';
import type { Row, SearchCase } from '#src/laws/definitions/search/searches';
import { Unlawful } from '#src/laws/law';
import { describe } from '#src/laws/snapshot';
import { call, callAtOnce, listenerOf } from '#src/laws/subject';
import type { TrainingEvent } from '#src/laws/tensors/trial-spec';
import { standInTrainer, trainingEvents } from '#src/laws/tensors/trials';

export const readme = (heading: string): string => `katas/part8/README.md, "${heading}".`;

export const start = ({ configurations, settings, metric }: SearchCase) =>
  callAtOnce(subject, 'startSearch', configurations, settings, { metric });

/** What a search came to, and what it did. */
export interface Run {
  state: subject.SearchState;
  /** What `onProgress` heard. */
  heard: subject.SearchState[];
  begins: TrainingEvent[];
  /** The most epochs that were trained at the same time. */
  most: number;
}

/** A search from a state on, or from the start. */
export async function run(given: SearchCase, from?: subject.SearchState): Promise<Run> {
  const heard: subject.SearchState[] = [];
  const onProgress = listenerOf((now: subject.SearchState) => heard.push(now));
  const options = given.jobs === 1 ? { onProgress } : { jobs: given.jobs, onProgress };
  return { ...(await ran(given, from ?? (await start(given)), options)), heard };
}

/** A search without options: with one job, and nobody listens. */
export const runAlone = async (given: SearchCase): Promise<Omit<Run, 'heard'>> =>
  ran(given, await start(given));

async function ran(
  given: SearchCase,
  state: subject.SearchState,
  ...options: object[]
): Promise<Omit<Run, 'heard'>> {
  const train = await standInTrainer(given.script);
  const result: unknown = await call(subject, 'search', state, train as never, ...options);
  const events = await trainingEvents();
  const { rows } = (result ?? {}) as Partial<subject.SearchState>;
  if (!Array.isArray(rows)) {
    throw new Unlawful(`\`search\` must come to a state with rows; it came to ${describe(result)}`);
  }
  return {
    state: result as subject.SearchState,
    begins: events.filter(({ what }) => what === 'begins'),
    most: mostAtOnce(events),
  };
}

function mostAtOnce(events: readonly TrainingEvent[]): number {
  let [running, most] = [0, 0];
  for (const { what } of events) {
    running += what === 'begins' ? 1 : -1;
    most = Math.max(most, running);
  }
  return most;
}

/** Which epochs began when, in one text each: in order of time, then of the trial. */
export const timetable = (begins: readonly TrainingEvent[]): Record<string, string> =>
  Object.fromEntries(
    begins.map(({ trial, epoch, time }) => {
      const number = (trial as { trial?: unknown } | null)?.trial;
      return [`trial ${String(number)}, epoch ${String(epoch)}`, `begins at ${time}`];
    }),
  );

/** A table to compare and to show: of each trial what has become of it. */
export const tableOf = (rows: readonly Row[]): Record<string, unknown> =>
  Object.fromEntries(
    rows.map(({ trial, configuration, status, epochs, error }) => [
      `trial ${trial}`,
      {
        status,
        'losses, accuracies': epochs.map(({ loss, accuracy }) => [loss, accuracy]),
        ...(error === undefined ? {} : { error }),
        configuration,
      },
    ]),
  );
