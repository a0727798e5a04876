import type { ExperimentContext } from '../experiment.ts';
import type { Failure } from '../job-messages.ts';
import { redraw } from '../runs/redraw.ts';
import type { RunFolder } from '../runs/run-folder.ts';
import { tellBackend, tellOutput } from '../runs/tell.ts';
import { writeBeside } from '../runs/write-beside.ts';
import { inVirtualOrder } from './in-virtual-order.ts';
import { liveTrials } from './live-trials.ts';
import { keepSearch } from './keep-search.ts';
import type { SearchFile } from './search-file.ts';
import { type Configuration, isEnded, type Measures, requireRows, type SearchState, type TrialRow } from './search-state.ts'; // prettier-ignore
import type { EpochNotes } from './trial-messages.ts';
import { callOf, planOf, setDamagedAside, trialName, type TrialPlan } from './trial-plan.ts';
import { failuresOf } from './trial-failures.ts';
import { TrialFailed, trialProcesses } from './trial-processes.ts';
import { resumeClock } from './virtual-order.ts';
import { reportLine, type SettingColumn, type ShownTrial } from './trial-table.ts';

/** The search of the subject. */
interface SubjectSearch<State> {
  search(
    state: State,
    train: (trial: { trial: number; configuration: Configuration }, epoch: number) => Promise<Measures>,
    options: { jobs: number; onProgress: (state: State) => void },
  ): Promise<State>; // prettier-ignore
  bestTrial(state: State): TrialRow | null;
}

export interface RunSearch<State> {
  context: ExperimentContext;
  folder: RunFolder;
  /** The module that each trial runs in a process of its own; it calls `answerTrial`. */
  entry: URL;
  subject: SubjectSearch<State>;
  /** Where the search stands, by `readSearchFile` where it goes on with an earlier one. */
  begin: SearchFile<State>;
  plan: (configuration: Configuration) => TrialPlan;
  settings: readonly SettingColumn[];
  /** How a configuration is written in a line of its own, as wide for all. */
  describe: (configuration: Configuration) => string;
  /** The files that train and that search, without the folder of their subject: `part8/train.ts`. */
  files: { train: string; search: string };
  /** Node's own arguments for the processes. Default: those of this one. */
  execArgv?: readonly string[];
}

/** What came of a search. */
export interface SearchOutcome<State> extends SearchFile<State> {
  /** Of the best trial, when the search has come to its end and there is one. */
  best?: { trial: number; notes: EpochNotes[]; test: Measures };
}

/**
 * Runs a search, each trial that is under way in a process of its own, with a live table. What the search decides
 * depends on the seed and the number of jobs alone, and not on how fast the machine is. Everything is kept after
 * each epoch. Trials that failed are told by `context.fail`.
 *
 * @throws {UserError} when something is wrong with all trials, or results cannot be written.
 */
