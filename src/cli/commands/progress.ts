import type { Command } from 'commander';
import { progressBar } from '../../charts/progress-bar.ts';
import { truncate } from '../../charts/text-width.ts';
import { partName } from '../../laws/kata.ts';
import { isGreen, nextTask, pointsOf, type PartReport } from '../../laws/part-report.ts';
import { nextStep } from '../../laws/text/part-report.ts';
import { DEFAULT_SEED } from '../law-options.ts';
import { reportJson } from '../report-json.ts';
import { parseTargets } from '../targets.ts';
import { describeTerminal } from '../terminal.ts';

export function addProgress(program: Command): void {
  program
    .command('progress')
    .description('show what holds, your points, and what to do next')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  npx kata progress')
    .action(showProgress);
}

async function showProgress({ json }: { json?: boolean }): Promise<void> {
  const { judgeOnce } = await import('../judge-once.ts');
  const targets = await parseTargets(['katas']);
  const { reports } = await judgeOnce(targets, { seed: DEFAULT_SEED, expect: 'green' });
  if (json) console.log(reportJson(reports));
  else printProgress(reports);
}

function printProgress(reports: readonly PartReport[]): void {
  const { width, canvas, style } = describeTerminal(process.stdout, process.env);
  const points = reports.map(pointsOf);
  const sum = (key: 'earned' | 'total' | 'bonus') => points.reduce((n, part) => n + part[key], 0);
  const bonus = sum('bonus') > 0 ? ` + ${sum('bonus')} bonus` : '';
  const total = `${sum('earned')} of ${sum('total')} points${bonus}`;
  console.log(`\n${style.strong(' ann-katas')}${total.padStart(width - 11)}\n`);

  const titleWidth = Math.max(...reports.map(({ kata }) => kata.title.length));
  for (const [i, report] of reports.entries()) {
    const { earned, total: most, bonus: extra } = points[i];
    const bar = progressBar(most === 0 ? 0 : earned / most, 18, canvas.glyphs, '░');
    const score = `${earned}/${most}${extra > 0 ? `+${extra}` : ''}`.padStart(8);
    const title = report.kata.title.padEnd(titleWidth);
    const left = ` ${report.kata.part} ${title}  `;
    const room = width - left.length - bar.length - score.length - 3;
    console.log(`${left}${style.good(bar)} ${score}  ${truncate(state(report), room)}`);
  }

  const open = reports.find((report) => !isGreen(report));
  const next = open ? nextStep(open) : 'everything holds: npx kata experiment part1';
  console.log(`\n ${style.strong(`next: ${next}`)}`);
  if (open)
    console.log(
      style.dim(
        `       read katas/${partName(open.kata)}/README.md, run npm test katas/${partName(open.kata)}`,
      ),
    );
  console.log();
}

function state(report: PartReport): string {
  const open = nextTask(report);
  if (open === undefined) return 'all done';
  if (open.task.bonus) return `bonus ${open.task.id} is open`;
  return `next: ${open.task.id} ${open.task.title}`;
}
