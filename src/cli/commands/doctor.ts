import type { Command } from 'commander';
import type { Finding } from '../../learner/doctor.ts';
import { wrap } from '../../common/wrap.ts';
import { root } from '../root.ts';
import { describeTerminal } from '../terminal.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('look at Node, packages, backends, data and terminal, and say what is missing')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', '\nExample:\n  npx kata doctor')
    .action(doctor);
}

async function doctor({ json }: { json?: boolean }): Promise<void> {
  const { examine } = await import('../../learner/doctor.ts');
  const findings = [...(await examine(root, process.env)), terminal()];
  if (json) console.log(JSON.stringify(findings, null, 2));
  else print(findings);
  process.exitCode = findings.some(({ level }) => level === 'bad') ? 1 : 0;
}

function terminal(): Finding {
  const { width, isLive, canvas } = describeTerminal(process.stdout, process.env);
  const facts = [
    `${width} columns`,
    canvas.colour === 'none' ? 'no colour' : `colour: ${canvas.colour}`,
    canvas.glyphs,
    isLive ? 'live charts' : 'no live charts (not a terminal)',
  ];
  const isNarrow = width < 80;
  return {
    topic: 'terminal',
    level: isNarrow ? 'info' : 'good',
    message: facts.join(', '),
    ...(isNarrow ? { advice: 'charts and explanations read best from 80 columns on' } : {}),
  };
}

function print(findings: readonly Finding[]): void {
  const { width, style } = describeTerminal(process.stdout, process.env);
  const column = Math.max(...findings.map(({ topic }) => topic.length)) + 2;
  console.log();
  for (const { topic, level, message, advice } of findings) {
    const mark = { good: style.good('✓'), info: style.dim('·'), bad: style.bad('✗') }[level];
    const text = advice === undefined ? message : `${message}; ${advice}`;
    const [first, ...rest] = text.split('\n').flatMap((line) => wrap(line, width - column - 5));
    console.log(` ${mark} ${topic.padEnd(column)}${first}`);
    for (const line of rest) console.log(' '.repeat(column + 3) + line);
  }
  console.log();
}
