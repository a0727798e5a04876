import type { Command } from 'commander';
import { judgeParts } from '../../learner/judge-parts.ts';
import type { FileResult } from '../../learner/law-collector.ts';
import { addLawOptions, lawRunOptions, type LawFlags } from '../law-options.ts';
import { root } from '../root.ts';
import { parseTargets } from '../targets.ts';
import { printOutput, printReports } from './test.ts';

export function addWatch(program: Command): void {
  const command = program
    .command('watch')
    .description('run the laws again on every save')
    .argument('<path...>', 'katas/part2, part2, katas/part2/conv2d.ts; several are fine')
    .addHelpText('after', '\nExample:\n  npm run watch katas/part2');
  addLawOptions(command).action(watch);
}

async function watch(paths: string[], flags: LawFlags): Promise<void> {
  const { runLaws } = await import('../../learner/run-laws.ts');
  const targets = await parseTargets(paths);
  const options = lawRunOptions(flags);
  await runLaws({
    root,
    targets,
    options,
    watch: true,
    report: (results, milliseconds, printed) => void show(results, milliseconds, printed),
  });

  async function show(results: FileResult[], milliseconds: number, printed: string): Promise<void> {
    const reports = await judgeParts(root, targets, results, options, milliseconds);
    if (process.stdout.isTTY) process.stdout.write('\u001b[2J\u001b[3J\u001b[H');
    printOutput(printed, flags.path !== undefined);
    printReports(reports, flags.all === true);
    console.log(' Watching: save a file to run again, Ctrl-C to stop.');
  }
}
