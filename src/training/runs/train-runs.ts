import { fit } from '../../charts/cells.ts';
import type { LineChart } from '../../charts/line-chart.ts';
import { visibleWidth } from '../../charts/text-width.ts';
import type { ExperimentContext } from '../experiment.ts';
import type { Outcome } from '../job-messages.ts';
import { runSideBySide } from '../side-by-side.ts';
import type { TrainingEnd } from './checkpoint.ts';
import { drawRepeatedly } from './draw-repeatedly.ts';
import { type Patience, patienceWith } from './patience.ts';
import type { RunFolder } from './run-folder.ts';
import { epochLine, runLines, type ShownMeasure } from './run-line.ts';
import type { TrainingCall, TrainingJob } from './run-messages.ts';
import { factOf, failures, isOver, takeOutcome } from './run-outcome.ts';
import { newRun, type RunState, takeCheckpoint, takeNews, type TrainingPlan } from './run-state.ts';
import { tellBackend, tellOutput } from './tell.ts';
import { watchSilence } from './watch-silence.ts';
import { writeBeside } from './write-beside.ts';

export interface TrainRuns {
  context: ExperimentContext;
  folder: RunFolder;
  /** The module that each training runs in a process of its own; it calls `answerTraining`. */
  entry: URL;
  /** In the order in which they are listed. */
  plans: readonly TrainingPlan[];
  /** What the records hold besides the step, and how it is shown; `loss` is one. */
  measures: readonly ShownMeasure[];
  /** The file that trains, without the folder of its subject: `part3/train.ts`. */
  file: string;
  /** The curves of the live picture. @param runs - those that have records, as they began. */
  chart: (runs: readonly RunState[]) => LineChart;
  /** Called as each training ends by itself, and at once for those that had. */
  onEnd?: (run: RunState) => Promise<void>;
  /** How long a training may say nothing. Default: what its backend needs. */
  patience?: (backend: string | undefined) => Patience;
  /** Node's own arguments for the processes. Default: those of this one. */
  execArgv?: readonly string[];
}

/**
 * Trains several networks side by side, each in a process of its own, with a live picture; from their
 * checkpoints where the experiment goes on with an earlier one. One that diverges, fails or hangs ends no
 * other. Those that failed are told by `context.fail`.
 *
 * @returns how each is now, in the order of the plans.
 * @throws {UserError} when a checkpoint is of another training or format, or results cannot be written.
 */
export async function trainRuns(request: TrainRuns): Promise<RunState[]> {
  const { context, folder, entry, plans, measures } = request;
  const runs = await takeUp(request);
  const begun = runs.filter(({ records }) => records.length > 0);
  const writer = writeBeside(context.signal);
  const record = (...changed: RunState[]) =>
    writer.add(
      folder.write(({ runs: facts }) => {
        for (const run of changed) facts[run.name] = { ...facts[run.name], ...factOf(run) };
      }),
    );
  record(...runs);
  const conclude = (run: RunState) => isOver(run) && writer.add(request.onEnd?.(run));
  for (const run of runs) conclude(run);

  const order = startOrder(plans).filter((i) => !isOver(runs[i]));
  const of = (job: number) => runs[order[job]];
  const watch = watchSilence((job) => (request.patience ?? patienceWith)(of(job).backend));
  const screen = drawRepeatedly(request, runs, begun);
  const names = Math.max(0, ...runs.map(({ name }) => visibleWidth(name)));
  try {
    await runSideBySide<TrainingJob>({
      entry,
      calls: order.map((i) => callOf(request, plans[i])),
      jobs: context.options.jobs,
      signal: writer.signal,
      ...(request.execArgv === undefined ? {} : { execArgv: request.execArgv }),
      onMessage(job, news) {
        const run = of(job);
        takeNews(run, news, performance.now());
        watch.hear(job, news);
        if (news.news === 'trains') writer.add(tellBackend(request, news));
        if (news.news === 'note') context.print(` ${run.name}: ${news.text}`);
        if (run.records.length > 0 && !begun.includes(run)) begun.push(run);
        if (news.news === 'epoch') {
          const isWhole = run.epochsDone * run.stepsPerEpoch >= (run.records.at(-1)?.step ?? 0);
          if (context.rows === 0 && isWhole) context.print(epochLine(run, measures, names));
          record(run);
        }
        screen.changed();
      },
      onOutput: (job, text) => tellOutput(context, of(job), text),
      onEnd(job, outcome) {
        const run = of(job);
        takeOutcome(run, outcome, watch.ended(job));
        tellEnd(context, run, outcome);
        record(run);
        conclude(run);
        screen.changed();
      },
    });
    await writer.end();
  } finally {
    watch.stop();
    screen.stop();
    await folder.tidy();
  }
  context.print(['', ...runLines(runs, measures, context.canvas, performance.now())].join('\n'));
  for (const message of failures(runs, context.part)) context.fail(message);
  return runs;
}

/** The runs as their checkpoints have them. */
async function takeUp({ context, folder, plans }: TrainRuns): Promise<RunState[]> {
  const runs: RunState[] = [];
  for (const plan of plans) {
    const run = newRun(plan);
    const checkpoint = await folder.readCheckpoint(plan, (text) => context.print(` ${text}`));
    if (checkpoint) takeCheckpoint(run, checkpoint);
    runs.push(run);
  }
  return runs;
}

/** The longest first, so that all cores are busy to the end. */
function startOrder(plans: readonly TrainingPlan[]): number[] {
  const work = plans.map(({ cost = 1, epochs }) => cost * epochs);
  return plans.map((_, i) => i).sort((a, b) => work[b] - work[a]);
}

function callOf(
  { context: { subject, options }, folder, measures, file }: TrainRuns,
  { name, epochs, settings }: TrainingPlan,
): TrainingCall {
  return {
    name,
    epochs,
    settings,
    measures: measures.map(({ key }) => key),
    file: `${subject}/${file}`,
    backend: options.backend,
    checkpoint: folder.checkpointPath(name),
  };
}

/** What became of a run, as soon as it is known; the whole of it comes in the end. */
function tellEnd(
  { print, canvas, rows }: ExperimentContext,
  run: RunState,
  outcome: Outcome<TrainingEnd>,
): void {
  // prettier-ignore
  if (outcome.state === 'failed') {
    const [line] = (run.message ?? '').split('\n');
    print(fit(` ${run.name} failed: ${line}`, canvas.width, canvas));
  } else if (run.state === 'diverged') {
    print(` ${run.name}: ${run.message}`);
  } else if (outcome.state === 'done' && rows === 0) {
    print(` ${run.name}  done`);
  }
}
