import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { closest } from '../common/closest.ts';
import { UsageError, UserError } from '../common/user-error.ts';
import { writeWhole } from '../common/write-file.ts';
import { missingTask } from '../laws/not-implemented.ts';
import { type Experiment, heededOptions } from '../training/experiment.ts';
import { type ExperimentCall, STOPPED } from './experiment-call.ts';
import { LiveRegion } from './live-region.ts';
import { endQuietlyWithReader } from './pipe.ts';
import { root } from './root.ts';
import { describeTerminal } from './terminal.ts';

const call = JSON.parse(process.argv[2]) as ExperimentCall;
const { isLive, canvas } = describeTerminal(process.stdout, process.env);
endQuietlyWithReader();
const region = new LiveRegion(
  (text) => process.stdout.write(text),
  isLive ? process.stdout.rows : 0,
);
try {
  await runExperiment();
} catch (error) {
  region.end();
  process.exitCode = error instanceof UsageError ? 2 : 1;
  console.error(`\n${describeFailure(error)}`);
}

async function runExperiment(): Promise<void> {
  const { part, folder, options } = call;
  const file = pathToFileURL(join(root, 'solutions', part, 'experiment.ts')).href;
  const { experiment } = (await import(file)) as { experiment: Experiment };
  refuseUnheeded(experiment);
  const dataset = chosenDataset(experiment, options.dataset);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const saved: string[] = [];
  region.print(`\n ${experiment.title}\n`);
  await experiment.run({
    options: { ...options, dataset },
    canvas,
    print: (text) => region.print(text),
    live: (text) => region.live(text),
    async save(name, content) {
      if (folder === undefined) return;
      await writeWhole(join(folder, name), content);
      saved.push(name);
    },
    env: process.env,
    signal: stop.signal,
  });
  region.end();
  if (stop.signal.aborted) {
    region.print('\n Stopped. What was saved so far is complete.');
    process.exitCode = STOPPED;
  }
  if (folder !== undefined && saved.length > 0) {
    region.print(
      `\n Saved in ${relative(process.cwd(), folder) || '.'}:\n   ${saved.join('\n   ')}\n`,
    );
  }
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

function chosenDataset({ datasets }: Experiment, asked: string): string {
  if (asked === 'auto') return datasets[0];
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
  if (missingTask(error) !== undefined) {
    return `${error.message}\nWithout --subject katas, the experiment runs the reference solution.`;
  }
  const frame = error.stack?.split('\n').find((line) => line.includes(`/katas/${call.part}/`));
  const [place] = /katas\/[^)]+/.exec(frame ?? '') ?? [];
  return place === undefined
    ? String(error.stack)
    : `${error.name}: ${error.message}\n  at ${place}`;
}