export async function runSearch<State extends SearchState>(
  request: RunSearch<State>,
): Promise<SearchOutcome<State>> {
  const { context, folder, begin, subject, settings } = request;
  const count = begin.state.rows.length;
  const epochSeconds = begin.state.rows.map((_, trial) => [...(begin.epochSeconds[trial] ?? [])]);
  const file = { ...begin, epochSeconds };
  const { epochs } = planOf(request, 0);
  const start = performance.now();
  const heard: number[] = [];
  const progress = new Map<number, number>();
  const failed = new Map<number, Failure>();
  const seconds = () => begin.seconds + (performance.now() - start) / 1000;
  const bestOf = () => subject.bestTrial(file.state)?.trial;

  const writer = writeBeside(context.signal);
  const giveUp = (error: Error) => writer.add(rejected(error));
  const keep = keepSearch({ context, folder, plan: request.plan });
  const save = () => writer.add(keep({ ...file, seconds: seconds() }));
  const processes = trialProcesses({
    entry: request.entry,
    call: (trial, does, epoch) => callOf(request, trial, does, epoch),
    signal: writer.signal,
    execArgv: request.execArgv,
    onMistake: giveUp,
    onOutput: (trial, text) => tellOutput(context, { name: trialName(trial) }, text),
    onNews(trial, news) {
      if (news.news === 'progress') progress.set(trial, news.fraction);
      else if (news.news === 'trains') writer.add(tellBackend({ context, folder }, news));
      else context.print(` ${trialName(trial)}: ${news.text}`);
      screen.changed();
    },
  });
  const order = inVirtualOrder({
    places: file.jobs,
    clock: resumeClock(begin.clock),
    cost: (trial) => planOf(request, trial).cost,
    async run(trial, epoch) {
      const measured = await processes.train(trial, epoch);
      epochSeconds[trial][epoch - 1] = measured.seconds;
      return measured;
    },
    onStuck: (waiting) => giveUp(new Error(`${context.subject}/${request.files.search}: search wants to train trial ${waiting.join(', ')} beside ${file.jobs} others that are running; wanted at most ${file.jobs} at once.`)), // prettier-ignore
  });
  /** The subject tells of an epoch when it is over; which ones are under way is known here. */
  function shownTrials(): ShownTrial[] {
    const underway = new Set(order.clock().underway.map(({ trial }) => trial));
    return file.state.rows.map((row) => {
      const isRunning = row.status === 'running' || underway.has(row.trial);
      return isRunning ? { ...row, status: 'running', progress: progress.get(row.trial) } : row;
    });
  }

  const screen = redraw(context, (_, footer) =>
    liveTrials(
      {
        trials: shownTrials(),
        settings,
        epochs,
        best: bestOf(),
        heard,
        seconds: seconds(),
        footer,
        rows: context.rows,
      },
      context.canvas,
    ),
  );

  function onProgress(state: State): void {
    requireRows(state, count, `${context.subject}/${request.files.search}`);
    const changed = state.rows.filter((row, trial) => differs(row, file.state.rows[trial]));
    Object.assign(file, { state, clock: order.clock() });
    for (const row of changed) {
      progress.delete(row.trial);
      heard.splice(0, Infinity, ...heard.filter((trial) => trial !== row.trial), row.trial);
      if (isEnded(row)) {
        processes.end(row.trial);
        order.free(row.trial);
      }
      if (context.rows === 0 && row.epochs.length > 0) context.print(reportLine(row, request.describe, epochs)); // prettier-ignore
    }
    save();
    screen.changed();
  }

  /** Whatever the subject's search makes of an error here, it is no failure of a trial. */
  function guarded(state: State): void {
    try {
      onProgress(state);
    } catch (error) {
      giveUp(error as Error);
    }
  }

  async function train({ trial }: { trial: number }, epoch: number): Promise<Measures> {
    try {
      const { loss, accuracy } = await order.train(trial, epoch);
      return { loss, accuracy };
    } catch (error) {
      if (error instanceof TrialFailed) failed.set(trial, error.failure);
      throw error;
    }
  }

  let best: SearchOutcome<State>['best'];
  try {
    await setDamagedAside(request);
    save();
    const searched = subject.search(file.state, train, { jobs: file.jobs, onProgress: guarded });
    const state = await Promise.race([searched, whenAborted(writer.signal)]);
    if (state !== ABORTED) {
      requireRows(state, count, `${context.subject}/${request.files.search}`);
      file.state = state;
      best = await testBest(bestOf(), file.state, processes.test);
    }
  } catch (error) {
    giveUp(error as Error);
  } finally {
    await processes.allEnded();
    screen.stop();
    file.seconds = seconds();
    await folder.tidy();
  }
  await writer.end();
  for (const message of failuresOf(file.state, failed, context.part)) context.fail(message);
  return { ...file, ...(best === undefined ? {} : { best }) };
}

// oxlint-disable-next-line typescript/require-await -- it is a promise that is wanted
const rejected = async (error: Error) => {
  throw error;
};

const differs = (row: TrialRow, before: TrialRow) =>
  row.status !== before.status || row.epochs.length !== before.epochs.length;

const ABORTED = Symbol('aborted');

const whenAborted = (signal: AbortSignal) =>
  new Promise<typeof ABORTED>((resolve) => {
    if (signal.aborted) resolve(ABORTED);
    signal.addEventListener('abort', () => resolve(ABORTED));
  });

async function testBest<State extends SearchState>(
  trial: number | undefined,
  { rows }: State,
  test: ReturnType<typeof trialProcesses>['test'],
): Promise<SearchOutcome<State>['best']> {
  if (trial === undefined) return undefined;
  const tested = await test(trial, rows[trial].epochs.length);
  return tested && { trial, notes: tested.notes, test: tested.test };
}
