import type { Canvas } from '../../charts/colour.ts';
import { histogram } from '../../charts/histogram.ts';
import { padEnd, truncate, visibleWidth } from '../../charts/text-width.ts';
import type { Style } from '../../laws/text/style.ts';
import type { Grade } from '../grade.ts';
import { mostMissed } from './most-missed.ts';
import { count, pointText } from './point-text.ts';
import { visibleLine } from './visible-text.ts';

export interface SummaryOptions {
  canvas: Canvas;
  style: Style;
  /** Texts that several have handed in, pairs that lie above `floor`, and where they are shown. */
  similar?: { equal: number; pairs: number; floor: number; file: string };
  /** Further facts, such as `2 ended by limits`. */
  notes?: readonly string[];
  /** What was written, such as `grades/grades.csv`. */
  files?: readonly string[];
  /** How many of the most missed laws are named; 6 by default. */
  missed?: number;
}

/** What an instructor sees after a class was graded: how it went, what to teach again, where to look. */
export function summaryText(grades: readonly Grade[], options: SummaryOptions): string {
  const { canvas, style, similar, files = [] } = options;
  const lines = [
    headline(grades, style),
    ...wallLines(grades),
    '',
    ...(grades.length === 0 ? [] : [...besideMissed(grades, options), '']),
    ...facts(grades, options.notes ?? []),
    ...(similar ? [similarLine(similar)] : []),
    ...(files.length === 0 ? [] : [files.join(' · ')]),
  ];
  const room = canvas.width - 1;
  return lines
    .flatMap((line) => broken(line, room))
    .map((line) => ` ${line}`.trimEnd())
    .join('\n');
}

function headline(grades: readonly Grade[], style: Style): string {
  const numbers = grades.flatMap(({ parts }) => parts.map(({ report }) => report.kata.part));
  const parts = [...new Set(numbers)].sort((a, b) => a - b);
  const isRun = parts.length > 2 && parts.at(-1)! - parts[0] === parts.length - 1;
  const span = isRun ? `${parts[0]}–${parts.at(-1)}` : parts.join(', ');
  const scope = parts.length === 0 ? '' : ` · ${parts.length === 1 ? 'part' : 'parts'} ${span}`;
  return style.strong(count(grades.length, 'submission')) + scope;
}

/** One line where all stood behind the same walls, as it should be. */
function wallLines(grades: readonly Grade[]): string[] {
  const groups = new Map<string, number>();
  for (const { walls } of grades) {
    const standing = walls.standing.length === 0 ? 'none' : walls.standing.join(', ');
    const gone = walls.missing.map(({ wall, reason }) => `${wall} (${visibleLine(reason, 80)})`);
    const text = standing + (gone.length === 0 ? '' : `; without ${gone.join(', ')}`);
    groups.set(text, (groups.get(text) ?? 0) + 1);
  }
  return [...groups].map(
    ([text, n]) => `walls: ${text}${groups.size > 1 ? ` (${n} of them)` : ''}`,
  );
}

function besideMissed(grades: readonly Grade[], { canvas, style, missed = 6 }: SummaryOptions) {
  const width = canvas.width - 1;
  const finals = grades.map(({ points }) => points.final);
  const possible = Math.max(...grades.map(({ points }) => points.possible));
  const to = Math.ceil(Math.max(possible, ...finals.filter(Number.isFinite)));
  const half = Math.floor(width / 3);
  const left = [
    'points',
    ...histogram({ values: finals, from: 0, to }, { ...canvas, width: half }).split('\n'),
  ];
  const laws = mostMissed(grades, missed);
  const right = laws.length === 0 ? ['no law was missed'] : ['most missed laws', ...lawLines()];
  return Array.from({ length: Math.max(left.length, right.length) }, (_, i) => {
    const pair = padEnd(left[i] ?? '', half + 2) + (right[i] ?? '');
    return i === 0 ? style.strong(pair) : pair;
  });

  function lawLines(): string[] {
    const digits = Math.max(...laws.map(({ times }) => String(times).length));
    const ids = Math.max(...laws.map(({ id }) => id.length));
    return laws.map(({ times, claim, id }) => {
      const room = width - half - 2 - digits - 2 - ids - 2;
      return `${String(times).padStart(digits)}× ${padEnd(truncate(claim, room), room)}  ${id}`;
    });
  }
}

function facts(grades: readonly Grade[], notes: readonly string[]): string[] {
  const zeros = grades.flatMap(({ parts }) => parts.filter(({ zero }) => zero)).length;
  const warned = grades.filter(({ warnings }) => warnings.length > 0).length;
  const empty = grades.flatMap(({ answers }) => answers.filter(({ isEmpty }) => isEmpty)).length;
  const said = [
    ...lateText(grades),
    ...(zeros === 0 ? [] : [`${count(zeros, 'part')} worth nothing (forbidden)`]),
    ...(warned === 0 ? [] : [`${count(warned, 'submission')} with warnings`]),
    ...(empty === 0 ? [] : [count(empty, 'empty answer')]),
    ...notes.map((note) => visibleLine(note)),
  ];
  return said.length === 0 ? [] : [said.join(' · ')];
}

/** `3 late (2 counted 70 %, 1 counted 40 %)`. */
function lateText(grades: readonly Grade[]): string[] {
  const late = grades.filter(({ lateness }) => (lateness.seconds ?? 0) > 0 || lateness.factor < 1);
  if (late.length === 0) return [];
  const factors = new Map<number, number>();
  for (const { lateness } of late) {
    factors.set(lateness.factor, (factors.get(lateness.factor) ?? 0) + 1);
  }
  const each = [...factors].sort(([a], [b]) => b - a);
  const text = each.map(([factor, n]) => `${n} counted ${pointText(factor * 100)} %`).join(', ');
  return [`${late.length} late (${text})`];
}

function similarLine({
  equal,
  pairs,
  floor,
  file,
}: NonNullable<SummaryOptions['similar']>): string {
  const number = pairs === 0 ? 'no pair' : count(pairs, 'pair');
  const copies = equal === 0 ? '' : `${count(equal, 'text')} handed in by several · `;
  const place = equal + pairs === 0 ? '' : `: see ${file}`;
  return `${copies}${number} above ${floor.toFixed(2)} similarity${place}`;
}

/** A line that is too long goes on below, cut between its facts; one that cannot be cut is shortened. */
function broken(line: string, width: number): string[] {
  if (visibleWidth(line) <= width) return [line];
  const lines: string[] = [];
  for (const fact of line.split(' · ')) {
    const longer = lines.length === 0 ? fact : `${lines.at(-1)} · ${fact}`;
    if (lines.length > 0 && visibleWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(truncate(fact, width));
  }
  return lines;
}
