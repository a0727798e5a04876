import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { LawRun } from '../../learner/run-laws.ts';
import { DEFAULT_SEED } from '../law-options.ts';
import { describeTerminal } from '../terminal.ts';
import { runExperiment } from './experiment.ts';
import { printReports } from './test.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('a tour of about a minute: a red law, the same law green, a network that learns')
    .addHelpText('after', '\nExample:\n  npm start')
    .action(tour);
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

  const { style } = describeTerminal(process.stdout, process.env);
  console.log(`\n ${style.strong('Now you')}: read katas/part0/README.md, then\n`);
  console.log('   npm test katas/part0         what holds so far');
  console.log('   npm run watch katas/part0    the same, on every save');
  console.log('   npx kata progress            where you are\n');
}

async function showLaws(subject: LawRun['subject']): Promise<void> {
  const { judgeOnce } = await import('../judge-once.ts');
  const targets = [{ part: 'part2', file: 'conv2d' }];
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
