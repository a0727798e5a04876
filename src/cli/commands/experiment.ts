import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import { UsageError, UserError } from '../../common/user-error.ts';
import { hasSolution } from '../../learner/solutions.ts';
import { DEFAULT_SEED, integer } from '../law-options.ts';
import { type ExperimentCall, STOPPED } from '../experiment-call.ts';
import { root } from '../root.ts';
import { parsePart } from '../targets.ts';
import { type ExperimentFlags, givenOptions, resumedOptions } from './experiment-options.ts';

export function addExperiment(program: Command): void {
  program
    .command('experiment')
    .description(
      "run a kata's experiment, with curves and pictures; results are kept as JSON and SVG",
    )
    .argument('<part>', 'for example part1')
    .addOption(
      new Option('--subject <whose>', 'whose code to run')
        .choices(['solutions', 'katas'])
        .default('solutions', 'solutions, or katas in a hand-out'),
    )
    .option('--dataset <name>', 'which data; each experiment knows some', 'auto')
    .option('--epochs <n>', 'how many epochs', positive)
    .option('--samples <n>', 'how many samples', positive)
    .option(
      '--validation <n>',
      'how many validation images each point of a curve is measured on; all by default',
      positive,
    )
    .option('--only <names>', 'only these of several runs, or of their groups, separated by commas')
    .option('--student <number>', 'your student number, for example e1234567')
    .option('--backend <name>', 'cuda, webgpu, node, wasm or cpu; the fastest by default')
    .option(
      '--jobs <n>',
      'how many runs train at once; as many as there are cores by default',
      positive,
    )
    .option('--seed <n>', 'another seed gives another run', integer, DEFAULT_SEED)
    .option('--out <folder>', 'where the results go; a new folder in results/ by default')
    .option(
      '--resume <folder>',
      'goes on with an experiment that was stopped, with its own options; --jobs and --backend may differ',
    )
    .addHelpText(
      'after',
      '\nExample:\n  npx kata experiment part1 --only relu --epochs 2000\n  npx kata experiment part3 --resume results/part3-1',
    )
    .action(async (part: string, flags: ExperimentFlags, command: Command) => {
      const given = (name: string) => command.getOptionValueSource(name) === 'cli';
      process.exitCode = await runExperiment(await parsePart(part), flags, given);
    });
}

function positive(text: string): number {
  const value = integer(text);
  if (value < 1) throw new UsageError(`A number of at least 1 is wanted, ${text} came.`);
  return value;
}

/** How long a stopped experiment may take to end by itself, in milliseconds. */
const PATIENCE = 2000;

/**
 * Runs an experiment in a process of its own, so that `#kata/…` can stand for the solutions or for
 * the student's files, and an endless loop can be stopped by Ctrl-C.
 *
 * @param given - whether an option was given in so many words.
 * @returns the exit code.
 */
export async function runExperiment(
  part: string,
  flags: ExperimentFlags,
  given: (name: string) => boolean = () => false,
): Promise<number> {
  const { out, resume, save = true } = flags;
  const from = process.cwd();
  if (resume !== undefined) {
    const settled = await resumedOptions(part, resume, flags, given);
    needSubject(part, settled.subject);
    return runProcess({ part, from, folder: resolve(resume), resume: true, ...settled });
  }
  const settled = givenOptions(flags);
  if (!given('subject') && !hasSolution(root, part)) settled.subject = 'katas';
  needSubject(part, settled.subject);
  const folder = out === undefined ? await freeFolder(part) : resolve(out);
  return runProcess({ part, from, ...settled, ...(save ? { folder } : {}) });
}

/** @throws {UserError} when the solution is to run that a hand-out does not have. */
function needSubject(part: string, subject: 'solutions' | 'katas'): void {
  if (subject === 'katas' || hasSolution(root, part)) return;
  throw new UserError(
    `The solution of ${part} is not here: a hand-out has none. Your code: npx kata experiment ${part} --subject katas`,
  );
}

/**
 * Runs the process of an experiment to its end.
 *
 * @returns the exit code.
 */
export async function runProcess(call: ExperimentCall): Promise<number> {
  const conditions = call.subject === 'solutions' ? ['--conditions=reference'] : [];
  const entry = fileURLToPath(new URL('../experiment-process.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [...conditions, '--import', 'tsx', entry, JSON.stringify(call)],
    { stdio: 'inherit', cwd: root },
  );
  // The child gets Ctrl-C too, and ends in its own way; unless it hangs, or a second one comes.
  let asked: NodeJS.Timeout | undefined;
  const stop = () => {
    if (asked) child.kill('SIGKILL');
    asked ??= setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  };
  const end = () => {
    child.kill('SIGTERM'); // which this process alone was sent
    stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', end);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', stop);
  process.off('SIGTERM', end);
  clearTimeout(asked);
  if (code === null) console.error('\n Stopped. What was saved so far is complete.');
  return code ?? STOPPED;
}

/** `results/part1-1`, or the next number that is free: results are never overwritten. */
async function freeFolder(part: string): Promise<string> {
  const names = await readdir(join(root, 'results')).catch(() => []);
  const taken = names.map((name) => Number(name.match(new RegExp(`^${part}-(\\d+)$`))?.[1] ?? 0));
  return join(root, 'results', `${part}-${Math.max(0, ...taken) + 1}`);
}
