import type { Command } from 'commander';
import { closest } from '../../common/closest.ts';
import { UsageError } from '../../common/user-error.ts';
import { integer } from '../law-options.ts';

// What the actions need is loaded when one runs: the other commands need not wait for it.

export function addData(program: Command): void {
  const data = program
    .command('data')
    .description('list, fetch, verify and show the data sets')
    .usage('[list|fetch|verify|show] [options]')
    .argument('[unknown]')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', '\nExample:\n  npx kata data fetch cifar10')
    .action(listUnless);
  data
    .command('list')
    .description('where each data set is, how large, and whether its files are the published ones')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', '\nExample:\n  npx kata data list --json')
    .action(list);
  data
    .command('fetch')
    .description('download into your cache what is not on this machine yet')
    .argument('<name...>', 'cifar10, mnist, digits')
    .addHelpText('after', '\nExample:\n  npx kata data fetch cifar10')
    .action(fetch);
  data
    .command('verify')
    .description('read every file that is there, and compare its checksum with the published one')
    .argument('[name...]', 'all that are on this machine, where none is named')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  npx kata data verify cifar10')
    .action(verify);
  data
    .command('show')
    .description('print samples as pictures, with the names of their classes')
    .argument('<name>', 'cifar10, mnist, digits, shapes, strokes')
    .option('--count <n>', 'how many; ten is one of each class', integer, 10)
    .option('--seed <n>', 'another seed chooses other samples', integer, 0)
    .addHelpText('after', '\nExample:\n  npx kata data show shapes --seed 7')
    .action(show);
}

/** Without a command, the list; a word that is no command is a typo. */
async function listUnless(
  unknown: string | undefined,
  flags: { json?: boolean },
  command: Command,
): Promise<void> {
  if (unknown === undefined) return list(flags);
  const names = command.commands.map((known) => known.name());
  const guess = closest(unknown, names);
  throw new UsageError(
    `There is no "kata data ${unknown}"; there are ${names.join(', ')}.` +
      (guess === undefined ? '' : ` Did you mean ${guess}?`),
  );
}

async function list({ json = false }: { json?: boolean }): Promise<void> {
  const { datasets } = await import('../../data/datasets.ts');
  const { examine, printEntries } = await import('./data-list.ts');
  printEntries(await examine(datasets), json);
}

async function verify(names: string[], { json = false }: { json?: boolean }): Promise<void> {
  const { datasets, findDataset } = await import('../../data/datasets.ts');
  const { examine, printEntries } = await import('./data-list.ts');
  const isAll = names.length === 0;
  const entries = await examine(isAll ? datasets : names.map(findDataset));
  printEntries(entries, json);
  const isGood = entries.every(
    ({ state }) => state === 'verified' || state === 'built in' || (state === 'absent' && isAll),
  );
  process.exitCode = isGood ? 0 : 1;
}

async function fetch(names: string[]): Promise<void> {
  const { findDataset } = await import('../../data/datasets.ts');
  const { fetchDatasets } = await import('./data-fetch.ts');
  process.exitCode = await fetchDatasets(names.map(findDataset));
}

async function show(name: string, flags: { count: number; seed: number }): Promise<void> {
  const { findDataset } = await import('../../data/datasets.ts');
  const { showSamples } = await import('./data-show.ts');
  await showSamples(findDataset(name), flags);
}
