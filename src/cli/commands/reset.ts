import type { Command } from 'commander';
import { loadKata, taskFiles } from '../../learner/katas.ts';
import { resetFiles } from '../../learner/reset.ts';
import { root } from '../root.ts';
import { parseTargets } from '../targets.ts';

export function addReset(program: Command): void {
  program
    .command('reset')
    .description('put the stubs of a kata back; your version is kept in .kata/backups')
    .argument('<path>', 'part2, or one file: katas/part2/conv2d.ts')
    .option('--answers', 'put answers.md back instead')
    .addHelpText('after', '\nExample:\n  npx kata reset part2')
    .action(reset);
}

async function reset(path: string, { answers }: { answers?: boolean }): Promise<void> {
  const [{ part, file }] = await parseTargets([path]);
  const stubs = file === undefined ? taskFiles(await loadKata(root, part)) : [file];
  const files = answers ? ['answers.md'] : stubs.map((stub) => `${stub}.ts`);
  const outcomes = await resetFiles(root, part, files, timeStamp(new Date()));
  for (const outcome of outcomes) {
    const { backup, isChanged } = outcome;
    if (!isChanged) console.log(` ${outcome.path} is the stub already`);
    else if (backup === undefined) console.log(` ${outcome.path} was missing; the stub is back`);
    else console.log(` ${outcome.path} is the stub again`);
  }
  const folder = outcomes.find(({ backup }) => backup !== undefined)?.backup?.replace(/[^/]+$/, '');
  if (folder !== undefined) {
    console.log(`\n Yours is in ${folder}; to have it back:\n   cp ${folder}* katas/${part}/`);
  }
}

/** For example `2026-04-06_23-55-01-123`: sorts by time, and fits every file system. */
function timeStamp(now: Date): string {
  return now.toISOString().replace('T', '_').replaceAll(/[:.]/g, '-').replace('Z', '');
}
