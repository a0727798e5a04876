import { stripVTControlCharacters } from 'node:util';
import type { Command } from 'commander';
import { UsageError } from '../../common/user-error.ts';
import { isGreen, type PartReport } from '../../laws/part-report.ts';
import { isHandOut } from '../../learner/solutions.ts';
import { partReportText } from '../../laws/text/part-report.ts';
import { addLawOptions, lawRunOptions, type LawFlags } from '../law-options.ts';
import { reportJson } from '../report-json.ts';
import { root } from '../root.ts';
import { parseTargets } from '../targets.ts';
import { describeTerminal } from '../terminal.ts';

export function addTest(program: Command): void {
  const command = program
    .command('test')
    .description('run the laws on your code; without a path, prove the repository itself')
    .argument('[path...]', 'katas/part2, part2, katas/part2/conv2d.ts; several are fine')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  npm test katas/part2 -- --law 2.1');
  addLawOptions(command).action(async (paths: string[], flags: LawFlags) => {
    process.exitCode = isRepository(paths)
      ? await testRepository(paths, flags)
      : await testKatas(paths, flags);
  });
}

const isRepository = (paths: string[]) => paths.every((path) => /^(\.\/)?test(\/|$)/.test(path));

async function testKatas(paths: string[], flags: LawFlags): Promise<number> {
  if (flags.path !== undefined && !/[a-z]$/.test(flags.law ?? '')) {
    throw new UsageError('--path replays a case of one law: name it with --law, for example 2.1c.');
  }
  const { judgeOnce } = await import('../judge-once.ts');
  const targets = await parseTargets(paths);
  const { reports, printed } = await judgeOnce(targets, lawRunOptions(flags));
  if (
    flags.law !== undefined &&
    reports.every(({ tasks }) => tasks.every((t) => !t.laws.length && !t.problem))
  ) {
    throw new UsageError(
      `There is no law or task "${flags.law}" in ${paths.join(', ')}. Without --law, the run lists them all.`,
    );
  }
  if (flags.json) {
    console.log(reportJson(reports));
  } else {
    printOutput(printed, flags.path !== undefined);
    printReports(reports, flags.all === true);
  }
  return reports.every(isGreen) ? 0 : 1;
}

/** What the student's own console.log said: of one replayed case all of it, of many only how much. */
export function printOutput(printed: string, isReplay: boolean): void {
  if (printed === '') return;
  const { canvas } = describeTerminal(process.stdout, process.env);
  const text = canvas.colour === 'none' ? stripVTControlCharacters(printed) : printed;
  const lines = text.trimEnd().split('\n');
  if (isReplay || lines.length <= FEW_LINES) {
    console.log(`\n Your code printed:\n${lines.map((line) => `   ${line}`).join('\n')}`);
  } else {
    console.log(
      `\n Your code printed ${lines.length} lines, over all the cases. The replay line of a law` +
        '\n shows what it prints for one case.',
    );
  }
}

/** As much of a student's output is shown without being asked for. */
const FEW_LINES = 12;

/** Prints each part's checklist and explanation. */
export function printReports(reports: readonly PartReport[], explainAll: boolean): void {
  const { width, style } = describeTerminal(process.stdout, process.env);
  for (const report of reports) console.log(partReportText(report, { width, style, explainAll }));
  console.log();
}

/** The repository's own tests, and every law red on its stub and green on its solution. */
async function testRepository(paths: string[], flags: LawFlags): Promise<number> {
  if (flags.law !== undefined || flags.path !== undefined || flags.json) {
    throw new UsageError('--law, --path and --json need a kata, for example katas/part2.');
  }
  if (isHandOut(root)) {
    throw new UsageError(
      'Name a kata, for example npm test katas/part0: what proves the repository itself is not in a hand-out.',
    );
  }
  const { startVitest } = await import('vitest/node');
  const vitest = await startVitest('test', paths, { root, watch: false });
  await vitest.close();
  return typeof process.exitCode === 'number' ? process.exitCode : 0;
}
