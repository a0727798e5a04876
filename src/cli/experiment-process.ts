import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chooseBackend } from '../backend/choice.ts';
import { closest } from '../common/closest.ts';
import { UsageError, UserError } from '../common/user-error.ts';
import { wrap } from '../common/wrap.ts';
import { writeWhole } from '../common/write-file.ts';
import { type Experiment, heededOptions, type PlotSource } from '../training/experiment.ts';
import { missingTaskAdvice } from '../training/missing-task-advice.ts';
import { RUN_FILE } from '../training/runs/run-file.ts';
import { placeInKata } from '../training/subject-place.ts';
import { type ExperimentCall, STOPPED } from './experiment-call.ts';
import { LiveRegion } from './live-region.ts';
import { endQuietlyWithReader } from './pipe.ts';
import { root } from './root.ts';
import { describeTerminal } from './terminal.ts';

const call = JSON.parse(process.argv[2]) as ExperimentCall;
const terminal = () => describeTerminal(process.stdout, process.env);
const { isLive } = terminal();
endQuietlyWithReader();
const region = new LiveRegion(
  (text) => process.stdout.write(text),
  () => (isLive ? process.stdout.rows : 0),
);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
/** What was saved, by name; `run.json` is in it where the experiment can be gone on with. */
const saved = new Set<string>();
const mishaps: string[] = [];
try {
  const file = pathToFileURL(join(root, 'solutions', call.part, 'experiment.ts')).href;
  const { experiment } = (await import(file)) as { experiment: Experiment };
  await (call.plot === undefined ? runExperiment(experiment) : plot(experiment, call.plot));
} catch (error) {
  region.end();
  process.exitCode = error instanceof UsageError ? 2 : 1;
  console.error(`\n${describeFailure(error)}`);
}
for (const mishap of mishaps) console.error(`\n${mishap}`);
if (mishaps.length > 0) process.exitCode = 1;
if (stop.signal.aborted) {
  region.print('\n Stopped. What was saved so far is complete.');
  process.exitCode = STOPPED;
}
if ((process.exitCode ?? 0) !== 0 && saved.has(RUN_FILE)) {
  region.print(`\n To go on:  ${resumeCommand()}`);
}

async function runExperiment(experiment: Experiment): Promise<void> {
  const { part, subject, folder, resume = false, options } = call;
  refuseUnheeded(experiment);
  if (experiment.heeds.includes('backend')) chooseBackend(options.backend, process.env);
  const dataset = await chosenDataset(experiment, options.dataset);
  region.print(`\n ${experiment.title}\n`);
  const [first] = experiment.datasets;
  if (options.dataset === 'auto' && dataset !== first) {
    region.print(
      ` ${first} is not on this machine; ${dataset} stands in, which is built in. To download it:\n npx kata data fetch ${first}\n`,
    );
  }
  await experiment.run({
    part,
    subject,
    options: { ...options, dataset },
    get canvas() {
      return terminal().canvas;
    },
    get rows() {
      // One is the cursor's, and one is left: tmux keeps a copy of every screen that is erased as a whole.
      return isLive ? Math.max(0, process.stdout.rows - 2) : 0;
    },
    folder,
    isResumed: resume,
    resumeCommand: folder === undefined ? undefined : resumeCommand(),
    print: (text) => region.print(text),
    live: (text) => region.live(text),
    save,
    fail: (message) => void mishaps.push(message),
    env: process.env,
    signal: stop.signal,
  });
  region.end();
  tellSaved();
}

async function plot(experiment: Experiment, sources: readonly PlotSource[]): Promise<void> {
  if (experiment.plot === undefined) {
    throw new UsageError(
      `The experiment of ${call.part} keeps no results that could be drawn again.`,
    );
  }
  const print = (text: string) => region.print(text);
  const { part } = call;
  await experiment.plot({ part, sources, canvas: terminal().canvas, print, save });
  tellSaved();
}

async function save(name: string, content: string): Promise<void> {
  if (call.folder === undefined) return;
  await writeWhole(join(call.folder, name), content);
  saved.add(name);
}

function tellSaved(): void {
  if (call.folder === undefined || saved.size === 0) return;
  region.print(`\n Saved in ${shown(call.folder)}:`);
  const { width } = terminal();
  for (const line of wrap([...saved].join(' '), width - 4)) region.print(`   ${line}`);
  region.print('');
}

/** A path as the person would name it. */
function shown(path: string): string {
  return relative(call.from, path) || '.';
}

function resumeCommand(): string {
  return `npx kata experiment ${call.part} --resume ${shown(call.folder!)}`;
}

/** An option that would change nothing is a misunderstanding: better said than ignored. */
function refuseUnheeded({ heeds }: Experiment): void {
  for (const name of heededOptions) {
    if (call.options[name] === undefined || heeds.includes(name)) continue;
    const known = heeds.map((option) => `--${option}`).join(', ');
    throw new UsageError(
      `The experiment of ${call.part} has no use for --${name}; it heeds --seed, --dataset, ${known}.`,
    );
  }
}

async function chosenDataset({ datasets, auto }: Experiment, asked: string): Promise<string> {
  if (asked === 'auto') return auto === undefined ? datasets[0] : auto(process.env);
  if (datasets.includes(asked)) return asked;
  const guess = closest(asked, datasets);
  throw new UsageError(
    `This experiment has no dataset "${asked}"; it has ${datasets.join(', ')}.` +
      (guess === undefined ? '' : ` Did you mean ${guess}?`),
  );
}

/** A user's mistake gets its message; an exception of the student's code its place in their file. */
function describeFailure(error: unknown): string {
  if (error instanceof UserError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const advice = missingTaskAdvice(error);
  if (advice !== undefined) return advice;
  const place = placeInKata(error.stack, call.part);
  return place === undefined
    ? String(error.stack)
    : `${error.name}: ${error.message}\n  at ${place}`;
}
