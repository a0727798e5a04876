import { type Command } from 'commander';
import { UsageError } from '../../common/user-error.ts';
import { nextTask } from '../../laws/part-report.ts';
import { loadHints, loadSeenHints, rememberHint, type Hint } from '../../learner/hints.ts';
import { integer, DEFAULT_SEED } from '../law-options.ts';
import { markdownText } from '../markdown-text.ts';
import { root } from '../root.ts';
import { parsePart } from '../targets.ts';
import { describeTerminal } from '../terminal.ts';

interface Flags {
  tier?: number;
}

export function addHint(program: Command): void {
  program
    .command('hint')
    .description('show the next hint of a task: a nudge, then the concept, then near-code')
    .argument('<part>', 'for example part2')
    .argument('[task]', 'for example 2.1; without it, the first task that is not done')
    .option('--tier <n>', 'show hint 1, 2 or 3 again', integer)
    .addHelpText('after', '\nExample:\n  npx kata hint part2 2.1')
    .action(showHint);
}

async function showHint(partText: string, taskText: string | undefined, { tier }: Flags) {
  const part = await parsePart(partText);
  const hints = await loadHints(root, part);
  const task = taskText ?? (await firstOpenTask(part));
  if (task === undefined) {
    console.log(`\n Every law of ${part} holds. To read a hint all the same, name its task.\n`);
    return;
  }
  const tiers = hints.get(task);
  if (tiers === undefined) {
    const known = [...hints.keys()].join(', ');
    throw new UsageError(`There is no task "${task}" in ${part}. Its tasks are ${known}.`);
  }
  if (tier !== undefined && (tier < 1 || tier > tiers.length)) {
    throw new UsageError(`--tier is 1, 2 or ${tiers.length}; ${tier} came.`);
  }
  const seen = (await loadSeenHints(root))[task] ?? 0;
  const number = tier ?? Math.min(seen + 1, tiers.length);
  printHint(task, tiers, number);
  await rememberHint(root, task, number);
  printNext(part, task, number, tiers.length, seen);
}

/** The task that `kata progress` would name; `undefined` when all is done. */
async function firstOpenTask(part: string): Promise<string | undefined> {
  const { judgeOnce } = await import('../judge-once.ts');
  const { reports } = await judgeOnce([{ part }], { seed: DEFAULT_SEED, expect: 'green' });
  const [report] = reports;
  return nextTask(report)?.task.id;
}

function printHint(task: string, tiers: Hint[], number: number): void {
  const { width, style } = describeTerminal(process.stdout, process.env);
  const { title, text } = tiers[number - 1];
  console.log(style.strong(`\n Task ${task} · hint ${number} of ${tiers.length} · ${title}\n`));
  console.log(
    markdownText(text, width - 4)
      .map((line) => (line === '' ? '' : `   ${line}`))
      .join('\n'),
  );
}

function printNext(part: string, task: string, number: number, count: number, seen: number): void {
  const { style } = describeTerminal(process.stdout, process.env);
  if (number < count) {
    console.log(
      style.dim(`\n Still stuck? npx kata hint ${part} ${task} shows hint ${number + 1}.\n`),
    );
  } else if (seen >= count) {
    console.log(
      style.dim(`\n That was the last hint; --tier 1 and --tier 2 show the others again.\n`),
    );
  } else {
    console.log(style.dim(`\n That was the last hint. The maths is in katas/${part}/README.md.\n`));
  }
}
