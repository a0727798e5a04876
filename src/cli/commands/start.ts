import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { kataNames, type Target } from '../../learner/katas.ts';
import type { LawRun } from '../../learner/run-laws.ts';
import { isHandOut } from '../../learner/solutions.ts';
import { DEFAULT_SEED } from '../law-options.ts';
import { root } from '../root.ts';
import { describeTerminal } from '../terminal.ts';
import { runExperiment } from './experiment.ts';
import { printReports } from './test.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('a tour of about a minute: a red law, the same law green, a network that learns')
    .addHelpText('after', '\nExample:\n  npm start')
    .action(() => (isHandOut(root) ? shortTour() : tour()));
}

async function tour(): Promise<void> {
  say('1 of 3', 'You write a function; laws say what is wrong with it.', [
    'Somebody wrote the convolution of part 2 with the kernel flipped. This is what',
    '`npm test katas/part2` tells them:',
  ]);
  await showLaws('tour');
  await readingTime();

  say('2 of 3', 'A right program obeys every law, whatever its style.', [
    'The same laws on the reference solution:',
  ]);
  await showLaws('reference');
  await readingTime();

  say('3 of 3', 'Then it runs for real.', [
    'The network of part 1, its backpropagation written by hand, learns XOR:',
  ]);
  process.exitCode = await runExperiment('part1', {
    subject: 'solutions',
    dataset: 'auto',
    only: 'tanh',
    epochs: 3000,
    seed: DEFAULT_SEED,
    save: false,
  });

  sayWhatNext('part0');
}

/** Of a hand-out: what else the tour shows needs the solutions. */
async function shortTour(): Promise<void> {
  const [part] = kataNames(root);
  say('1 of 1', 'You write functions; laws say what is wrong with them.', [
    `Of yours in katas/${part}, \`npm test katas/${part}\` says:`,
  ]);
  await showLaws(undefined, { part });
  console.log(' The whole tour needs the solutions, which a hand-out does not have.');
  sayWhatNext(part);
}

function sayWhatNext(part: string): void {
  const { style } = describeTerminal(process.stdout, process.env);
  console.log(`\n ${style.strong('Now you')}: read katas/${part}/README.md, then\n`);
  console.log(`   npm test katas/${part}         what holds so far`);
  console.log(`   npm run watch katas/${part}    the same, on every save`);
  console.log('   npx kata progress            where you are\n');
}

async function showLaws(
  subject: LawRun['subject'],
  target: Target = { part: 'part2', file: 'conv2d' },
): Promise<void> {
  const { judgeOnce } = await import('../judge-once.ts');
  const targets = [target];
  const options = { seed: DEFAULT_SEED, expect: 'green' } as const;
  const { reports } = await judgeOnce(targets, options, subject);
  printReports(reports, false);
}

function say(step: string, title: string, lines: string[]): void {
  const { style } = describeTerminal(process.stdout, process.env);
  console.log(`\n ${style.dim(step)}  ${style.strong(title)}\n`);
  for (const line of lines) console.log(` ${line}`);
}

/** Time to read, for a person; a script does not wait. */
async function readingTime(): Promise<void> {
  if (process.stdout.isTTY) await pause(5000);
}
