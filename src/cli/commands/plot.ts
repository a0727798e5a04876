import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../../common/user-error.ts';
import { DEFAULT_SEED } from '../law-options.ts';
import { parsePart } from '../targets.ts';
import { runProcess } from './experiment.ts';

export function addPlot(program: Command): void {
  program
    .command('plot')
    .description('draw saved results again, those of several experiments against each other')
    .argument('<part>', 'for example part3')
    .argument('<results...>', 'folders of results, or single result files')
    .option('--out <folder>', 'where the pictures go; beside the first results by default')
    .addHelpText('after', '\nExample:\n  npx kata plot part3 results/part3-1 results/part3-2')
    .action(async (part: string, results: string[], { out }: { out?: string }) => {
      process.exitCode = await plotResults(await parsePart(part), results, out);
    });
}

/** @returns the exit code. @throws {UserError} when there is nothing at one of the paths. */
async function plotResults(part: string, results: readonly string[], out?: string) {
  const sources = results.map((named) => ({ named, path: resolve(named) }));
  const isFolder = await Promise.all(sources.map(({ named, path }) => isFolderAt(named, path)));
  const beside = isFolder[0] ? sources[0].path : dirname(sources[0].path);
  return runProcess({
    part,
    subject: 'solutions',
    from: process.cwd(),
    folder: out === undefined ? beside : resolve(out),
    options: { dataset: 'auto', seed: DEFAULT_SEED },
    plot: sources,
  });
}

async function isFolderAt(named: string, path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new UserError(
      `${named} cannot be read (${(error as Error).message}); wanted a folder of results, such as results/part3-1, or a result file.`,
    );
  }
}
