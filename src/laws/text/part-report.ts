import { stripVTControlCharacters } from 'node:util';
import { partName } from '../kata.ts';
import type { LawResult } from '../law-result.ts';
import {
  earned,
  isDone,
  isUntouched,
  nextTask,
  pointsOf,
  type PartReport,
  type TaskReport,
} from '../part-report.ts';
import { explain } from './explain.ts';
import type { Style } from './style.ts';
import { wrap } from '../../common/wrap.ts';

export interface ReportOptions {
  /** Columns of the terminal. */
  width: number;
  style: Style;
  /** Explains every broken law, not the first alone. */
  explainAll: boolean;
}

type BrokenLaw = Extract<LawResult, { status: 'broken' }>;

/** What a student reads after a run: a checklist by task, the failing law explained, what is next. */
export function partReportText(report: PartReport, options: ReportOptions): string {
  const { width, style, explainAll } = options;
  const broken = report.tasks.flatMap(({ laws }) => laws.filter(isBroken));
  const explained = explainAll ? broken : broken.slice(0, 1);
  const unexplained = broken.length - explained.length;
  return [
    '',
    heading(report, width, style),
    '',
    ...report.tasks.flatMap((task) => taskLines(task, width, style)),
    ...explained.flatMap((law) => explanationLines(law, report, width, style)),
    ...(unexplained === 0
      ? []
      : [
          '',
          style.dim(
            ` ${count(unexplained, 'more law')} ${unexplained === 1 ? 'does' : 'do'} not hold; --all explains each.`,
          ),
        ]),
    '',
    ...footer(report, width, style),
  ].join('\n');
}

const isBroken = (law: LawResult): law is BrokenLaw => law.status === 'broken';

const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

function heading(report: PartReport, width: number, style: Style): string {
  const { kata } = report;
  const file = (nextTask(report) ?? report.tasks[0])?.task.file ?? '';
  return apart(
    style.strong(` Part ${kata.part} · ${kata.title}`),
    style.dim(`katas/${partName(kata)}/${file}.ts`),
    width,
  );
}

function taskLines(report: TaskReport, width: number, style: Style): string[] {
  const { task, laws, problem } = report;
  const title = style.strong(` Task ${task.id}  ${task.title}${task.bonus ? ' (bonus)' : ''}`);
  if (problem) {
    return [
      apart(title, style.bad('cannot be judged'), width),
      ...problem.message
        .split('\n')
        .flatMap((line) => wrap(line, width - 4).map((part) => style.bad(`   ${part}`))),
      ...(problem.excerpt ?? []).map((line) => `  ${line}`),
    ];
  }
  if (isUntouched(report)) {
    const waiting = laws.find((law) => law.status === 'not checked');
    const state = waiting ? `waits for task ${waiting.missing}` : 'not started';
    return [apart(title, style.dim(`${state} · ${task.points} pts`), width)];
  }
  const worth = laws.reduce((sum, law) => sum + law.points, 0); // fewer than the task's with --law
  const points = `${earned(report)} of ${worth} pts`;
  return [
    apart(title, isDone(report) ? style.good(points) : points, width),
    ...laws.flatMap((law) => lawLines(law, width, style)),
  ];
}

function lawLines(law: LawResult, width: number, style: Style): string[] {
  const worth = law.points === 1 ? '1 pt' : `${law.points} pts`;
  const notes = law.status === 'not checked' ? ` (needs task ${law.missing})` : '';
  const [first, ...rest] = wrap(law.claim + notes, width - 14);
  const paint = {
    holds: style.good,
    broken: style.bad,
    'not started': style.dim,
    'not checked': style.dim,
  };
  const mark = { holds: '✓', broken: '✗', 'not started': '·', 'not checked': '?' }[law.status];
  return [
    apart(`   ${paint[law.status](mark)} ${first}`, style.dim(worth), width),
    ...rest.map((line) => `     ${line}`),
  ];
}

function explanationLines(law: BrokenLaw, report: PartReport, width: number, style: Style) {
  const { explanation } = law;
  const part = partName(report.kata);
  const [first, ...rest] = wrap(law.claim, width - law.id.length - 8);
  const title = ` ── ${law.id}  ${first} `;
  const { seed, path } = explanation.replay;
  return [
    '',
    style.bad(title) + style.dim('─'.repeat(Math.max(0, width - 1 - title.length))),
    ...rest.map((line) => style.bad(`${' '.repeat(law.id.length + 6)}${line}`)),
    ...explain(explanation, width, style),
    '',
    `   ${style.dim('replay')}   npm test katas/${part} -- --law ${law.id} --seed ${seed} --path ${path}`,
    `   ${style.dim('hint')}     npx kata hint ${part} ${law.task}`,
  ];
}

function footer(report: PartReport, width: number, style: Style): string[] {
  const laws = report.tasks.flatMap((task) => task.laws);
  const holding = laws.filter(({ status }) => status === 'holds').length;
  const points = pointsOf(report);
  const bonus = points.bonus > 0 ? ` + ${points.bonus} bonus` : '';
  const seconds = `${(report.milliseconds / 1000).toFixed(1)} s`;
  const summary = [
    laws.length === 0 ? ' no law could be tried' : ` ${holding} of ${laws.length} laws hold`,
    ...(report.isPartial ? [] : [`${points.earned} of ${points.total} points${bonus}`]),
    seconds,
  ].join(' · ');
  const next = style.strong(`next: ${nextStep(report)}`);
  const isNarrow = visible(summary) + visible(next) + 3 > width;
  return isNarrow ? [summary, ` ${next}`] : [apart(summary, next, width)];
}

/** The one thing to do now. */
export function nextStep(report: PartReport): string {
  const part = partName(report.kata);
  const open = nextTask(report);
  if (open === undefined) return `npx kata experiment ${part} --subject katas`;
  const { task, problem } = open;
  if (problem) return `mend katas/${part}/${task.file}.ts`;
  if (isUntouched(open) && task.bonus)
    return `npx kata experiment ${part} --subject katas, or bonus ${task.id}`;
  if (isUntouched(open)) return `write task ${task.id} in katas/${part}/${task.file}.ts`;
  return `npx kata hint ${part} ${task.id}`;
}

/** Two texts at the two ends of a line, or of two lines where one is too short. */
function apart(left: string, right: string, width: number): string {
  const gap = width - 1 - visible(left) - visible(right);
  if (gap < 2) return `${left}\n${' '.repeat(Math.max(1, width - 1 - visible(right)))}${right}`;
  return left + ' '.repeat(gap) + right;
}

const visible = (text: string) => stripVTControlCharacters(text).length;
